import { counted, formatMs, formatRatio } from "../../metrics/format.ts";
import type { Forecast, LanePoint } from "../../state/sweep/forecast.ts";
import type { Speedup } from "../../state/sweep/speedups.ts";
import type { SweepFit } from "../../state/sweep/sweep-fit.ts";

interface Seen {
  readonly machine: { readonly cores: number; readonly coresReported: boolean };
  /** for this machine's cores */
  readonly forecast: Forecast | undefined;
  readonly points: readonly Speedup[];
  readonly fit: SweepFit | undefined;
  /** all computing is done under one lock */
  readonly computeLock: boolean;
}

/** What a sweep shows, or before it what to expect: one to four sentences, all from the figures. */
export function sweepSentences(seen: Seen): readonly string[] {
  const { forecast, points, fit } = seen;
  if (points.length === 0) return forecast === undefined ? [] : [expectation(seen, forecast)];
  if (fit === undefined) return [noCurve(seen)];
  if (fit.poor) return [noLaw(seen, fit)];
  return [scale(seen, fit), ...shortfall(seen, fit), serialShare(seen, fit), ...usl(fit)];
}

/** "1.9": how many lanes' work gets done. */
const factor = (value: number): string => `${Number(value.toFixed(1))}`;

const cores = ({ machine }: Seen): string =>
  machine.coresReported
    ? `This browser reports ${counted(machine.cores, "core")}`
    : `This browser reports no cores, ${machine.cores} are assumed`;

/** The first of the highest: later ones that are as high add nothing. */
const peak = (points: readonly LanePoint[]): LanePoint | undefined =>
  points.reduce<LanePoint | undefined>(
    (top, point) => (top === undefined || point.speedup > top.speedup + 1e-6 ? point : top),
    undefined,
  );

const NO_GAIN = 1.05;

function expectation(seen: Seen, forecast: Forecast): string {
  const { predicted } = forecast;
  const top = peak(predicted);
  if (top === undefined || top.speedup < NO_GAIN) return `Predicted: ${inVain(seen, forecast)}`;
  const further = top.lanes < predicted.length ? ", and more lanes add nothing" : "";
  return `${cores(seen)}. Predicted: ${formatRatio(top.speedup)} on ${counted(top.lanes, "lane")}${further}. Start the sweep to measure it.`;
}

const ONE_LOCK = "One lock lets one lane compute at a time.";

const inVain = (seen: Seen, forecast: Forecast): string =>
  `more lanes can’t make this work faster. ${whatSetsTheTime(seen, forecast)}`;

function whatSetsTheTime({ computeLock }: Seen, { cores, chain, oneLane }: Forecast): string {
  if (chain * NO_GAIN > oneLane) {
    return "Its arrivals, its waits or its longest task set the time.";
  }
  if (computeLock) return ONE_LOCK;
  if (cores === 1) return "There is one core, and its lanes take turns.";
  return "Its arrivals, its waits, its longest task or what its tasks share (a lock, a channel) set the time.";
}

function noCurve(seen: Seen): string {
  const { forecast, points, computeLock } = seen;
  const ideal = peak(forecast?.predicted ?? [])?.speedup;
  if (forecast !== undefined && ideal !== undefined && ideal < NO_GAIN) {
    return `As predicted, ${inVain(seen, forecast)}`;
  }
  const beyond = points.filter(({ lanes }) => lanes > 1);
  const best = peak(beyond);
  if (beyond.length < 2 || best === undefined || best.speedup > NO_GAIN) {
    return "Too few points for a curve: it needs one lane and two other numbers of lanes.";
  }
  // The prediction knows of the lock: where it hoped for more, something else was in the way.
  const why =
    computeLock && ideal === undefined
      ? ONE_LOCK
      : "Other programs had the cores, or there is only one: sweep again on a quiet machine.";
  const hoped = ideal === undefined ? "" : `, where ideal lanes would reach ${factor(ideal)}`;
  return `More lanes made nothing faster here: ${formatRatio(best.speedup)} at best${hoped}. ${why}`;
}

function noLaw(seen: Seen, { amdahl }: SweepFit): string {
  const best = peak(seen.points);
  const at = best === undefined ? "" : ` ${factor(best.speedup)} on ${counted(best.lanes, "lane")}`;
  return `${cores(seen)}; your jobs reached${at} at best. No law fits: the points lie ${factor(amdahl.rms)} off Amdahl’s curve (root mean square), so they scatter or fall. Sweep again on a quiet machine, or with more runs of each.`;
}

function scale(seen: Seen, { scalesTo, bend }: SweepFit): string {
  const most = seen.points.at(-1)?.lanes ?? 1;
  const then =
    bend === undefined
      ? `The curve still rises at ${counted(most, "lane")}, the most that were measured.`
      : `The curve bends at ${counted(bend, "lane")}: more add nothing.`;
  return `${cores(seen)}; your jobs scale to ${factor(scalesTo)}. ${then}`;
}

/** A difference below this lies within what repeats differ by. */
const SAME = 0.02;
/** Overheads of jobs of some ms stay below this; half of the cores missing is far above. */
const MUCH = 0.1;

/** Runs of one number of lanes that lie further apart than this were not alone on the machine. */
const NOISY = 0.25;

function shortfall({ forecast, points }: Seen, { scalesTo }: SweepFit): readonly string[] {
  const ideal = peak(forecast?.predicted ?? [])?.speedup;
  if (ideal === undefined) return [];
  const missing = 1 - scalesTo / ideal;
  if (Math.abs(missing) < SAME) return [`Ideal lanes would reach ${factor(ideal)}: the same.`];
  if (missing < 0) {
    return [
      `Ideal lanes would reach ${factor(ideal)}: one lane alone was slower than it should be, which makes the others look fast.`,
    ];
  }
  const apart = Math.max(...points.map(({ low, high, speedup }) => (high - low) / speedup));
  if (apart > NOISY) {
    return [
      `Ideal lanes would reach ${factor(ideal)}. Of that, ${share(missing)} is missing, but equal runs lie up to ${share(apart)} apart: other programs were using this machine. Sweep again when it is quiet.`,
    ];
  }
  const why =
    missing < MUCH
      ? "handing out work costs a little, and other programs take their share"
      : "fewer real cores than reported (two hyper-threads share one), a lower clock with all of them busy, or other programs at work";
  return [
    `Ideal lanes would reach ${factor(ideal)}. Of that, ${share(missing)} is missing: ${why}.`,
  ];
}

/** Below this the two shares tell the same. */
const FALSE_BY = 0.03;

function serialShare(seen: Seen, { amdahl, naiveSerial }: SweepFit): string {
  const { value, low, high } = amdahl.parameters.serial;
  const lock = seen.computeLock ? ": the one lock round all computing" : "";
  const fitted = `Amdahl’s law fits with a serial share of ${share(value)}${lock} (90\u202F% band: ${share(low)} to ${share(high)}).`;
  if (naiveSerial - value < FALSE_BY) return fitted;
  return `${fitted} Counting every lane as a core of its own would have made it ${share(naiveSerial)}: a false one, which takes the end of the cores, or of the work, for serial work.`;
}

/** "4.1 %", "29 %": to a tenth at most, since repeats differ by more. */
function share(value: number): string {
  const percent = Math.max(0, value) * 100;
  return `${Number(percent.toFixed(percent < 10 ? 1 : 0))}\u202F%`;
}

function usl(fit: SweepFit): readonly string[] {
  if (!uslDiffers(fit)) return [];
  const { contention, coherency } = fit.usl.parameters;
  return [
    `The Universal Scalability Law fits with a contention of ${share(contention.value)} and a coherency cost of ${share(coherency.value)} for each pair of lanes.`,
  ];
}

/** Whether the USL draws another curve than Amdahl's law: with no coherency cost it is the same. */
export const uslDiffers = ({ usl, amdahl, scalesTo }: SweepFit): boolean =>
  usl.curve.some(
    ({ speedup }, i) => Math.abs(speedup - (amdahl.curve[i]?.speedup ?? speedup)) > 0.02 * scalesTo,
  );

/** What every speedup is against. */
export function baseline(points: readonly Speedup[], model: string): string | undefined {
  const one = points.find(({ lanes }) => lanes === 1);
  if (one === undefined) return undefined;
  const run = one.runs === 1 ? "one run" : `the median of ${one.runs} runs`;
  return `Speedup is against the same work, measured under the same model (${model}) with 1 lane: ${formatMs(one.makespan)}, ${run}.`;
}

/** "1 3 2 4 · 4 1 3 2": an order round by round, as far as it was gone. */
export function orderInWords(order: readonly number[], done = order.length): string {
  const most = Math.max(1, ...order);
  return Array.from({ length: Math.ceil(done / most) }, (_, round) =>
    order.slice(round * most, Math.min(done, (round + 1) * most)).join(" "),
  ).join(" · ");
}
