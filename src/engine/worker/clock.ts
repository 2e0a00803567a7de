import type { Ms } from "../../trace/types.ts";

/** This thread's clock in ms since the Unix epoch; monotonic, resolution about 0.2 µs in a double. */
export const absoluteNow = (): Ms => performance.timeOrigin + performance.now();

/**
 * A run's clock: ms since `epoch` (by the reference clock). `timeOrigin - epoch` is taken first, so the
 * large numbers cancel exactly and a wall-clock jump during the run changes nothing.
 */
export function createClock(epoch: Ms, offset: Ms): () => Ms {
  const shift = performance.timeOrigin - epoch - offset;
  return () => shift + performance.now();
}

const ROUNDS = 1000;
const GIVE_UP_MS = 40; // one core shared by both: each round waits for the OS to switch

/**
 * Compares two workers' clocks over shared memory (Cristian's algorithm: the round with the shortest trip
 * bounds the error by half of it). Layout: Int32 turn at byte 0, Float64 time at byte 8.
 *
 * @returns for a lane, how far its clock is ahead of the reference's, and the bound on the error; both ms
 */
export function handshake(
  buffer: SharedArrayBuffer,
  as: "reference" | "lane",
): { offset: Ms; error: Ms } {
  const turn = new Int32Array(buffer, 0, 1);
  const time = new Float64Array(buffer, 8, 1);
  const until = performance.now() + GIVE_UP_MS;
  return as === "reference" ? answer(turn, time, until) : ask(turn, time, until);
}

/** Odd turns are questions, even ones answers; -1 ends it. */
function answer(turn: Int32Array, time: Float64Array, until: Ms): { offset: Ms; error: Ms } {
  while (performance.now() < until + GIVE_UP_MS) {
    const t = Atomics.load(turn, 0);
    if (t < 0) break;
    if (t % 2 === 0) continue;
    time[0] = absoluteNow();
    Atomics.store(turn, 0, t + 1);
  }
  return { offset: 0, error: 0 };
}

function ask(turn: Int32Array, time: Float64Array, until: Ms): { offset: Ms; error: Ms } {
  let best = { offset: 0, error: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS && performance.now() < until; round++) {
    const sent = absoluteNow();
    Atomics.store(turn, 0, 2 * round + 1);
    while (Atomics.load(turn, 0) !== 2 * round + 2) if (performance.now() > until) break;
    const back = absoluteNow();
    if (Atomics.load(turn, 0) !== 2 * round + 2) break;
    const error = (back - sent) / 2;
    if (error < best.error) best = { offset: (sent + back) / 2 - (time[0] ?? 0), error };
  }
  Atomics.store(turn, 0, -1);
  return best.error === Number.POSITIVE_INFINITY ? { offset: 0, error: GIVE_UP_MS } : best;
}
