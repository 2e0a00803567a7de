import type { Ms } from "../../trace/types.ts";

/**
 * The laws a learner meets, as functions. `lanes` and `servers` are counts from 1, fractions lie in 0 to 1, rates are
 * per any unit of time as long as it is the same one.
 */

/**
 * Speedup of a job whose share `serial` cannot be spread: 1 / (s + (1 - s) / n).
 * G. M. Amdahl, "Validity of the single processor approach", AFIPS 1967.
 */
export const amdahl = (serial: number, lanes: number): number =>
  1 / (serial + (1 - serial) / lanes);

/**
 * Speedup when the work grows with the machine: n - s (n - 1), with s the serial share of the parallel run.
 * J. L. Gustafson, "Reevaluating Amdahl's law", CACM 31(5), 1988.
 */
export const gustafson = (serial: number, lanes: number): number => lanes - serial * (lanes - 1);

/**
 * Universal Scalability Law: n / (1 + a (n - 1) + b n (n - 1)), with `contention` a (waiting for one another) and
 * `coherency` b (telling one another). With b = 0 it is Amdahl's law with a = s.
 * N. J. Gunther, Guerrilla Capacity Planning, Springer 2007, equation 4.12.
 */
export const usl = (contention: number, coherency: number, lanes: number): number =>
  lanes / (1 + contention * (lanes - 1) + coherency * lanes * (lanes - 1));

/** Lanes beyond which the USL falls: sqrt((1 - a) / b). Infinity where `coherency` is 0. */
export const uslPeak = (contention: number, coherency: number): number =>
  Math.sqrt((1 - contention) / coherency);

/**
 * The serial share that a measured speedup on n > 1 lanes reveals: (1/S - 1/n) / (1 - 1/n).
 * A. H. Karp, H. P. Flatt, "Measuring parallel processor performance", CACM 33(5), 1990.
 */
export const karpFlatt = (speedup: number, lanes: number): number =>
  (1 / speedup - 1 / lanes) / (1 - 1 / lanes);

/**
 * Erlang B: the share of arrivals that find all servers busy and leave, with `load` = arrival rate x mean service
 * time (Erlangs). By the recurrence B(0) = 1, B(c) = a B(c - 1) / (c + a B(c - 1)), which never overflows.
 * A. K. Erlang 1917; L. Kleinrock, Queueing Systems vol. 1, Wiley 1975, section 3.7.
 */
export function erlangB(servers: number, load: number): number {
  let blocked = 1;
  for (let c = 1; c <= servers; c += 1) blocked = (load * blocked) / (c + load * blocked);
  return blocked;
}

/**
 * Erlang C: the share of arrivals that find all servers busy and queue. 1 when load >= servers.
 * Kleinrock 1975, section 3.5.
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  const blocked = erlangB(servers, load);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** A queue with exponential gaps between arrivals and exponential service times. Rates per ms give times in ms. */
interface Mmc {
  readonly servers: number;
  readonly arrivalRate: number;
  /** of one server */
  readonly serviceRate: number;
}

/**
 * Mean wait in the queue of M/M/c: C(c, a) / (c mu - lambda). Infinity when the servers cannot keep up.
 * Kleinrock 1975, section 3.5.
 */
export function mmcWait({ servers, arrivalRate, serviceRate }: Mmc): Ms {
  const spare = servers * serviceRate - arrivalRate;
  if (spare <= 0) return Number.POSITIVE_INFINITY;
  return erlangC(servers, arrivalRate / serviceRate) / spare;
}

/**
 * Mean wait in the queue of M/D/1, where every service takes the same time: rho s / (2 (1 - rho)), half of M/M/1.
 * Pollaczek and Khinchine; Kleinrock 1975, chapter 5.
 */
export function md1Wait(arrivalRate: number, service: Ms): Ms {
  const load = arrivalRate * service;
  return load >= 1 ? Number.POSITIVE_INFINITY : (load * service) / (2 * (1 - load));
}

/**
 * Little's law: the mean number in a system = arrival rate x mean time in it, whatever the distributions.
 * J. D. C. Little, "A proof for the queuing formula L = lambda W", Operations Research 9(3), 1961.
 */
export const little = (arrivalRate: number, meanTime: Ms): number => arrivalRate * meanTime;
