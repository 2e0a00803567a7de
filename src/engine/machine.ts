import type { Ms } from "../trace/types.ts";
import type { Machine, Tier } from "./interface.ts";

/** What the browser says of itself. A parameter, so that odd browsers can be described in tests. */
export interface Environment {
  /** `navigator.hardwareConcurrency`; may be missing, NaN or 0 */
  readonly hardwareConcurrency: unknown;
  readonly hasWorker: boolean;
  readonly isolated: boolean;
  /** SharedArrayBuffer and Atomics.waitAsync: lanes of an event loop are woken through shared memory */
  readonly hasSharedMemory: boolean;
  readonly userAgent: string;
  readonly now: () => Ms;
}

const ASSUMED_CORES = 4;

export function browserEnvironment(): Environment {
  return {
    hardwareConcurrency: navigator.hardwareConcurrency,
    hasWorker: typeof Worker === "function",
    isolated: globalThis.crossOriginIsolated === true,
    hasSharedMemory: typeof SharedArrayBuffer === "function" && "waitAsync" in Atomics,
    userAgent: navigator.userAgent,
    now: () => performance.now(),
  };
}

export function readMachine(env: Environment): Machine {
  const reported = env.hardwareConcurrency;
  const coresReported = typeof reported === "number" && Number.isInteger(reported) && reported > 0;
  return {
    tier: tierOf(env),
    cores: coresReported ? reported : ASSUMED_CORES,
    coresReported,
    clockStep: measureClockStep(env.now),
    isolated: env.isolated,
    userAgent: env.userAgent,
  };
}

function tierOf(env: Environment): Tier {
  if (!env.hasWorker) return "C";
  return env.isolated && env.hasSharedMemory ? "A" : "B";
}

const STEPS = 10;
const MAX_READS = 1_000_000; // a clock that stands still must not hang the page

/** The smallest step the clock takes, ms; 0 when none was seen. Takes ten steps: 1 ms where it is coarse. */
export function measureClockStep(now: () => Ms): Ms {
  let smallest = Number.POSITIVE_INFINITY;
  let last = now();
  for (let reads = 0, steps = 0; steps < STEPS && reads < MAX_READS; reads++) {
    const t = now();
    if (t === last) continue;
    smallest = Math.min(smallest, t - last);
    last = t;
    steps++;
  }
  return Number.isFinite(smallest) ? smallest : 0;
}
