import { nextDue, takeNext } from "./assignment.ts";
import {
  at,
  BLOCKED,
  CANCELLED,
  FUTURE,
  isOver,
  laneQueue,
  SETTLED,
  SHARED_QUEUE,
  statusOf,
} from "./board.ts";
import { type Coordinator, type LaneState, orderOf, tell, tellAll } from "./coordinator-state.ts";
import { cancelAll, collectDue } from "./core.ts";
import { pop } from "./queues.ts";
import { settleStuck } from "./stuck.ts";

/** Gives every lane what there is for it, and sets the timer for what is due next. */
export function serve(co: Coordinator): void {
  const { b, c, clock, topology } = co;
  settleStuck(c, clock.now());
  co.lanes.forEach((lane, index) => {
    if (index < topology.loops) serveLoop(co, lane, index);
    else {
      serveBlocked(co, lane);
      servePool(co, lane, index);
    }
  });
  if (at(b.header, CANCELLED) === 1 && !co.toldCancelled) {
    co.toldCancelled = true;
    tellAll(co, { op: "cancelled" });
  }
  clearTimeout(co.timer);
  if (isOver(b)) {
    tellAll(co, { op: "over" });
    co.finish();
    return;
  }
  const due = nextDue(c);
  if (due < Number.POSITIVE_INFINITY) {
    const left = Math.min(2 ** 30, Math.max(0, due - clock.now()));
    co.timer = setTimeout(() => wakeUp(co), left);
  }
  co.tracer.flushIfDue(clock.now());
}

/** A release, a wait or a deadline is due: lanes that are free take what there is. */
function wakeUp(co: Coordinator): void {
  const { c, clock, plan } = co;
  if (clock.now() >= (plan.cancelAfter ?? Number.POSITIVE_INFINITY)) cancelAll(c, clock.now());
  collectDue(c, clock.now());
  serve(co);
}

function serveLoop(co: Coordinator, lane: LaneState, index: number): void {
  const { b } = co;
  for (;;) {
    const task = pop(b, laneQueue(index));
    if (task < 0) return;
    const isNew = statusOf(b, task) === FUTURE;
    tell(co, lane, { op: "deliver", order: orderOf(b, task), isNew, when: at(b.wakeAt, task) });
  }
}

function serveBlocked(co: Coordinator, lane: LaneState): void {
  const { b } = co;
  const task = lane.blockedOn;
  if (task < 0 || statusOf(b, task) === BLOCKED) return;
  lane.blockedOn = -1;
  tell(co, lane, { op: "granted", task, ok: statusOf(b, task) !== SETTLED });
}

/** A lane gets one task ahead while there is plenty, so that its next task starts without a round trip. */
function servePool(co: Coordinator, lane: LaneState, index: number): void {
  const { want } = lane;
  if (want === "nothing") return;
  if (want === "ahead" && !canGiveAhead(co, lane)) return;
  const task = takeNext(co.c, index, co.clock.now());
  if (task < 0) return want === "now" ? askBack(co) : undefined;
  lane.want = "nothing";
  if (want === "ahead") lane.hasAhead = true;
  lane.given.add(task);
  tell(co, lane, { op: "run", order: orderOf(co.b, task) });
}

const canGiveAhead = ({ b, lanes }: Coordinator, lane: LaneState): boolean =>
  !lane.isHeld && lane.blockedOn === -1 && at(b.size, SHARED_QUEUE) >= lanes.length;

/** A lane is free, and all that is queued was given to others: one of them gives it back if it can. */
function askBack(co: Coordinator): void {
  const lane = co.lanes.find(({ hasAhead, given }) => hasAhead && given.size > 0);
  if (lane === undefined) return;
  lane.hasAhead = false;
  tell(co, lane, { op: "takeBack" });
}
