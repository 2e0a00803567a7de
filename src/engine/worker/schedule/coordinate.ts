import type { Ms } from "../../../trace/types.ts";
import type { RunClock } from "../clock.ts";
import type { RunConfig } from "../protocol.ts";
import type { Tracer } from "../tracer.ts";
import {
  at,
  BLOCKED,
  boardBytes,
  CANCELLED,
  dimsOf,
  FUTURE,
  initBoard,
  isOver,
  laneQueue,
  READY,
  RUNNING,
  SETTLED,
  SHARED_QUEUE,
  setStatus,
  statusOf,
  viewBoard,
  WAITING,
} from "./board.ts";
import * as core from "./core.ts";
import type { Order, ToCoordinator, ToLane, Told } from "./lane-messages.ts";
import { enqueue, sendToPool } from "./lines.ts";
import { pop } from "./queues.ts";
import {
  acquire,
  couple,
  release,
  releaseHoldings,
  settleStuck,
  type Verdict,
} from "./resources.ts";
import { topologyOf } from "./topology.ts";

/** A lane wants nothing, a task ahead of time, or a task now. */
type Want = "nothing" | "ahead" | "now";

/**
 * The scheduler behind messages. Every message changes the board, then every lane that can be served is.
 * A lane gets one task ahead while there is plenty, so that its next task starts without a round trip.
 */
export function coordinate(
  config: RunConfig,
  ports: readonly MessagePort[],
  tracer: Tracer,
  start: () => { epoch: Ms; clock: RunClock },
) {
  const { plan, model } = config;
  const dims = dimsOf(plan, ports.length);
  const b = viewBoard(new ArrayBuffer(boardBytes(dims)), dims);
  initBoard(b, plan);
  const topology = topologyOf(model, ports.length, plan.tasks.length);
  const c: core.Core = {
    b,
    plan,
    tracer,
    topology,
    dependents: core.dependentsOf(plan),
    notify() {}, // every lane is looked at after every message
  };
  const computeLock = dims.resources - 1;
  const wants: Want[] = ports.map(() => "nothing");
  /** Tasks given to a lane that it has not begun. */
  const given = ports.map(() => new Set<number>());
  /** Whether a task of those was given ahead, and has not been asked for since. */
  const hasAhead = ports.map(() => false);
  /** A task waits holding this lane: it could start nothing. */
  const isHeld = ports.map(() => false);
  /** The blocked task that holds this lane, or -1. */
  const blockedOn = ports.map(() => -1);
  let here = 0;
  let clock: RunClock = { now: () => 0, notBefore() {} };
  const now = (): Ms => clock.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldCancelled = false;
  let finish = (): void => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const tell = (lane: number, message: ToLane): void =>
    ports[lane]?.postMessage({ ...message, at: now() } satisfies Told);
  const orderOf = (task: number): Order => ({
    task,
    step: at(b.step, task),
    attempt: at(b.attempt, task),
    deadline: at(b.deadline, task),
  });

  function serve(): void {
    settleStuck(c, now());
    for (let lane = 0; lane < ports.length; lane++) {
      if (lane < topology.loops) serveLoop(lane);
      else {
        serveBlocked(lane);
        servePool(lane);
      }
    }
    if (at(b.header, CANCELLED) === 1 && !toldCancelled) {
      toldCancelled = true;
      for (let lane = 0; lane < ports.length; lane++) tell(lane, { op: "cancelled" });
    }
    clearTimeout(timer);
    if (isOver(b)) {
      for (let lane = 0; lane < ports.length; lane++) tell(lane, { op: "over" });
      finish();
      return;
    }
    const due = core.nextDue(c);
    if (due < Number.POSITIVE_INFINITY) {
      timer = setTimeout(wakeUp, Math.min(2 ** 30, Math.max(0, due - now())));
    }
    tracer.flushIfDue(now());
  }

  /** A release, a wait or a deadline is due: lanes that are free take what there is. */
  function wakeUp(): void {
    if (now() >= (plan.cancelAfter ?? Number.POSITIVE_INFINITY)) core.cancelAll(c, now());
    core.collectDue(c, now());
    serve();
  }

  function serveLoop(lane: number): void {
    for (;;) {
      const task = pop(b, laneQueue(lane));
      if (task < 0) return;
      const isNew = statusOf(b, task) === FUTURE;
      tell(lane, { op: "deliver", order: orderOf(task), isNew, when: at(b.wakeAt, task) });
    }
  }

  function serveBlocked(lane: number): void {
    const task = blockedOn[lane] ?? -1;
    if (task < 0 || statusOf(b, task) === BLOCKED) return;
    blockedOn[lane] = -1;
    tell(lane, { op: "granted", task, ok: statusOf(b, task) !== SETTLED });
  }

  function servePool(lane: number): void {
    const want = wants[lane];
    if (want === "nothing" || want === undefined) return;
    if (want === "ahead" && !canGiveAhead(lane)) return;
    const task = core.takeNext(c, lane, now());
    if (task < 0) return want === "now" ? askBack() : undefined;
    wants[lane] = "nothing";
    if (want === "ahead") hasAhead[lane] = true;
    given[lane]?.add(task);
    tell(lane, { op: "run", order: orderOf(task) });
  }

  const canGiveAhead = (lane: number): boolean =>
    !isHeld[lane] && blockedOn[lane] === -1 && at(b.size, SHARED_QUEUE) >= ports.length;

  /** A lane is free, and all that is queued was given to others: one of them gives it back if it can. */
  function askBack(): void {
    const lane = given.findIndex((tasks, l) => hasAhead[l] && tasks.size > 0);
    if (lane < 0) return;
    hasAhead[lane] = false;
    tell(lane, { op: "takeBack" });
  }

  function answer(lane: number, task: number, verdict: Verdict): void {
    tell(lane, { op: "verdict", task, verdict });
    if (verdict === "parked" && topology.holds) blockedOn[lane] = task;
  }

  function tellContention(): void {
    const waiting = at(b.size, 1 + dims.lanes + computeLock) > 0;
    for (let lane = 0; lane < ports.length; lane++) {
      tell(lane, { op: "contended", isContended: waiting });
    }
  }

  function hear(lane: number, message: ToCoordinator): void {
    if ("at" in message) clock.notBefore(message.at);
    if ("task" in message && statusOf(b, message.task) === SETTLED) return;
    switch (message.op) {
      case "here":
        return arrive();
      case "want":
        wants[lane] = message.idle ? "now" : "ahead";
        return;
      case "giveBack":
        given[lane]?.delete(message.task);
        return core.giveBack(c, message.task, now());
      case "begin":
        return core.begin(c, message.task, message.at);
      case "couple":
        return answer(lane, message.task, couple(c, message.task, message.step, now()));
      case "lock":
        b.step[message.task] = message.step;
        answer(lane, message.task, acquire(c, message.task, computeLock, now()));
        return tellContention();
      case "unlock":
        release(c, message.task, computeLock, now());
        return tellContention();
      case "waiting":
        isHeld[lane] = topology.holds;
        return setStatus(b, message.task, WAITING);
      case "resumed":
        given[lane]?.delete(message.task);
        isHeld[lane] = false;
        b.holder[message.task] = lane;
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
        return enqueue(c, message.task, READY, lane);
      case "offload":
        return sendToPool(c, message.task);
      case "settle":
        core.settle(c, message.task, message.outcome, message.at, message.error);
        return topology.computeLock ? tellContention() : undefined;
      case "expire":
        // else it is on its way to its loop or runs in the pool, and that lane notices
        if (at(b.queue, message.task) >= 0) core.expire(c, message.task, now());
        return;
      case "cancelAll":
        return core.cancelAll(c, message.at);
      default:
        return message satisfies never;
    }
  }

  function arrive(): void {
    here++;
    if (here < ports.length) return;
    const started = start();
    clock = started.clock;
    for (let lane = 0; lane < ports.length; lane++)
      tell(lane, { op: "start", epoch: started.epoch });
    core.releaseInitial(c, 0);
  }

  ports.forEach((port, lane) => {
    port.onmessage = ({ data }: MessageEvent<ToCoordinator>) => {
      hear(lane, data);
      if (here >= ports.length) serve();
    };
  });

  return {
    done,
    stop(): void {
      core.cancelAll(c, now());
      serve();
    },
    laneLost(lane: number, reason: string): void {
      ports[lane]?.close(); // a terminated worker goes on for a while
      wants[lane] = "nothing";
      for (const task of [...(given[lane] ?? [])].reverse()) core.giveBack(c, task, now());
      given[lane]?.clear();
      core.loseLane(c, lane, now(), reason);
      // nobody else takes from its queue
      for (const { id } of plan.tasks) {
        if (topology.own && topology.home(id) === lane) core.settle(c, id, "failed", now(), reason);
      }
      serve();
    },
  };
}
