import type { Ms } from "../../../trace/types.ts";
import { createClock, type RunClock } from "../clock.ts";
import { endOfWait } from "../context.ts";
import { IDLE, RESUMED } from "../facts.ts";
import type { RunConfig } from "../protocol.ts";
import type { Tracer } from "../tracer.ts";
import type { OnTask, Scheduler } from "./access.ts";
import type { ToCoordinator, ToLane, Told } from "./lane-messages.ts";
import { createOrders } from "./orders.ts";
import { stepGranted, type Verdict } from "./resources.ts";
import { slot } from "./slot.ts";
import { topologyOf } from "./topology.ts";

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
  const { plan, lane } = config;
  const { holds } = topologyOf(config.model, config.lanes.length, plan.tasks.length);
  const cancelAfter = plan.cancelAfter ?? Number.POSITIVE_INFINITY;
  const orders = createOrders();
  const { keep, stepOf, goTo, move } = orders;
  const verdict = slot<Verdict>();
  const grant = slot<boolean>();
  const work = slot<number>();
  const pauseOver = slot<void>();
  const ahead: number[] = [];
  let onTask: OnTask = () => {};
  let end = (): void => {};
  const undelivered: [number, boolean][] = [];
  let isContended = false;
  let wasCancelled = false;
  /** The task that runs keeps this lane while it waits: nothing given ahead can start. */
  let isHeld = false;
  let isOver = false;
  let hasAsked = false;

  const say = (message: ToCoordinator): void => port.postMessage(message);

  function giveBack(): void {
    for (const task of ahead.splice(0)) {
      orders.delete(task);
      say({ op: "giveBack", task });
    }
  }

  function holdLane(): void {
    if (!holds) return;
    isHeld = true;
    giveBack();
  }

  function goOn(): void {
    if (isHeld) ask(false);
    isHeld = false;
  }

  function hear(message: ToLane): void {
    switch (message.op) {
      case "start":
        return;
      case "run":
        keep(message.order, 0);
        hasAsked = false;
        ahead.push(message.order.task);
        if (isHeld) giveBack();
        work.put(0);
        return;
      case "takeBack":
        return giveBack();
      case "deliver":
        keep(message.order, message.when);
        undelivered.push([message.order.task, message.isNew]);
        undelivered.splice(0).forEach(([task, isNew], i) => {
          onTask(task, isNew, i === 0);
        });
        return;
      case "verdict":
        if (message.verdict === "parked") {
          move(message.task, "away");
          holdLane();
        }
        return verdict.put(message.verdict);
      case "granted":
        goOn();
        if (message.ok) goTo(message.task, stepGranted(plan, message.task, stepOf(message.task)));
        return grant.put(message.ok);
      case "contended":
        isContended = message.isContended;
        return;
      case "cancelled":
        wasCancelled = true;
        return pauseOver.put();
      case "over":
        isOver = true;
        work.put(0);
        pauseOver.put();
        return end();
      default:
        return message satisfies never;
    }
  }

  function ask(idle: boolean): void {
    if (idle || !hasAsked) say({ op: "want", idle });
    hasAsked = true;
  }

  function createScheduler(now: () => Ms): Scheduler {
    /** What comes after the plan's end is no longer told, even where the coordinator's word is still to come. */
    const isCancelled = (): boolean => wasCancelled || now() >= cancelAfter;

    async function next(): Promise<number> {
      isHeld = false;
      for (let idle = false; ; ) {
        const task = ahead.shift();
        if (task !== undefined) {
          if (idle) tracer.fact(now(), RESUMED, lane, 0);
          ask(false);
          return task;
        }
        if (isOver) return -1;
        if (!idle) tracer.fact(now(), IDLE, lane, 0);
        idle = true;
        ask(true);
        tracer.flushIfDue(now());
        await work.wait();
      }
    }

    async function hold(ms: number): Promise<void> {
      const until = now() + ms;
      // a timer may fire a fraction of a millisecond early
      for (let left = ms; left > 0 && !wasCancelled; left = until - now()) {
        const pause = pauseOver.wait();
        const timer = setTimeout(pauseOver.put, left);
        await pause;
        clearTimeout(timer);
      }
    }

    function settle(
      task: number,
      outcome: Parameters<Scheduler["settle"]>[1],
      error?: string,
    ): void {
      orders.delete(task);
      say({ op: "settle", task, outcome, error, at: now() });
    }

    /**
     * The run was cancelled. The coordinator may have seen this task running at that moment and left it to
     * this lane, so the lane settles it, too: settling twice does nothing.
     */
    function drop(task: number): false {
      if (orders.has(task)) settle(task, "cancelled");
      return false;
    }

    function failAttempt(
      task: number,
      outcome: Parameters<Scheduler["settle"]>[1],
      error?: string,
    ) {
      const order = orders.get(task);
      if (order === undefined) return false;
      order.attempt++;
      if (order.attempt > (plan.tasks[task]?.retries ?? 0)) {
        settle(task, outcome, error);
        return false;
      }
      order.step = 0;
      say({ op: "restart", task, at: now() });
      return true;
    }

    function endWait(task: number): boolean {
      if (isCancelled() || !orders.has(task)) return drop(task);
      const step = plan.tasks[task]?.steps[stepOf(task)];
      const error = step?.do === "wait" ? endOfWait(step).error : undefined;
      if (error !== undefined) return failAttempt(task, "timed-out", error);
      goTo(task, stepOf(task) + 1);
      return true;
    }

    const syncStep = (task: number): void => say({ op: "step", task, step: stepOf(task) });

    return {
      next,
      stepOf,
      goTo,
      failAttempt,
      endWait,
      hold,
      settle,
      begin(task) {
        const order = orders.get(task);
        if (order === undefined) return;
        const { releaseAt = 0, deadline } = plan.tasks[task] ?? {};
        const t = now();
        const when = Math.min(t, Math.max(0, releaseAt, order.when));
        if (deadline !== undefined) order.deadline = when + deadline;
        say({ op: "begin", task, at: t });
      },
      couple(task, step) {
        syncStep(task);
        const answer = verdict.wait();
        say({ op: "couple", task, step, at: now() });
        return answer;
      },
      granted: (task) => (wasCancelled ? drop(task) : grant.wait()),
      lockCompute(task) {
        const answer = verdict.wait();
        say({ op: "lock", task, step: stepOf(task), at: now() });
        return answer;
      },
      unlockCompute: (task) => say({ op: "unlock", task, at: now() }),
      isComputeContended: () => isContended,
      waiting(task) {
        move(task, "here");
        say({ op: "waiting", task, at: now() });
        holdLane();
      },
      resumed(task) {
        if (isCancelled() || !orders.has(task)) return drop(task);
        move(task, "running");
        say({ op: "resumed", task, at: now() });
        goOn();
        return true;
      },
      sleep(task, due) {
        syncStep(task);
        orders.delete(task);
        say({ op: "sleep", task, due, at: now() });
      },
      yieldTask(task) {
        syncStep(task);
        orders.delete(task);
        say({ op: "yield", task, at: now() });
      },
      offload(task) {
        syncStep(task);
        move(task, "away");
        say({ op: "offload", task, at: now() });
      },
      handBack(task) {
        syncStep(task);
        orders.delete(task);
        say({ op: "handBack", task, at: now() });
      },
      expire(task) {
        const place = orders.get(task)?.place;
        if (place === "here") settle(task, "timed-out");
        else if (place === "away") say({ op: "expire", task, at: now() });
      },
      deadlineOf: (task) => orders.get(task)?.deadline ?? Number.POSITIVE_INFINITY,
      isCancelled: () => wasCancelled,
      cancelAll: () => say({ op: "cancelAll", at: Math.max(now(), cancelAfter) }),
      deliver(callback) {
        onTask = callback;
        undelivered.splice(0).forEach(([task, isNew], i) => {
          onTask(task, isNew, i === 0);
        });
        return new Promise((resolve) => {
          end = resolve;
          if (isOver) resolve();
        });
      },
      beat() {},
    };
  }

  return new Promise((resolve) => {
    let clock: RunClock | undefined;
    port.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.op !== "start") {
        clock?.notBefore(data.at);
        return hear(data);
      }
      clock = createClock(data.epoch, config.clockOffset);
      const scheduler = createScheduler(clock.now);
      const stop = () => hear({ op: "cancelled" });
      resolve({ scheduler, now: clock.now, epoch: data.epoch, stop });
    };
    say({ op: "here" });
  });
}
