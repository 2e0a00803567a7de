import type { Plan } from "../plan/plan.ts";
import { byLaneSpanStart, bySpanStart, foldLane, sameState } from "../trace/spans.ts";
import {
  type Lane,
  type LaneEvent,
  type LaneSpan,
  laneId,
  type Settlement,
  type Span,
  type SpanState,
  type StepIndex,
  type Trace,
  taskId,
} from "../trace/types.ts";
import { type Program, WAIT_KINDS } from "./machine/compile.ts";
import {
  BLOCKED,
  LANE_STATES,
  type LaneLog,
  type LogState,
  QUEUED,
  READY,
  RUNNING,
  SETTLED,
  stateOf,
  WAITING,
  whatOf,
} from "./machine/log.ts";
import { OUTCOMES, thingName } from "./machine/machine-state.ts";
import type { Simulation } from "./machine/simulate.ts";
import type { Setup } from "./options.ts";
import { f64, i32, u8 } from "./queues/arrays.ts";

/** What the simulation did, as a Trace. The log is in the order of time, so this is one pass and a nearly sorted sort. */
export function toTrace(plan: Plan, simulation: Simulation): Trace {
  const { setup } = simulation;
  return {
    version: 1,
    provenance: { kind: "predicted", cores: setup.cores, seed: setup.seed },
    lanes: lanesOf(setup),
    tasks: plan.tasks.map(({ id, label, kind }) => ({ id, label, kind })),
    spans: spansOf(simulation),
    laneSpans: laneSpansOf(simulation.laneLog, setup.laneKinds.length, simulation.makespan),
    settled: settlementsOf(simulation),
    duration: simulation.makespan,
  };
}

/** Labelled as the engine labels its own, so that ghost bars and measured bars share their rows. */
function lanesOf({ laneKinds }: Setup): Lane[] {
  const loops = laneKinds.filter((kind) => kind === "event-loop").length;
  const workers = { thread: 0, process: 0 };
  return laneKinds.map((kind, i) => {
    const id = laneId(i);
    if (kind === "event-loop") return { id, kind, label: loops > 1 ? `Loop ${i + 1}` : "Loop" };
    workers[kind] += 1;
    return { id, kind, label: `${kind === "process" ? "P" : "T"}${workers[kind]}` };
  });
}

type Open = { -readonly [K in keyof Span]: Span[K] };

function spansOf(simulation: Simulation): Span[] {
  const { log, makespan, program } = simulation;
  const stateOf = stateReader(simulation);
  const open: (Open | undefined)[] = new Array(program.tasks);
  const spans: Open[] = [];
  for (let row = 0; row < log.count; row += 1) {
    const task = i32(log.task, row);
    const at = f64(log.at, row);
    const before = open[task];
    const state = stateOf(row);
    const step = stepIn(program, task, i32(log.step, row));
    if (before !== undefined) {
      if (state !== undefined && before.step === step && sameState(before.state, state)) continue;
      before.end = at;
    }
    open[task] = undefined;
    if (state === undefined) continue;
    const span: Open = { task: taskId(task), start: at, end: makespan, state, step };
    open[task] = span;
    spans.push(span);
  }
  return spans.sort(bySpanStart);
}

/** Counted from the task's first step; none for a task that is past its last one. */
function stepIn({ first }: Program, task: number, step: number): StepIndex | undefined {
  return step < 0 || step >= i32(first, task + 1) ? undefined : step - i32(first, task);
}

/** Reads the state of a row; undefined: settled. States are shared between spans: most plans have a handful. */
function stateReader({ log, program }: Simulation): (row: number) => SpanState | undefined {
  const known = new Map<number, SpanState>();
  const queued: SpanState = { is: "queued" };
  const ready: SpanState = { is: "ready" };
  const make = (kind: LogState, what: number, holds: number): SpanState => {
    const held = holds >= 0 ? { holds: laneId(holds) } : {};
    if (kind === RUNNING) return { is: "running", lane: laneId(what) };
    if (kind === WAITING) return { is: "waiting", on: WAIT_KINDS[what] ?? "timer", ...held };
    if (kind === BLOCKED) return { is: "blocked", on: thingName(program, what), ...held };
    throw new RangeError(`a task is in state ${kind}, which is none`);
  };
  return (row) => {
    const kind = stateOf(log, row);
    if (kind === SETTLED) return undefined;
    if (kind === QUEUED) return queued;
    if (kind === READY) return ready;
    const what = whatOf(log, row);
    const holds = i32(log.holds, row);
    // kind below 8, lanes below 2^21, things below 2^29: together below 2^53
    const key = kind + 8 * (holds + 1 + what * 2 ** 21);
    const found = known.get(key);
    if (found !== undefined) return found;
    const state = make(kind, what, holds);
    known.set(key, state);
    return state;
  };
}

function settlementsOf({ settledAt, outcome, errors }: Simulation): Settlement[] {
  return Array.from(settledAt, (at, task) => {
    const error = errors.get(task);
    const settled = { at, outcome: OUTCOMES[u8(outcome, task)] ?? "failed" };
    return error === undefined ? settled : { ...settled, error };
  });
}

function laneSpansOf(log: LaneLog, lanes: number, end: number): LaneSpan[] {
  const facts: LaneEvent[][] = Array.from({ length: lanes }, () => []);
  for (let row = 0; row < log.count; row += 1) {
    const lane = laneId(i32(log.lane, row));
    const state = LANE_STATES[u8(log.state, row)] ?? "resumed";
    facts[lane]?.push({ at: f64(log.at, row), lane, state });
  }
  return facts.flatMap((own) => [...foldLane(own, [], end)]).sort(byLaneSpanStart);
}
