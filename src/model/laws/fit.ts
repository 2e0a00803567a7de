import { randomFrom } from "../../plan/random.ts";
import { amdahl, usl } from "./laws.ts";

/** One measured speedup. */
export interface Point {
  readonly lanes: number;
  readonly speedup: number;
}

/** The most likely value and the middle 90 % of the bootstrap. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A law laid through measured points. Speedups are against one lane. */
interface Fit<Parameters> {
  readonly parameters: Parameters;
  /** cores that count: lanes beyond them add nothing */
  readonly cores: number;
  /** the law's speedup */
  at(lanes: number): number;
  /** the middle 90 % of the bootstrap */
  band(lanes: number): { readonly low: number; readonly high: number };
  /** root mean square of measured minus fitted */
  readonly rms: number;
}

type AmdahlFit = Fit<{ readonly serial: Estimate }>;
type UslFit = Fit<{ readonly contention: Estimate; readonly coherency: Estimate }>;

interface Law<N extends number[]> {
  solve(points: readonly Point[], cores: number): N;
  at(numbers: N, lanes: number): number;
}

const RESAMPLES = 400;

/**
 * Lanes beyond the cores only take turns, so what counts is min(lanes, cores). Fitting the bare lane count instead
 * mistakes the end of the cores for a serial share: ideal speedups 1, 2, 2, 2, 2 on two cores and 1 to 16 lanes give
 * Amdahl's law a serial share of 0.38 where the truth is 0.
 */
const effective = (lanes: number, cores: number): number => Math.min(lanes, cores);

/**
 * Amdahl's law is linear in 1/S: 1/S - 1/n = s (1 - 1/n). Least squares through the origin, kept inside 0 to 1.
 * @throws RangeError without a point of more than one lane and a speedup above 0
 */
export function fitAmdahl(points: readonly Point[], cores: number, seed = 1): AmdahlFit {
  const { numbers, intervals, ...fit } = fitLaw(amdahlLaw, points, cores, seed);
  return { ...fit, parameters: { serial: estimate(numbers[0], intervals[0]) } };
}

/**
 * The USL is linear in n/S: n/S - 1 = a (n - 1) + b n (n - 1) (Gunther 2007, section 5.2). Least squares with a and b
 * kept at 0 or above.
 * @throws RangeError without a point of more than one lane and a speedup above 0
 */
export function fitUsl(points: readonly Point[], cores: number, seed = 1): UslFit {
  const { numbers, intervals, ...fit } = fitLaw(uslLaw, points, cores, seed);
  const contention = estimate(numbers[0], intervals[0]);
  return { ...fit, parameters: { contention, coherency: estimate(numbers[1], intervals[1]) } };
}

/**
 * To how many cores the work really scales: the bend, from 1 to `cores` in steps of 0.1, with which Amdahl's law fits
 * best. Virtual machines and pairs of hyper-threads report more cores than they deliver. Ties go to the higher value.
 * @throws RangeError as `fitAmdahl`
 */
export function knee(points: readonly Point[], cores: number): number {
  const usable = usablePoints(points);
  let best = { cores, rms: Number.POSITIVE_INFINITY };
  for (let tenth = Math.round(cores * 10); tenth >= 10; tenth -= 1) {
    const numbers = amdahlLaw.solve(usable, tenth / 10);
    const rms = rootMeanSquare(usable, (lanes) =>
      amdahlLaw.at(numbers, effective(lanes, tenth / 10)),
    );
    if (rms < best.rms - 1e-9) best = { cores: tenth / 10, rms };
  }
  return best.cores;
}

const amdahlLaw: Law<[number]> = {
  solve(points, cores) {
    let xy = 0;
    let xx = 0;
    for (const { lanes, speedup } of points) {
      const n = effective(lanes, cores);
      const x = 1 - 1 / n;
      xy += x * (1 / speedup - 1 / n);
      xx += x * x;
    }
    return [xx === 0 ? 0 : Math.min(1, Math.max(0, xy / xx))];
  },
  at: ([serial], lanes) => amdahl(serial, lanes),
};

const uslLaw: Law<[number, number]> = {
  solve(points, cores) {
    const sums = { pp: 0, pq: 0, qq: 0, py: 0, qy: 0 };
    for (const { lanes, speedup } of points) {
      const n = effective(lanes, cores);
      const p = n - 1;
      const q = n * (n - 1);
      const y = n / speedup - 1;
      sums.pp += p * p;
      sums.pq += p * q;
      sums.qq += q * q;
      sums.py += p * y;
      sums.qy += q * y;
    }
    return solveNotNegative(sums);
  },
  at: ([contention, coherency], lanes) => usl(contention, coherency, lanes),
};

interface Sums {
  readonly pp: number;
  readonly pq: number;
  readonly qq: number;
  readonly py: number;
  readonly qy: number;
}

/** Two unknowns; if one wants to be negative, it is 0 and the other fits alone. */
function solveNotNegative({ pp, pq, qq, py, qy }: Sums): [number, number] {
  const det = pp * qq - pq * pq;
  if (det > 1e-9 * pp * qq) {
    const a = (py * qq - qy * pq) / det;
    const b = (qy * pp - py * pq) / det;
    if (a >= 0 && b >= 0) return [a, b];
    if (a < 0) return [0, Math.max(0, qy / qq)];
  }
  return [pp === 0 ? 0 : Math.max(0, py / pp), 0];
}

/** Residual bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 9.4), seeded. */
function fitLaw<N extends number[]>(
  law: Law<N>,
  points: readonly Point[],
  cores: number,
  seed: number,
) {
  const usable = usablePoints(points);
  const numbers = law.solve(usable, cores);
  const at = (lanes: number) => law.at(numbers, effective(lanes, cores));
  const residuals = usable.map(({ lanes, speedup }) => speedup - at(lanes));
  // A fit eats one degree of freedom per number, which makes its residuals look smaller than the noise is.
  const inflate = Math.sqrt(usable.length / Math.max(1, usable.length - numbers.length));
  const random = randomFrom(seed);
  const draws = Array.from({ length: RESAMPLES }, () => {
    const drawn = usable.map(({ lanes }) => {
      const residual = residuals[Math.floor(random() * residuals.length)] ?? 0;
      return { lanes, speedup: Math.max(0.01, at(lanes) + residual * inflate) };
    });
    return law.solve(drawn, cores);
  });
  return {
    numbers,
    intervals: numbers.map((_, i) => middle90(draws.map((draw) => draw[i] ?? 0))),
    cores,
    at,
    band: (lanes: number) => middle90(draws.map((draw) => law.at(draw, effective(lanes, cores)))),
    rms: rootMeanSquare(usable, at),
  };
}

function usablePoints(points: readonly Point[]): readonly Point[] {
  const usable = points.filter((p) => p.lanes >= 1 && p.speedup > 0 && Number.isFinite(p.speedup));
  if (usable.some((p) => p.lanes > 1)) return usable;
  throw new RangeError("points: a fit needs a speedup on more than one lane");
}

const rootMeanSquare = (points: readonly Point[], at: (lanes: number) => number): number =>
  Math.sqrt(points.reduce((sum, p) => sum + (p.speedup - at(p.lanes)) ** 2, 0) / points.length);

function middle90(values: readonly number[]): { low: number; high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: at(0.05), high: at(0.95) };
}

const estimate = (
  value: number,
  interval: { low: number; high: number } | undefined,
): Estimate => ({
  value,
  low: interval?.low ?? value,
  high: interval?.high ?? value,
});
