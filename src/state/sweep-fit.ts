import { type AmdahlFit, fitAmdahl, fitUsl, knee, type UslFit } from "../model/fit.ts";
import { karpFlatt } from "../model/laws.ts";
import type { Speedup } from "./speedups.ts";

/** The laws laid through a sweep, and where it bends. */
export interface SweepFit {
  /** lanes from which on more add nothing; undefined where the curve still rises at the last measured point */
  readonly bend: number | undefined;
  /** the fitted speedup at the bend, or at the last measured point: how far it scales */
  readonly scalesTo: number;
  /** lanes that count as lanes: the bend, or where there is none the most that can be of use */
  readonly effective: number;
  readonly amdahl: AmdahlFit;
  readonly usl: UslFit;
  /** the serial share of a fit that takes every lane for a core: false as soon as lanes take turns */
  readonly naiveSerial: number;
}

/** Two numbers of lanes beyond one: a single point fits every law. */
const FEWEST = 2;
/** Work that could use no more lanes than this has no curve to fit. */
const LEAST_USEFUL = 1.05;

/**
 * Undefined while there are too few points, or where no second lane could be of use.
 * @param useful the most lanes that could be of use, as `usefulLanes` says: the bend is looked for up to there
 */
export function fitSweep(points: readonly Speedup[], useful: number): SweepFit | undefined {
  // On one lane the speedup is 1 by definition: it tells nothing, and would make the noise look smaller than it is.
  const beyond = points.filter(({ lanes }) => lanes > 1);
  const most = Math.max(0, ...beyond.map(({ lanes }) => lanes));
  if (beyond.length < FEWEST || useful < LEAST_USEFUL) return undefined;
  const found = knee(beyond, Math.min(useful, most));
  const effective = found < most ? found : useful;
  const amdahl = fitAmdahl(beyond, effective);
  return {
    bend: found < most ? found : undefined,
    scalesTo: amdahl.at(Math.min(found, most)),
    effective,
    amdahl,
    usl: fitUsl(beyond, effective),
    naiveSerial: fitAmdahl(beyond, Number.POSITIVE_INFINITY).parameters.serial.value,
  };
}

/**
 * The serial share that one point reveals by itself (Karp and Flatt 1990), of the lanes that count. One that grows with
 * the lanes is overhead, one that stays is serial work. Undefined on one lane.
 */
export function serialShareOf(point: Speedup, effective: number): number | undefined {
  const lanes = Math.min(point.lanes, effective);
  return lanes > 1 ? karpFlatt(point.speedup, lanes) : undefined;
}
