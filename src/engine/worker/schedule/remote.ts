import type { Ms } from "../../../trace/types.ts";
import { createClock, type RunClock } from "../clock.ts";
import { endOfWait } from "../context.ts";
import { IDLE, RESUMED } from "../facts.ts";
import type { RunConfig } from "../protocol.ts";
import type { Tracer } from "../tracer.ts";
import type { OnTask, Scheduler } from "./access.ts";
import type { Order, ToCoordinator, ToLane, Told } from "./messages.ts";
import type { Verdict } from "./resources.ts";

interface Remote {
  readonly scheduler: Scheduler;
  readonly now: () => Ms;
  readonly epoch: Ms;
  readonly stop: () => void;
}

/** One value that somebody waits for, once. */
function slot<T>() {
  let resolve: ((value: T) => void) | undefined;
  return {
    wait: () =>
      new Promise<T>((r) => {
        resolve = r;
      }),
    put(value: T) {
      const r = resolve;
      resolve = undefined;
      r?.(value);
    },
  };
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
  const orders = new Map<
    number,
    { step: number; attempt: number; deadline: number; when: number }
  >();
  const verdict = slot<Verdict>();
  const grant = slot<boolean>();
  const work = slot<number>();
  const pauseOver = slot<void>();
  const ahead: number[] = [];
  let onTask: OnTask = () => {};
  let end = (): void => {};
  const undelivered: [number, boolean][] = [];
  let isContended = false;
  let isCancelled = false;
  let isOver = false;
  let hasAsked = false;

  const say = (message: ToCoordinator): void => port.postMessage(message);
  const keep = (order: Order, when: number): void => {
    orders.set(order.task, { ...order, when });
  };
  const stepOf = (task: number): number => orders.get(task)?.step ?? 0;

  function goTo(task: number, step: number): void {
    const order = orders.get(task);
    if (order !== undefined) order.step = step;
  }

  function hear(message: ToLane): void {
    switch (message.op) {
      case "start":
        return;
      case "run":
        keep(message.order, 0);
        hasAsked = false;
        ahead.push(message.order.task);
        work.put(0);
        return;
      case "deliver":
        keep(message.order, message.when);
        undelivered.push([message.order.task, message.isNew]);
        undelivered.splice(0).forEach(([task, isNew], i) => {
          onTask(task, isNew, i === 0);
        });
        return;
      case "verdict":
        return verdict.put(message.verdict);
      case "granted":
        if (message.ok) goTo(message.task, stepOf(message.task) + 1);
        return grant.put(message.ok);
      case "contended":
        isContended = message.isContended;
        return;
      case "cancelled":
        isCancelled = true;
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
    async function next(): Promise<number> {
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
      for (let left = ms; left > 0 && !isCancelled; left = until - now()) {
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
      if (isCancelled || !orders.has(task)) return drop(task);
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
        const when = Math.min(now(), Math.max(0, releaseAt, order.when));
        if (deadline !== undefined) order.deadline = when + deadline;
        say({ op: "begin", task, at: now() });
      },
      couple(task, step) {
        syncStep(task);
        const answer = verdict.wait();
        say({ op: "couple", task, step, at: now() });
        return answer;
      },
      granted: (task) => (isCancelled ? drop(task) : grant.wait()),
      lockCompute(task) {
        const answer = verdict.wait();
        say({ op: "lock", task, at: now() });
        return answer;
      },
      unlockCompute: (task) => say({ op: "unlock", task, at: now() }),
      isComputeContended: () => isContended,
      waiting: (task) => say({ op: "waiting", task, at: now() }),
      resumed(task) {
        if (isCancelled || !orders.has(task)) return drop(task);
        say({ op: "resumed", task, at: now() });
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
        orders.delete(task);
        say({ op: "offload", task, at: now() });
      },
      handBack(task) {
        syncStep(task);
        orders.delete(task);
        say({ op: "handBack", task, at: now() });
      },
      expire(task) {
        if (!orders.has(task)) return;
        say({ op: "expire", task, at: now() });
      },
      deadlineOf: (task) => orders.get(task)?.deadline ?? Number.POSITIVE_INFINITY,
      isCancelled: () => isCancelled,
      cancelAll: () => say({ op: "cancelAll", at: now() }),
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
