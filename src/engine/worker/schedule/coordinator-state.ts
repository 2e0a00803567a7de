import type { Plan } from "../../../plan/plan.ts";
import type { Ms } from "../../../trace/types.ts";
import type { RunClock } from "../clock.ts";
import type { RunConfig } from "../protocol.ts";
import type { Tracer } from "../tracer.ts";
import { at, type Board, boardBytes, dimsOf, initBoard, viewBoard } from "./board.ts";
import { type Core, dependentsOf } from "./core-record.ts";
import type { Order, ToLane, Told } from "./lane-messages.ts";
import { type Topology, topologyOf } from "./topology.ts";

/** What the coordinator knows of a lane. */
export interface LaneState {
  readonly port: MessagePort;
  /** Nothing, a task ahead of time, or a task now. */
  want: "nothing" | "ahead" | "now";
  /** Tasks given to the lane that it has not begun. */
  readonly given: Set<number>;
  /** Whether a task of those was given ahead, and has not been asked for since. */
  hasAhead: boolean;
  /** A task waits holding this lane: it could start nothing. */
  isHeld: boolean;
  /** The blocked task that holds this lane, or -1. */
  blockedOn: number;
}

/** The scheduler behind messages. */
export interface Coordinator {
  readonly b: Board;
  readonly c: Core;
  readonly plan: Plan;
  readonly topology: Topology;
  readonly tracer: Tracer;
  readonly computeLock: number;
  /** index = lane */
  readonly lanes: readonly LaneState[];
  /** Sets t = 0, once all lanes are here. */
  readonly start: () => { epoch: Ms; clock: RunClock };
  /** The run is over. */
  readonly finish: () => void;
  /** lanes that are ready to start */
  here: number;
  clock: RunClock;
  timer: ReturnType<typeof setTimeout> | undefined;
  toldCancelled: boolean;
}

export function openCoordinator(
  { plan, model }: RunConfig,
  ports: readonly MessagePort[],
  tracer: Tracer,
  start: Coordinator["start"],
  finish: () => void,
): Coordinator {
  const dims = dimsOf(plan, ports.length);
  const b = viewBoard(new ArrayBuffer(boardBytes(dims)), dims);
  initBoard(b, plan);
  const topology = topologyOf(model, ports.length, plan.tasks.length);
  const c: Core = {
    b,
    plan,
    tracer,
    topology,
    dependents: dependentsOf(plan),
    notify() {}, // every lane is looked at after every message
  };
  return {
    b,
    c,
    plan,
    topology,
    tracer,
    computeLock: dims.resources - 1,
    lanes: ports.map(freshLane),
    start,
    finish,
    here: 0,
    clock: { now: () => 0, notBefore() {} },
    timer: undefined,
    toldCancelled: false,
  };
}

const freshLane = (port: MessagePort): LaneState => ({
  port,
  want: "nothing",
  given: new Set(),
  hasAhead: false,
  isHeld: false,
  blockedOn: -1,
});

export const hasStarted = ({ here, lanes }: Coordinator): boolean => here >= lanes.length;

export const tell = ({ clock }: Coordinator, { port }: LaneState, message: ToLane): void =>
  port.postMessage({ ...message, at: clock.now() } satisfies Told);

export function tellAll(co: Coordinator, message: ToLane): void {
  for (const lane of co.lanes) tell(co, lane, message);
}

/** Where the task stands, for the lane that goes on with it. */
export const orderOf = (b: Board, task: number): Order => ({
  task,
  step: at(b.step, task),
  attempt: at(b.attempt, task),
  deadline: at(b.deadline, task),
});
