import type { ExecutionModel } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Ms, TaskId } from "../../trace/types.ts";
import { type PredictOptions, type Setup, setUp } from "../options.ts";
import { refuseTooMuch } from "../refuse.ts";
import { compile, type Program } from "./compile.ts";
import type { Deadlock } from "./deadlock.ts";
import { createSim } from "./initial-state.ts";
import type { LaneLog, TaskLog } from "./log.ts";
import { runMachine } from "./simulator.ts";

/** What happened, in columns; index = task. Times in ms of virtual time. */
export interface Simulation {
  readonly setup: Setup;
  readonly program: Program;
  /** empty with `record: false` */
  readonly log: TaskLog;
  readonly laneLog: LaneLog;
  /** NaN: never */
  readonly releasedAt: Float64Array;
  /** when a lane first took it up; NaN: never */
  readonly startedAt: Float64Array;
  readonly settledAt: Float64Array;
  /** index into OUTCOMES */
  readonly outcome: Uint8Array;
  readonly errors: ReadonlyMap<number, string>;
  /** when the last task settled */
  readonly makespan: Ms;
  /** events handled */
  readonly events: number;
  /** the first one, if there was one */
  readonly deadlock?: Deadlock;
}

interface SimulateOptions extends PredictOptions {
  /** false: no state changes are recorded, only the columns by task; absent: true */
  readonly record?: boolean;
}

/**
 * Runs a plan in virtual time. The plan is not checked here (`checkPlan`): `predict` does.
 * @throws PredictionError for bad options, for work that would take too long to simulate, or when aborted
 */
export function simulate(plan: Plan, model: ExecutionModel, options: SimulateOptions): Simulation {
  return simulateProgram(compile(plan), model, options, {
    cancelAfter: plan.cancelAfter ?? Number.POSITIVE_INFINITY,
    label: (task) => plan.tasks[task]?.label ?? `task ${task}`,
  });
}

interface PlanFacts {
  readonly cancelAfter: Ms;
  label(task: TaskId): string;
}

/** As `simulate`, for a plan that never was objects: a million customers as columns take a quarter of the time. */
export function simulateProgram(
  program: Program,
  model: ExecutionModel,
  options: SimulateOptions,
  { cancelAfter, label }: PlanFacts,
): Simulation {
  const setup = setUp(program.tasks, model, options);
  refuseTooMuch(program, setup, cancelAfter);
  const sim = createSim(program, setup, options.record ?? true);
  const deadlock = runMachine(sim, cancelAfter, label);
  const { log, laneLog, releasedAt, startedAt, settledAt, outcome, errors } = sim;
  const columns = { log, laneLog, releasedAt, startedAt, settledAt, outcome, errors };
  let makespan = 0;
  for (const at of settledAt) if (at > makespan) makespan = at;
  const result = { setup, program, ...columns, makespan, events: sim.handled };
  return deadlock === undefined ? result : { ...result, deadlock };
}
