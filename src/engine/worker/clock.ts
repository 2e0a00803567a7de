import type { Ms } from "../../trace/types.ts";

/** A double that counts ms since the Unix epoch tells no less: 0.24 µs. */
const RESOLUTION_MS = 2 ** -12;

/** This thread's clock in ms since the Unix epoch; monotonic. */
export const absoluteNow = (): Ms => performance.timeOrigin + performance.now();

/** A run's clock, ms since t = 0. */
export interface RunClock {
  now(): Ms;
  /** Something that happened at `time` is known here: from now on it is later than that. */
  notBefore(time: Ms): void;
}

/** Less than any clock's step, more than a double's at an hour (4e-10 ms). */
const JUST_AFTER = 1e-6;

/**
 * The clock of one lane. `timeOrigin - epoch` (epoch by the reference clock) is taken first, so the large
 * numbers cancel exactly and a wall-clock jump during the run changes nothing. Lanes' clocks differ by their
 * skew and step; `notBefore` makes every hand-over between lanes later than what it follows, as in a hybrid
 * logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): a clock that is behind stands still until
 * it has caught up, for less than the skew.
 */
export function createClock(epoch: Ms, offset: Ms): RunClock {
  const shift = performance.timeOrigin - epoch - offset;
  let floor = Number.NEGATIVE_INFINITY;
  return {
    now: () => Math.max(shift + performance.now(), floor),
    notBefore(time) {
      if (time + JUST_AFTER > floor) floor = time + JUST_AFTER;
    },
  };
}

const ROUNDS = 1000;
const GIVE_UP_MS = 40; // one core shared by both: each round waits for the OS to switch
const PRESENT_MS = 2000;
/** `timeOrigin`s of one page's workers agree to within this; used where no round came through. */
const UNCOMPARED_MS = 1;

/**
 * Compares two workers' clocks over shared memory (Cristian's algorithm: the round with the shortest trip
 * bounds the error by half of it). Layout: Int32 turn at byte 0, Float64 time at byte 8.
 *
 *   turn   0 nobody there   2 reference there   3 question   4 answer   5 question ...   -1 over
 *
 * @returns for a lane, how far its clock is ahead of the reference's, and the bound on the error; both ms
 */
export function handshake(
  buffer: SharedArrayBuffer,
  as: "reference" | "lane",
): { offset: Ms; error: Ms } {
  const turn = new Int32Array(buffer, 0, 1);
  const time = new Float64Array(buffer, 8, 1);
  return as === "reference" ? answer(turn, time) : ask(turn, time);
}

function answer(turn: Int32Array, time: Float64Array): { offset: Ms; error: Ms } {
  const until = performance.now() + PRESENT_MS;
  if (Atomics.compareExchange(turn, 0, 0, 2) === 0) Atomics.notify(turn, 0);
  while (performance.now() < until) {
    const t = Atomics.load(turn, 0);
    if (t < 0) break;
    if (t % 2 === 0) continue;
    time[0] = absoluteNow();
    Atomics.store(turn, 0, t + 1);
  }
  return { offset: 0, error: 0 };
}

function ask(turn: Int32Array, time: Float64Array): { offset: Ms; error: Ms } {
  Atomics.wait(turn, 0, 0, PRESENT_MS);
  const until = performance.now() + GIVE_UP_MS;
  let best = { offset: 0, error: UNCOMPARED_MS };
  for (let t = 3; t < 2 * ROUNDS && performance.now() < until; t += 2) {
    const sent = absoluteNow();
    Atomics.store(turn, 0, t);
    while (Atomics.load(turn, 0) === t) if (performance.now() > until) break;
    const back = absoluteNow();
    if (Atomics.load(turn, 0) === t) break;
    const error = Math.max((back - sent) / 2, RESOLUTION_MS);
    if (error < best.error) best = { offset: (sent + back) / 2 - (time[0] ?? 0), error };
  }
  Atomics.store(turn, 0, -1);
  return best;
}
