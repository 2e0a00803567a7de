import type { ExecutionModel } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { Ms, Trace } from "../trace/types.ts";

/**
 * What this browser can do; docs/hosting.md says what decides it.
 * A: isolated, shared memory. B: workers, no shared memory. C: no workers, nothing can be measured.
 */
export type Tier = "A" | "B" | "C";

/** What the machine is; always on the screen. */
export interface Machine {
  readonly tier: Tier;
  /** logical cores the browser reports, or 4 where it reports none */
  readonly cores: number;
  /** false: the browser reports no usable core count and 4 is assumed */
  readonly coresReported: boolean;
  /** smallest step the page's clock was seen to take */
  readonly clockStep: Ms;
  readonly isolated: boolean;
  readonly userAgent: string;
}

export interface RunRequest {
  readonly plan: Plan;
  readonly model: ExecutionModel;
  /** pool lanes (threads), 1 to 2 x cores; models of one lane ignore it */
  readonly lanes: number;
  /** start the lanes inside the measured part */
  readonly coldStart?: boolean;
  /** at most once per animation frame */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Stop: what was measured so far is returned, with every unsettled task cancelled. */
  readonly signal?: AbortSignal;
  /** false: facts are thrown away and the trace is empty; the bench weighs what tracing costs */
  readonly tracing?: boolean;
}

export interface RunProgress {
  /** `draining`: waiting, visibly, for the cores of terminated workers to come free. */
  readonly phase: "draining" | "starting" | "calibrating" | "running";
  /** tasks settled so far, and in the plan */
  readonly settled: number;
  readonly total: number;
  /** what was measured so far; spans still open end at `trace.duration` */
  readonly trace?: Trace;
}

/** Something a reader of the figures must know. `text` is a plain sentence. */
export interface RunNote {
  readonly kind:
    | "hidden" //         the tab was hidden, frozen or asleep during the run
    | "noisy" //          other load on the machine
    | "capped" //         fewer lanes than the model asks for
    | "lane-lost" //      a worker crashed or was killed; its task is reported failed
    | "wrong-work" //     a job returned a wrong checksum
    | "task-failed" //    a job threw
    | "stopped"; //       the learner stopped it
  readonly text: string;
}

export interface RunResult {
  readonly ended: "complete" | "stopped";
  readonly trace: Trace;
  readonly notes: readonly RunNote[];
  /** when the last lane had nothing more to do, ms since the run began */
  readonly elapsed: Ms;
  /** the plan with sizes and estimates as calibrated on this machine: what was really run */
  readonly plan: Plan;
}

export type EngineErrorCode =
  | "no-workers" //      the browser has no Worker
  | "worker-load" //     the worker's script did not load (404, blocked, syntax)
  | "worker-lost" //     a worker crashed and could not be replaced
  | "bad-plan" //        the plan cannot be run (unknown resource, cycle, bad number)
  | "stopped" //         stopped before anything was measured
  | "busy" //            another run is going on
  | "disposed";

/** Rejects `run`. `message` is a sentence a person understands. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The real machine. One run at a time. */
export interface Engine {
  readonly machine: Machine;
  /** @throws EngineError (rejection) */
  run(request: RunRequest): Promise<RunResult>;
  /** Terminates every worker; a run under way ends with `disposed`. */
  dispose(): void;
}

/** Most real lanes a thread-per-task run gets; more tasks than this queue for them, and a note says so. */
export const THREAD_PER_TASK_CAP = 32;
