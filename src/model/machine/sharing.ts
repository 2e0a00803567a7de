import { f64 } from "../queues/arrays.ts";
import { rankedPush, rankedRemove } from "../queues/ranked.ts";
import type { Sim } from "./machine-state.ts";
import { nextOrder } from "./sim-events.ts";

/**
 * Ideal processor sharing, the limit of round robin as the quantum goes to 0 (Kleinrock, Queueing Systems
 * vol. 2, 1976, section 4.4): with k lanes computing on c cores, each progresses at min(1, c / k).
 *
 * `service` is what one lane that never stopped would have got so far. A burst of w ms that starts at service s
 * is done at service s + w, whatever comes and goes meanwhile, so a change of k moves no entry of the queue.
 */

/** Binary fractions: two bursts that end within this many ms of service of each other end together. */
const SAME = 1e-9;

export function shareStart(sim: Sim, lane: number, work: number): void {
  const { cores } = sim;
  serve(sim);
  cores.end[lane] = cores.service + work;
  rankedPush(cores.served, lane, cores.service + work, nextOrder(sim));
  foresee(sim);
}

export function shareStop(sim: Sim, lane: number): void {
  serve(sim);
  rankedRemove(sim.cores.served, lane);
  foresee(sim);
}

export function shareLeft(sim: Sim, lane: number): number {
  serve(sim);
  return Math.max(0, f64(sim.cores.end, lane) - sim.cores.service);
}

/** Takes out the next lane whose burst is over at this instant; -1: none. */
export function shareDone(sim: Sim): number {
  const { cores } = sim;
  const lane = cores.served.ids[0];
  if (lane === undefined || sim.now < cores.next) return -1;
  serve(sim);
  // The event was foreseen for this lane: whatever rounding says, it is done.
  cores.service = Math.max(cores.service, f64(cores.end, lane));
  rankedRemove(cores.served, lane);
  foresee(sim);
  return lane;
}

/** Brings `service` up to now. */
function serve(sim: Sim): void {
  const { cores } = sim;
  const computing = cores.served.ids.length;
  if (computing > 0) cores.service += (sim.now - cores.serviceAt) * rate(sim, computing);
  else cores.service = 0;
  cores.serviceAt = sim.now;
}

function foresee(sim: Sim): void {
  const { cores } = sim;
  const first = cores.served.ids[0];
  if (first === undefined) {
    cores.next = Number.POSITIVE_INFINITY;
    return;
  }
  const left = f64(cores.end, first) - cores.service;
  cores.next = left <= SAME ? sim.now : sim.now + left / rate(sim, cores.served.ids.length);
}

const rate = (sim: Sim, computing: number): number => Math.min(1, sim.setup.cores / computing);
