import { f64 } from "../queues/arrays.ts";
import { NOTHING, type Sim } from "./machine-state.ts";
import { getsCore } from "./on-core.ts";
import { shareLeft, shareStart, shareStop } from "./sharing.ts";
import { BURST_OVER, schedule } from "./sim-events.ts";
import { onSlices, sliceLeft, sliceStop } from "./slices.ts";

/**
 * How lanes get at cores. A *burst* is a stretch of computing that a lane wants done. Three machines:
 *
 * - `own`: no more lanes than cores, so each lane has a core of its own and a burst of w ms ends w ms later;
 * - `sharing` (sharing.ts): more lanes than cores, all computing lanes progress alike, at cores / computing;
 * - `slices` (slices.ts): more lanes than cores, round robin with a quantum and a switch cost.
 */
export function startBurst(sim: Sim, lane: number, kind: number, work: number): void {
  sim.burst[lane] = kind;
  switch (sim.cores.mode) {
    case "own": {
      const end = sim.now + work;
      sim.cores.end[lane] = end;
      sim.cores.token[lane] = schedule(sim, end, BURST_OVER, lane);
      getsCore(sim, lane);
      return;
    }
    case "sharing":
      shareStart(sim, lane, work);
      getsCore(sim, lane);
      return;
    case "slices":
      onSlices(sim, lane, work);
      return;
    default:
      sim.cores.mode satisfies never;
  }
}

/** Interrupts a burst. @returns ms of it that are left */
export function stopBurst(sim: Sim, lane: number): number {
  const left = burstLeft(sim, lane);
  sim.burst[lane] = NOTHING;
  switch (sim.cores.mode) {
    case "own":
      sim.cores.token[lane] = -1;
      break;
    case "sharing":
      shareStop(sim, lane);
      break;
    case "slices":
      sliceStop(sim, lane);
      break;
    default:
      sim.cores.mode satisfies never;
  }
  return left;
}

/** ms of computing that are left of a lane's burst. */
export function burstLeft(sim: Sim, lane: number): number {
  switch (sim.cores.mode) {
    case "own":
      return Math.max(0, f64(sim.cores.end, lane) - sim.now);
    case "sharing":
      return shareLeft(sim, lane);
    case "slices":
      return sliceLeft(sim, lane);
    default:
      return sim.cores.mode satisfies never;
  }
}
