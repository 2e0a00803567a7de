import type { JobName } from "../../src/jobs/job.ts";
import type { Ms } from "../../src/trace/types.ts";

/** What a bare worker is asked; all of it is copied, except the port, which is transferred, and the shared gate. */
export type Question =
  /** Warms the job up as a lane would. */
  | { readonly ask: "warm"; readonly job: JobName }
  /** Runs `count` jobs in one loop, without a message, once `parties` workers have come to the gate. */
  | {
      readonly ask: "loop";
      readonly job: JobName;
      readonly size: number;
      readonly count: number;
      readonly gate: SharedArrayBuffer;
      readonly parties: number;
    }
  /** Answers every message on the port after one job, with the time that took. */
  | {
      readonly ask: "serve";
      readonly job: JobName;
      readonly size: number;
      readonly port: MessagePort;
    }
  /** Sends `rounds` messages over the port, each after the answer to the one before. */
  | { readonly ask: "ping"; readonly rounds: number; readonly port: MessagePort };

export interface Answer {
  /** `loop`: when it began and ended, ms since the Unix epoch */
  readonly start: Ms;
  readonly end: Ms;
  /** `ping`: each round trip without the job's own time */
  readonly trips: readonly Ms[];
}
