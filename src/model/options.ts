import { MAX_TIME } from "../plan/check-values.ts";
import { type Costs, type ExecutionModel, laneKinds } from "../plan/models.ts";
import type { Ms } from "../trace/types.ts";

/**
 * Which queued task a free lane takes: the longest waiting, the one with the shortest next computation
 * (`srtf` also takes the lane from a longer one), or the one of the lowest `priority` number.
 */
export const DISCIPLINES = ["fifo", "sjf", "srtf", "priority"] as const;
export type Discipline = (typeof DISCIPLINES)[number];

export interface PredictOptions {
  /** pool lanes; models of one lane, or one per task, ignore it */
  readonly lanes: number;
  /** 1 to 1024 */
  readonly cores: number;
  /** Round robin of lanes over cores with this time slice; absent: ideal processor sharing. */
  readonly quantum?: Ms | undefined;
  /** What a core loses when it turns to another lane (round robin only); absent: 0. */
  readonly switchCost?: Ms | undefined;
  /** Overheads of the runtime; absent: none. `model.costs` are typical ones. */
  readonly costs?: Partial<Costs> | undefined;
  /** How long a lane computes under a contested compute lock before it must let go; absent: 5 ms (CPython). */
  readonly lockSwitchInterval?: Ms | undefined;
  /** absent: "fifo" */
  readonly discipline?: Discipline | undefined;
  /** Only written into the provenance: the simulation itself draws no random numbers. */
  readonly seed?: number;
  /** Looked at after every instant; aborted, the prediction throws. */
  readonly signal?: { readonly aborted: boolean };
}

type PredictionErrorCode = "bad-argument" | "too-large" | "aborted";

/** A prediction that cannot be made. `message` starts with `field` and is a sentence a person understands. */
export class PredictionError extends TypeError {
  override readonly name = "PredictionError";
  readonly code: PredictionErrorCode;
  /** where the trouble is: "cores", "tasks[3].steps[0].for" */
  readonly field: string;
  constructor(code: PredictionErrorCode, field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.code = code;
    this.field = field;
  }
}

export const MAX_CORES = 1024;
export const MAX_LANES = 4096;
/** Steps that could be executed, retries included. */
export const MAX_STEPS = 8_000_000;
/** Time slices that could be dealt out. */
export const MAX_SLICES = 20_000_000;

/** The options with every default filled in. */
export interface Setup {
  readonly model: ExecutionModel;
  readonly laneKinds: readonly ("event-loop" | "thread" | "process")[];
  readonly cores: number;
  /** Infinity: ideal processor sharing */
  readonly quantum: Ms;
  readonly switchCost: Ms;
  readonly startLane: Ms;
  /** what a lane loses when it takes up another task */
  readonly pickUp: Ms;
  readonly copyPerMiB: Ms;
  readonly lockSwitchInterval: Ms;
  readonly discipline: Discipline;
  readonly seed: number;
  readonly signal: { readonly aborted: boolean };
}

/** @throws PredictionError naming the option */
export function setUp(tasks: number, model: ExecutionModel, options: PredictOptions): Setup {
  const { costs = {}, discipline = "fifo" } = options;
  wholeNumber("cores", options.cores, MAX_CORES);
  wholeNumber("lanes", options.lanes, MAX_LANES);
  if (!DISCIPLINES.includes(discipline)) {
    throw new PredictionError(
      "bad-argument",
      "discipline",
      `must be one of ${DISCIPLINES.join(", ")}`,
    );
  }
  return {
    model,
    laneKinds: laneKinds(model, options.lanes, tasks),
    cores: options.cores,
    quantum: above0("quantum", options.quantum ?? Number.POSITIVE_INFINITY),
    switchCost: atLeast0("switchCost", options.switchCost ?? 0),
    startLane: atLeast0("costs.startLane", costs.startLane ?? 0),
    pickUp: atLeast0("costs.switch", costs.switch ?? 0),
    copyPerMiB: atLeast0("costs.copyPerMiB", costs.copyPerMiB ?? 0),
    lockSwitchInterval: above0("lockSwitchInterval", options.lockSwitchInterval ?? 5),
    discipline,
    seed: options.seed ?? 1,
    signal: options.signal ?? { aborted: false },
  };
}

function wholeNumber(field: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new PredictionError("bad-argument", field, `must be a whole number from 1 to ${max}`);
}

function atLeast0(field: string, value: number): number {
  if (value >= 0 && value <= MAX_TIME) return value;
  throw new PredictionError("bad-argument", field, `must be a time in ms, from 0 to ${MAX_TIME}`);
}

function above0(field: string, value: number): number {
  if (value > 0) return value;
  throw new PredictionError("bad-argument", field, "must be a time in ms above 0");
}
