import { f64 } from "../queues/arrays.ts";
import type { Sim } from "./machine-state.ts";
import { LOCK_OVER, scheduleLate } from "./sim-events.ts";

/**
 * Begins the compute lock's switch interval, if somebody waits and the holder computes. A holder that has the lock
 * but no core yet is given its interval later: otherwise a switch cost above the interval would pass the lock round
 * for ever without any work being done.
 */
export function armLock(sim: Sim): void {
  const { lock, cores } = sim;
  if (lock.token !== -1 || lock.holder < 0 || lock.waiting.ids.length === 0) return;
  if (cores.mode === "slices" && f64(cores.token, lock.holder) < 0) return;
  lock.token = scheduleLate(sim, sim.now + sim.setup.lockSwitchInterval, LOCK_OVER, 0);
}
