import type { JobName } from "../../jobs/job.ts";
import type { ExecutionModel } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Lane, Ms } from "../../trace/types.ts";

/**
 * What the page, the lanes and the coordinator say to each other. Calls go over Comlink and are copied,
 * except `board` (shared where the browser allows it) and ports (transferred). Facts leave a worker as
 * `FactBatch` messages, several milliseconds of facts in one transferred buffer, never one message each.
 */
export interface RunConfig {
  readonly plan: Plan;
  readonly model: ExecutionModel;
  readonly lanes: readonly Lane[];
  /** This lane's index; the coordinator's is -1. */
  readonly lane: number;
  readonly board: BoardAccess;
  /** Milliseconds since the Unix epoch by the reference clock; absent: the last lane to arrive sets it. */
  readonly epoch?: Ms | undefined;
  /** What this worker's clock is ahead of the reference clock. */
  readonly clockOffset: Ms;
  readonly cold: boolean;
  /** This worker replaces one that was lost: the run is under way. */
  readonly late: boolean;
  /** false: facts are thrown away (the bench weighs what tracing costs). */
  readonly tracing: boolean;
}

/** Where the scheduler's state lives, and how this lane reaches it. */
export type BoardAccess =
  /** Shared memory: every lane acts on it directly under a lock. */
  | { readonly is: "shared"; readonly buffer: SharedArrayBuffer }
  /** One lane, which keeps the state itself. */
  | { readonly is: "local" }
  /** No shared memory: a coordinator worker keeps it and answers over this port (transferred). */
  | { readonly is: "remote"; readonly port: MessagePort };

/** Absolute instant of t = 0, as the lane saw it; lanes of one run agree within the clock skew. */
export interface LaneReport {
  readonly epoch: Ms;
  /** when this lane had nothing more to do, ms since the run began */
  readonly endedAt: Ms;
  readonly facts: number;
}

export interface LaneApi {
  /** Proves that the script runs. @returns `performance.timeOrigin` */
  hello(): number;
  /** This worker's clock, ms since the Unix epoch. */
  clock(): Ms;
  /** Warms the job up and measures it. @returns ms per unit of `job.work` */
  calibrate(job: JobName): Ms;
  /** The plan with sizes and estimates by `rates`, ms per unit of work. */
  size(plan: Plan, rates: ReadonlyMap<JobName, Ms>): Plan;
  /** Share of `ms` this worker did not get a core: 0 on a quiet machine. */
  probe(ms: Ms): number;
  /** Two lanes compare clocks over shared memory; the reference only answers. */
  handshake(buffer: SharedArrayBuffer, as: "reference" | "lane"): { offset: Ms; error: Ms };
  run(config: RunConfig): Promise<LaneReport>;
  /** Stop without shared memory; noticed between slices. */
  stop(): void;
}

export interface CoordinatorApi {
  hello(): number;
  clock(): Ms;
  run(config: RunConfig, ports: MessagePort[]): Promise<LaneReport>;
  stop(): void;
  laneLost(lane: number, reason: string): void;
}

/** Records of `FACT_WIDTH` numbers: at, code and step, task or lane, argument (see facts.ts). `texts` are their errors. */
export interface FactBatch {
  readonly type: "facts";
  readonly facts: Float64Array;
  readonly texts: readonly string[];
}

/** Rejections inside a worker never reach `worker.onerror`: they are forwarded as this. */
export interface WorkerFailure {
  readonly type: "failure";
  readonly message: string;
}

/** A sign of life where no memory is shared: from a lane, or from the coordinator. */
export interface Beat {
  readonly type: "beat";
}

/** A lane or the coordinator has joined a run whose t = 0 is `epoch`. */
export interface Started {
  readonly type: "started";
  readonly epoch: Ms;
}

export type WorkerMessage = FactBatch | WorkerFailure | Beat | Started;
