import { f64, i32, u8 } from "../queues/arrays.ts";
import { rankedPop, rankedPush, rankedRemove } from "../queues/ranked.ts";
import { startBurst, stopBurst } from "./cores.ts";
import { armLock } from "./lock-interval.ts";
import { BLOCKED, logTask } from "./log.ts";
import { computeLockId, type Sim, TASK } from "./machine-state.ts";
import { nextOrder } from "./sim-events.ts";

/**
 * The lock around all computing (CPython's global interpreter lock). The first in line gets it at the latest one
 * switch interval after the holder began to compute or the first one to wait; the holder then goes to the back.
 * It is let go without being asked when its lane waits, blocks or ends, not between two computations.
 * Source: CPython, Python/ceval_gil.c (5 ms by default, sys.setswitchinterval); there the operating system
 * chooses the next holder, here it is the longest waiting one.
 */
export function startComputing(sim: Sim, lane: number, work: number): void {
  const { lock } = sim;
  if (!sim.setup.model.computeLock || lock.holder === -1 || lock.holder === lane) {
    lock.holder = lane;
    startBurst(sim, lane, TASK, work);
    return;
  }
  waitForLock(sim, lane, work);
}

/** Interrupts a task's computation. @returns ms of it that are left */
export function stopComputing(sim: Sim, lane: number): number {
  if (!waitsForLock(sim, lane)) return stopBurst(sim, lane);
  rankedRemove(sim.lock.waiting, lane);
  return f64(sim.work, lane);
}

export const waitsForLock = (sim: Sim, lane: number): boolean =>
  i32(sim.lock.waiting.ranks.place, lane) >= 0;

/** After an instant's work: a holder that stopped computing passes the lock on. */
export function passLock(sim: Sim): void {
  const { lock } = sim;
  if (!sim.setup.model.computeLock || lock.holder < 0) return;
  if (u8(sim.burst, lock.holder) !== TASK) grantNext(sim);
}

/** The switch interval is over. */
export function lockOver(sim: Sim): void {
  const { lock } = sim;
  lock.token = -1;
  const { holder } = lock;
  // A holder that stopped at this very instant passes the lock on by itself.
  if (holder < 0 || u8(sim.burst, holder) !== TASK || lock.waiting.ids.length === 0) return;
  waitForLock(sim, holder, stopBurst(sim, holder));
  grantNext(sim);
}

function grantNext(sim: Sim): void {
  const { lock } = sim;
  lock.token = -1;
  lock.holder = rankedPop(lock.waiting);
  if (lock.holder < 0) return;
  startBurst(sim, lock.holder, TASK, f64(sim.work, lock.holder));
  armLock(sim);
}

function waitForLock(sim: Sim, lane: number, work: number): void {
  sim.work[lane] = work;
  rankedPush(sim.lock.waiting, lane, 0, nextOrder(sim));
  const task = i32(sim.laneTask, lane);
  const lock = computeLockId(sim.program);
  logTask(sim.log, sim.now, task, BLOCKED, lock, lane, i32(sim.step, task));
  armLock(sim);
}
