import type { Ms } from "../../../trace/types.ts";
import { createClock, type RunClock } from "../clock.ts";
import type { RunConfig } from "../protocol.ts";
import type { Tracer } from "../tracer.ts";
import type { Scheduler } from "./access.ts";
import { hear } from "./lane-inbox.ts";
import type { Told } from "./lane-messages.ts";
import { openLane, type RemoteLane, say } from "./remote-lane.ts";
import * as tasks from "./remote-tasks.ts";

interface Remote {
  readonly scheduler: Scheduler;
  readonly now: () => Ms;
  readonly epoch: Ms;
  readonly stop: () => void;
}

/**
 * A lane without shared memory: the coordinator worker keeps the board, this side keeps where its own tasks
 * stand. Resolves when all lanes have started.
 */
export function remoteScheduler(
  config: RunConfig,
  port: MessagePort,
  tracer: Tracer,
): Promise<Remote> {
  const lane = openLane(config, port, tracer);
  return new Promise((resolve) => {
    let clock: RunClock | undefined;
    port.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.op !== "start") {
        clock?.notBefore(data.at);
        return hear(lane, data);
      }
      clock = createClock(data.epoch, config.clockOffset);
      lane.now = clock.now;
      const stop = () => hear(lane, { op: "cancelled" });
      resolve({ scheduler: schedulerOf(lane), now: clock.now, epoch: data.epoch, stop });
    };
    say(lane, { op: "here" });
  });
}

/** The lane's way to the scheduler, once its clock is known. */
function schedulerOf(lane: RemoteLane): Scheduler {
  const { now, orders } = lane;
  return {
    next: () => tasks.next(lane),
    stepOf: orders.stepOf,
    goTo: orders.goTo,
    failAttempt: (task, outcome, error) => tasks.failAttempt(lane, task, outcome, error),
    endWait: (task) => tasks.endWait(lane, task),
    begin: (task) => tasks.begin(lane, task),
    couple: (task, step) => tasks.couple(lane, task, step),
    granted: (task) => tasks.granted(lane, task),
    lockCompute: (task) => tasks.lockCompute(lane, task),
    unlockCompute: (task) => say(lane, { op: "unlock", task, at: now() }),
    isComputeContended: () => lane.isContended,
    waiting: (task) => tasks.waiting(lane, task),
    resumed: (task) => tasks.resumed(lane, task),
    sleep: (task, due) => tasks.leave(lane, task, { op: "sleep", due }),
    yieldTask: (task) => tasks.leave(lane, task, { op: "yield" }),
    offload: (task) => tasks.offload(lane, task),
    handBack: (task) => tasks.leave(lane, task, { op: "handBack" }),
    settle: (task, outcome, error) => tasks.settle(lane, task, outcome, error),
    expire: (task) => tasks.expire(lane, task),
    deadlineOf: (task) => orders.get(task)?.deadline ?? Number.POSITIVE_INFINITY,
    isCancelled: () => lane.wasCancelled,
    cancelAll: () => say(lane, { op: "cancelAll", at: Math.max(now(), lane.cancelAfter) }),
    hold: (ms) => tasks.hold(lane, ms),
    deliver: (onTask) => deliver(lane, onTask),
    beat() {},
  };
}

function deliver(lane: RemoteLane, onTask: Parameters<Scheduler["deliver"]>[0]): Promise<void> {
  lane.onTask = onTask;
  return new Promise((resolve) => {
    lane.end = resolve;
    if (lane.isOver) resolve();
  });
}
