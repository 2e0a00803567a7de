import { type Estimate, fitAmdahl, fitUsl, knee, type Point } from "../../model/laws/fit.ts";
import { karpFlatt } from "../../model/laws/laws.ts";
import type { LanePoint } from "./forecast.ts";
import type { Speedup } from "./speedups.ts";

/** A fitted speedup with the middle 90 % of its bootstrap. */
interface FittedPoint extends LanePoint {
  readonly low: number;
  readonly high: number;
}

interface FittedLaw<Parameters> {
  readonly parameters: Parameters;
  /** at every number of lanes from 1 to the most that were measured */
  readonly curve: readonly FittedPoint[];
  /** root mean square of measured minus fitted */
  readonly rms: number;
}

/** The laws laid through a sweep, and where it bends. */
export interface SweepFit {
  readonly amdahl: FittedLaw<{ readonly serial: Estimate }>;
  readonly usl: FittedLaw<{ readonly contention: Estimate; readonly coherency: Estimate }>;
  /** the highest fitted speedup: how far it scales */
  readonly scalesTo: number;
  /** the fewest lanes with (nearly) that speedup; undefined where those are the most that were measured: it still rises */
  readonly bend: number | undefined;
  /** the points scatter, or fall, so much that no curve tells where they are */
  readonly poor: boolean;
  /** what lanes count for: how many times as fast this many should be, at most as many as there turned out to be cores */
  effective(lanes: number): number;
  /** the serial share that comes out where every lane is taken for a core: false as soon as lanes take turns */
  readonly naiveSerial: number;
}

/** Two numbers of lanes beyond one: a single point fits every law. */
const FEWEST = 2;
/** Work that was, or could be, no faster than this has no curve to fit. */
const LEAST_GAIN = 1.05;
/** Points that lie a tenth of the highest speedup off the curve are not what the law is about. */
const POOR = 0.1;
/** The bend is where this share of the highest fitted speedup is reached. */
const PLATEAU = 0.97;

/**
 * Laws about n processors, laid through speedups on n lanes. What counts is not the lanes but what this plan can make
 * of them on the cores there are: the speedup that the predicted machine reaches, with ideal lanes. It stops at the
 * cores, since lanes beyond them take turns; at the longest task; at an uneven last round; and where held lanes mostly
 * wait it goes on beyond the cores. Fitting the bare lanes instead takes all of these for serial work. Where the
 * speedups stay below a lower bend, as on hyper-threads, that bend counts in place of the cores reported.
 *
 * Undefined while there are too few points, or where no number of lanes made the plan faster, or could.
 * @param expected the forecast's `predicted`, for this machine's cores
 */
export function fitSweep(
  points: readonly Speedup[],
  expected: readonly LanePoint[],
): SweepFit | undefined {
  const expectedAt = new Map(expected.map(({ lanes, speedup }) => [lanes, speedup]));
  const ideal = (lanes: number): number => Math.max(1, expectedAt.get(lanes) ?? 1);
  // On one lane the speedup is 1 by definition: it tells nothing, and would make the noise look smaller than it is.
  const beyond = points.filter(({ lanes }) => lanes > 1);
  const usable = beyond
    .map(({ lanes, speedup }): Point => ({ lanes: ideal(lanes), speedup }))
    .filter(({ lanes }) => lanes > 1);
  const highest = Math.max(0, ...usable.map(({ lanes }) => lanes));
  const gained = Math.max(0, ...usable.map(({ speedup }) => speedup));
  if (usable.length < FEWEST || Math.min(highest, gained) < LEAST_GAIN) return undefined;
  const cap = capOf(usable, highest);
  const amdahl = fitAmdahl(usable, cap);
  const usl = fitUsl(usable, cap);
  const most = Math.max(...beyond.map(({ lanes }) => lanes));
  const curveOf = (fit: Pick<typeof amdahl, "at" | "band">): readonly FittedPoint[] =>
    Array.from({ length: most }, (_, i) => {
      const counts = ideal(i + 1);
      return { lanes: i + 1, speedup: fit.at(counts), ...fit.band(counts) };
    });
  const curve = curveOf(amdahl);
  const scalesTo = Math.max(...curve.map(({ speedup }) => speedup));
  const bend = curve.find(({ speedup }) => speedup >= PLATEAU * scalesTo)?.lanes ?? most;
  return {
    amdahl: { parameters: amdahl.parameters, curve, rms: amdahl.rms },
    usl: { parameters: usl.parameters, curve: curveOf(usl), rms: usl.rms },
    scalesTo,
    bend: bend < most ? bend : undefined,
    poor: amdahl.rms > POOR * scalesTo,
    effective: (lanes) => Math.min(ideal(lanes), cap),
    naiveSerial: fitAmdahl(beyond, Number.POSITIVE_INFINITY).parameters.serial.value,
  };
}

/** The bend, found in steps of 0.1; one that is no lower than the highest expected speedup is none. */
function capOf(usable: readonly Point[], highest: number): number {
  const found = knee(usable, highest);
  return found > highest - 0.1 ? highest : found;
}

/**
 * The serial share that one point reveals by itself (Karp and Flatt 1990), of the lanes that count. One that grows with
 * the lanes is overhead, one that stays is serial work. Undefined where lanes count for one.
 */
export function serialShareOf(
  { lanes, speedup }: Pick<Speedup, "lanes" | "speedup">,
  fit: Pick<SweepFit, "effective">,
): number | undefined {
  const counts = fit.effective(lanes);
  return counts > LEAST_GAIN ? karpFlatt(speedup, counts) : undefined;
}
