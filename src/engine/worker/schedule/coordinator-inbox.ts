import { at, READY, RUNNING, SETTLED, setStatus, statusOf, WAITING } from "./board.ts";
import {
  type Coordinator,
  hasStarted,
  type LaneState,
  tell,
  tellAll,
} from "./coordinator-state.ts";
import * as core from "./core.ts";
import type { ToCoordinator } from "./lane-messages.ts";
import { enqueue, sendToPool } from "./lines.ts";
import { acquire, couple, release, releaseHoldings, type Verdict } from "./resources.ts";

/** What a lane says changes the board, by the functions that a lane with shared memory calls itself. */
export function hear(co: Coordinator, index: number, message: ToCoordinator): void {
  const { b, c, clock, computeLock, topology } = co;
  const lane = co.lanes[index];
  if (lane === undefined) return;
  if ("at" in message) clock.notBefore(message.at);
  if ("task" in message && statusOf(b, message.task) === SETTLED) return;
  switch (message.op) {
    case "here":
      return arrive(co);
    case "want":
      lane.want = message.idle ? "now" : "ahead";
      return;
    case "giveBack":
      lane.given.delete(message.task);
      return core.giveBack(c, message.task, clock.now());
    case "begin":
      return core.begin(c, message.task, message.at);
    case "couple":
      return answer(co, lane, message.task, couple(c, message.task, message.step, clock.now()));
    case "lock":
      b.step[message.task] = message.step;
      answer(co, lane, message.task, acquire(c, message.task, computeLock, clock.now()));
      return tellContention(co);
    case "unlock":
      release(c, message.task, computeLock, clock.now());
      return tellContention(co);
    case "waiting":
      lane.isHeld = topology.holds;
      return setStatus(b, message.task, WAITING);
    case "resumed":
      lane.given.delete(message.task);
      lane.isHeld = false;
      b.holder[message.task] = index;
      return setStatus(b, message.task, RUNNING);
    case "step":
      b.step[message.task] = message.step;
      return;
    case "restart":
      b.attempt[message.task] = at(b.attempt, message.task) + 1;
      return releaseHoldings(c, message.task, message.at);
    case "sleep":
      return core.sleepUntil(c, message.task, message.due);
    case "yield":
    case "handBack":
      return enqueue(c, message.task, READY, index);
    case "offload":
      return sendToPool(c, message.task);
    case "settle":
      core.settle(c, message.task, message.outcome, message.at, message.error);
      return topology.computeLock ? tellContention(co) : undefined;
    case "expire":
      // else it is on its way to its loop or runs in the pool, and that lane notices
      if (at(b.queue, message.task) >= 0) core.expire(c, message.task, clock.now());
      return;
    case "cancelAll":
      return core.cancelAll(c, message.at);
    default:
      return message satisfies never;
  }
}

function arrive(co: Coordinator): void {
  co.here++;
  if (!hasStarted(co)) return;
  const { epoch, clock } = co.start();
  co.clock = clock;
  tellAll(co, { op: "start", epoch });
  core.releaseInitial(co.c, 0);
}

function answer(co: Coordinator, lane: LaneState, task: number, verdict: Verdict): void {
  tell(co, lane, { op: "verdict", task, verdict });
  if (verdict === "parked" && co.topology.holds) lane.blockedOn = task;
}

function tellContention(co: Coordinator): void {
  const { b, computeLock } = co;
  const waiting = at(b.size, 1 + b.dims.lanes + computeLock) > 0;
  tellAll(co, { op: "contended", isContended: waiting });
}
