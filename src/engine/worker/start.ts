import { absoluteNow } from "./clock.ts";
import type { RunConfig } from "./protocol.ts";
import { ARRIVED, at, type Board, EPOCH, STARTED } from "./schedule/board.ts";

const GIVE_UP_MS = 10_000;

/**
 * All lanes start together: the last one to arrive sets t = 0 and calls `release`, which puts the first tasks
 * into the queues; the others block until then. A cold start has t = 0 already, so the first to arrive releases.
 *
 * @returns the epoch, ms since the Unix epoch by the reference clock
 * @throws Error when the other lanes do not arrive
 */
export function startTogether(b: Board, config: RunConfig, release: () => void): number {
  if (config.late) return at(b.times, EPOCH);
  const arrived = Atomics.add(b.header, ARRIVED, 1) + 1;
  const isReleaser = arrived === (config.cold ? 1 : config.lanes.length);
  if (isReleaser) {
    if (!config.cold) b.times[EPOCH] = absoluteNow() - config.clockOffset;
    release();
    Atomics.store(b.header, STARTED, 1);
    Atomics.notify(b.header, STARTED);
  } else if (Atomics.load(b.header, STARTED) === 0) {
    if (Atomics.wait(b.header, STARTED, 0, GIVE_UP_MS) === "timed-out") {
      throw new Error("The lanes of this run did not all start.");
    }
  }
  return at(b.times, EPOCH);
}
