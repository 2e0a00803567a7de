import { type Board, LOCK } from "./board.ts";

const SPINS = 200; // a critical section takes about 1 µs; past that its holder has lost its core
const NAP_MS = 0.05;

/** Takes the board's lock for `lane`. Blocks: workers only. */
export function lock(b: Board, lane: number): void {
  for (let spins = 0; Atomics.compareExchange(b.header, LOCK, 0, lane + 2) !== 0; spins++) {
    if (spins > SPINS) Atomics.wait(b.header, LOCK, Atomics.load(b.header, LOCK), NAP_MS);
  }
}

export function unlock(b: Board): void {
  Atomics.store(b.header, LOCK, 0);
}

/**
 * The page may not block, so it spins, and breaks the lock of a lane that died holding it.
 * @returns what `act` returned
 */
export function withPageLock<T>(b: Board, deadLane: number, act: () => T): T {
  const until = performance.now() + 5;
  while (Atomics.compareExchange(b.header, LOCK, 0, 1) !== 0) {
    if (Atomics.load(b.header, LOCK) === deadLane + 2 || performance.now() > until) unlock(b);
  }
  try {
    return act();
  } finally {
    unlock(b);
  }
}
