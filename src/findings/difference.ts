import { formatCount, formatMs, formatRatio, formatShare } from "../metrics/format.ts";
import type { Ms, Trace } from "../trace/types.ts";
import { computeOf, type TimeFacts, timeFacts } from "./difference-facts.ts";
import type { PredictionEvidence, RunEvidence } from "./evidence.ts";

/** A likely cause of a difference between measured and predicted. */
interface Reason {
  readonly kind:
    | "start-up" //      workers, or the first task, began late
    | "hand-over" //     taking up the next task costs a lane time
    | "noise" //         the OS ran something else on the lanes' cores
    | "fewer-cores" //   saturated lanes got less done than that many cores would
    | "more-lanes" //    lanes take turns on the cores
    | "slower" //        computations took longer than calibrated, alone on their lane
    | "faster"
    | "late-timers"; //  waits ended later than asked
  /** what it added to the makespan, roughly; negative for `faster` */
  readonly cost: Ms;
  /** a plain sentence */
  readonly text: string;
}

/** How far one side's run lay from its prediction. */
export interface Difference {
  /** (measured - predicted) / predicted makespan */
  readonly share: number;
  /** a plain sentence */
  readonly verdict: string;
  /** the largest first; none where the two agree */
  readonly reasons: readonly Reason[];
}

/** Closer than this is agreement: repeats of one run differ by as much on a quiet machine. */
const AGREES = 0.02;
const MOST_REASONS = 3;

/** What a complete run differs by from the prediction of the same plan, and why that is likely so. */
export function differenceOf(
  result: RunEvidence,
  predicted: PredictionEvidence,
  cores: number,
): Difference {
  const planned = predicted.metrics.makespan;
  const cost = result.metrics.makespan - planned;
  const share = planned > 0 ? cost / planned : 0;
  if (Math.abs(share) <= AGREES) {
    return {
      share,
      verdict: `Measured and predicted makespan agree within ${100 * AGREES}\u202F%.`,
      reasons: [],
    };
  }
  const reasons = reasonsFor(result, predicted, cores)
    .filter((reason) => Math.sign(reason.cost) === Math.sign(cost))
    .filter((reason) => Math.abs(reason.cost) >= Math.abs(cost) / 20)
    .sort((a, b) => Math.abs(b.cost) - Math.abs(a.cost))
    .slice(0, MOST_REASONS);
  const times = `${formatMs(Math.abs(cost))} (${formatShare(Math.abs(share))}) ${cost > 0 ? "longer" : "less"} than predicted`;
  const why = reasons.length > 0 ? "Likely because:" : "Nothing in the trace explains it.";
  return { share, verdict: `The run took ${times}. ${why}`, reasons };
}

/** Everything that could explain a difference, whether it is large or small. */
export function reasonsFor(
  result: RunEvidence,
  predicted: PredictionEvidence,
  cores: number,
): readonly Reason[] {
  const facts: Facts = {
    measured: timeFacts(result.trace, cores),
    predicted: timeFacts(predicted.trace, cores),
    compute: computeOf(result.plan),
    cores,
    lanes: result.trace.lanes.length,
    makespan: result.metrics.makespan,
    predictedMakespan: predicted.metrics.makespan,
    inProgress: meanInProgress(result.trace),
    isCold: result.settings.coldStart,
    noise: result.noise,
    allDone: result.metrics.outcomes.done === result.trace.tasks.length,
  };
  const found = [startUp(facts), handOver(facts), ...computing(facts), lateTimers(facts)].filter(
    (reason) => reason !== undefined,
  );
  const turns = moreLanes(facts, found);
  return turns === undefined ? found : [...found, turns];
}

interface Facts {
  readonly measured: TimeFacts;
  readonly predicted: TimeFacts;
  /** ms of computing as calibrated */
  readonly compute: Ms;
  readonly cores: number;
  readonly lanes: number;
  readonly makespan: Ms;
  readonly predictedMakespan: Ms;
  readonly inProgress: number;
  readonly isCold: boolean;
  readonly noise: string | undefined;
  readonly allDone: boolean;
}

function startUp({ measured, predicted, isCold }: Facts): Reason | undefined {
  const cost = measured.firstRun - predicted.firstRun;
  if (cost <= 0) return undefined;
  const text = isCold
    ? `Starting the workers took ${formatMs(cost)} before the first task ran; the prediction starts them for nothing.`
    : `The first task began ${formatMs(cost)} late: a real lane takes time to be woken and to take up work.`;
  return { kind: "start-up", cost, text };
}

function handOver({ measured }: Facts): Reason | undefined {
  const { handOver: time, handOvers: times, lanesUsed } = measured;
  if (times === 0) return undefined;
  const cost = time / Math.max(1, lanesUsed);
  const each = formatMs(time / times);
  const text = `Between two tasks a lane stood free for ${each} on average (dispatch), which comes to ${formatMs(cost)}${lanesUsed > 1 ? " on each lane" : ""}. The prediction hands over in no time.`;
  return { kind: "hand-over", cost, text };
}

/** More, or less, time in computations than calibration found for them. */
function computing(facts: Facts): readonly (Reason | undefined)[] {
  const { measured, compute, makespan, allDone } = facts;
  // What failed or was cancelled did not do the work that was planned.
  if (!allDone || compute <= 0 || makespan <= 0) return [];
  const meanRunning = Math.max(1, measured.running / makespan);
  const own = measured.running - measured.preempted;
  const preempted = measured.preempted / meanRunning;
  const stretched = (own - compute) / meanRunning;
  const fewer = fewerCores(facts);
  if (fewer !== undefined) return [{ ...fewer, cost: preempted + stretched }];
  return [
    measured.preempted > 0 ? { ...noise(facts), cost: preempted } : undefined,
    stretched === 0 ? undefined : { ...pace(own / compute), cost: stretched },
  ];
}

type Told = Omit<Reason, "cost">;

function noise({ measured }: Facts): Told {
  return {
    kind: "noise",
    text: `Other programs had a lane's core for ${formatMs(measured.preempted)} while its task was running (the holes in the bars).`,
  };
}

function pace(stretch: number): Told {
  return stretch > 1
    ? {
        kind: "slower",
        text: `Computations took ${formatRatio(stretch)} as long as calibration had found: the core ran slower or was shared.`,
      }
    : {
        kind: "faster",
        text: `Computations took only ${formatRatio(stretch)} of the time that calibration had found: the core ran faster.`,
      };
}

/** Lanes that all run and yet do less than this share of what as many cores would: the machine has not got them. */
const FULL_SHARE = 0.9;

function fewerCores({ measured, compute, cores, lanes, noise: noted }: Facts): Told | undefined {
  const { saturated, running, preempted, runningPeak } = measured;
  const full = Math.min(lanes, cores);
  if (full < 2 || runningPeak < full || saturated.time <= 0) return undefined;
  // Work done per lane-ms of executing: below 1 where lanes slow one another down.
  const rate = Math.min(1, compute / Math.max(compute, running - preempted));
  const effective = (saturated.executing / saturated.time) * rate;
  if (effective >= FULL_SHARE * full) return undefined;
  const done = Number(effective.toPrecision(2));
  const got = `While ${formatCount(full)} ${lanes > full ? "or more lanes" : "lanes"} were running, they got the work of about ${done} ${done === 1 ? "core" : "cores"} done`;
  if (noted !== undefined) {
    return { kind: "noise", text: `${got}, for other programs were using this machine.` };
  }
  return {
    kind: "fewer-cores",
    text: `${got}. The browser reports ${formatCount(cores)}: some may be two threads of one core, or not this machine's alone.`,
  };
}

/** What nothing else explains, where lanes had to share cores. */
function moreLanes(facts: Facts, others: readonly Reason[]): Reason | undefined {
  const { measured, cores, lanes, makespan, predictedMakespan, allDone } = facts;
  const explained = others.reduce((sum, { cost }) => sum + cost, 0);
  const cost = makespan - predictedMakespan - explained;
  if (!allDone || measured.runningPeak <= cores || cost <= 0) return undefined;
  return {
    kind: "more-lanes",
    cost,
    text: `There are ${formatCount(lanes)} lanes on ${formatCount(cores)} ${cores === 1 ? "core" : "cores"}: the operating system lets them take turns, less evenly than the prediction does.`,
  };
}

function lateTimers({ measured, predicted, inProgress, allDone }: Facts): Reason | undefined {
  if (!allDone || measured.waits === 0) return undefined;
  const late = measured.waiting - predicted.waiting;
  if (late <= 0) return undefined;
  return {
    kind: "late-timers",
    cost: late / Math.max(1, inProgress),
    text: `Waits lasted ${formatMs(late / measured.waits)} longer than asked on average: a browser's timers go by steps, and a wait whose timer fires early goes on until its time.`,
  };
}

/** Tasks started and not settled, on average over the run. */
function meanInProgress({ spans, duration }: Trace): number {
  const time = spans.reduce(
    (sum, { state, start, end }) => (state.is === "queued" ? sum : sum + end - start),
    0,
  );
  return duration > 0 ? time / duration : 0;
}
