import type { Plan } from "../../../plan/plan.ts";
import type { Ms } from "../../../trace/types.ts";
import type { RunConfig } from "../protocol.ts";
import type { Tracer } from "../tracer.ts";
import type { OnTask } from "./access.ts";
import type { ToCoordinator } from "./lane-messages.ts";
import { createOrders } from "./orders.ts";
import type { Verdict } from "./resources.ts";
import { slot } from "./slot.ts";
import { topologyOf } from "./topology.ts";

/** A lane without shared memory: where its own tasks stand, and what the coordinator has said. */
export interface RemoteLane {
  readonly index: number;
  readonly plan: Plan;
  /** A waiting task keeps this lane. */
  readonly holds: boolean;
  readonly cancelAfter: Ms;
  readonly port: MessagePort;
  readonly tracer: Tracer;
  readonly orders: ReturnType<typeof createOrders>;
  readonly verdict: Slot<Verdict>;
  readonly grant: Slot<boolean>;
  readonly work: Slot<number>;
  readonly pauseOver: Slot<void>;
  /** tasks given to this lane that it has not begun */
  readonly ahead: number[];
  /** the run's clock, once the coordinator has said when it began */
  now: () => Ms;
  onTask: OnTask;
  end: () => void;
  isContended: boolean;
  wasCancelled: boolean;
  /** The task that runs keeps this lane while it waits: nothing given ahead can start. */
  isHeld: boolean;
  isOver: boolean;
  hasAsked: boolean;
}

type Slot<T> = ReturnType<typeof slot<T>>;

export const openLane = (config: RunConfig, port: MessagePort, tracer: Tracer): RemoteLane => ({
  index: config.lane,
  plan: config.plan,
  holds: topologyOf(config.model, config.lanes.length, config.plan.tasks.length).holds,
  cancelAfter: config.plan.cancelAfter ?? Number.POSITIVE_INFINITY,
  port,
  tracer,
  orders: createOrders(),
  verdict: slot(),
  grant: slot(),
  work: slot(),
  pauseOver: slot(),
  ahead: [],
  now: () => 0,
  onTask() {},
  end() {},
  isContended: false,
  wasCancelled: false,
  isHeld: false,
  isOver: false,
  hasAsked: false,
});

export const say = ({ port }: RemoteLane, message: ToCoordinator): void =>
  port.postMessage(message);

/** Asks for the next task: now, or one ahead of time. */
export function ask(lane: RemoteLane, idle: boolean): void {
  if (idle || !lane.hasAsked) say(lane, { op: "want", idle });
  lane.hasAsked = true;
}

/** What was given ahead goes back: others may start it sooner. */
export function giveBack(lane: RemoteLane): void {
  for (const task of lane.ahead.splice(0)) {
    lane.orders.delete(task);
    say(lane, { op: "giveBack", task });
  }
}

/** The task that runs waits, or is blocked, holding this lane where the model has it so. */
export function holdLane(lane: RemoteLane): void {
  if (!lane.holds) return;
  lane.isHeld = true;
  giveBack(lane);
}

/** The task that held this lane goes on. */
export function releaseLane(lane: RemoteLane): void {
  if (lane.isHeld) ask(lane, false);
  lane.isHeld = false;
}
