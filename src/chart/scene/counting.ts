import type { TimeRange, Trace } from "../../trace/types.ts";
import {
  areFew,
  type Counts,
  countsOf,
  countsWithin,
  executingOf,
  inProgressOf,
  type LaneLines,
} from "../spans/count-steps.ts";
import { remember } from "../spans/memo.ts";
import { threadRows } from "./row-sets.ts";

/** Both counts of a trace over time, worked out once. */
const countsOfTrace = remember(countsOf);

/** Counting fewer spans than this takes less than a frame. */
const SOON = 50_000;
const counted = new WeakSet<Trace>();

/** Whether a trace is short, or was counted. */
export const isCounted = (trace: Trace): boolean => trace.spans.length < SOON || counted.has(trace);

/** Both counts of a trace over time; undefined for a long one that is still to be counted (see countNow). */
export const countsIfReady = (trace: Trace) =>
  isCounted(trace) ? countsOfTrace(trace) : undefined;

/** A part of a long trace, counted finely. */
interface FineCounts {
  readonly domain: TimeRange;
  readonly counts: Counts;
}

/** The last one of each trace: a journey through time counts anew only where it leaves it. */
const fineCounts = new WeakMap<Trace, FineCounts>();

/** Of what was counted finely, at least this share must be shown: less would show its parts as steps. */
const LEAST_SHARE = 1 / 8;

/** Both counts as fine as they are known; `coarse`: the time range in which they could be finer (see refineNow). */
export interface DomainCounts {
  readonly counts: Counts | undefined;
  readonly coarse?: TimeRange;
}

export function countsIn(trace: Trace, domain: TimeRange): DomainCounts {
  const counts = countsIfReady(trace);
  const length = domain[1] - domain[0];
  const few = trace.spans.length < SOON || length > trace.duration / 5;
  if (counts === undefined || few) return { counts };
  const known = fineCounts.get(trace);
  if (known !== undefined && covers(known.domain, domain)) return { counts: known.counts };
  return { counts, coarse: [domain[0] - length, domain[1] + length] };
}

/**
 * Counts a part of a long trace finely, for the next view of it, in up to 30 ms.
 * @returns whether it did: not where too many spans lie in it
 */
export function refineNow(trace: Trace, domain: TimeRange): boolean {
  const lanes = laneLinesOf(trace);
  if (!areFew(lanes, domain)) return false;
  const counts = countsWithin(trace, lanes, domain, countsOfTrace(trace));
  fineCounts.set(trace, { domain, counts });
  return true;
}

/** The lines of a trace's lanes, by thread. */
export const laneLinesOf = remember((trace: Trace): LaneLines => {
  const { rows, index } = threadRows(trace);
  return { index, lines: rows.flatMap(({ kind, lines }) => (kind === "lane" ? lines : [])) };
});

const covers = ([from, to]: TimeRange, part: TimeRange): boolean =>
  part[0] >= from && part[1] <= to && part[1] - part[0] >= (to - from) * LEAST_SHARE;

/** Until a long trace is counted: its bars come first. */
const BARS_FIRST_MS = 120;

/** Counts a long trace, so that the next view of it has its strip: at some 0.1 µs a span for each of two rests. */
export function* countNow(trace: Trace): Generator<void, void, undefined> {
  inProgressOf(trace);
  yield;
  executingOf(trace);
  counted.add(trace);
}

/** Takes steps once the bars are on the screen, and without keeping the page from anything for long. @returns stops */
export function later(given: readonly Iterator<void>[], done: () => void): () => void {
  const steps = [...given];
  const next = () => {
    while (steps[0]?.next().done === true) steps.shift();
    if (steps.length === 0) done();
    else timer = setTimeout(next);
  };
  let timer = setTimeout(next, BARS_FIRST_MS);
  return () => clearTimeout(timer);
}
