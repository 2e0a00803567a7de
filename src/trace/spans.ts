import type {
  LaneEvent,
  LaneSpan,
  Ms,
  Settlement,
  Span,
  SpanState,
  StepIndex,
  TaskState,
  TraceEvent,
} from "./types.ts";

/** The order of `Trace.spans`. */
export const bySpanStart = (a: Span, b: Span): number => a.start - b.start || a.task - b.task;
/** The order of `Trace.laneSpans`. */
export const byLaneSpanStart = (a: LaneSpan, b: LaneSpan): number =>
  a.start - b.start || a.lane - b.lane;

/** Whether two states are the same in everything that is drawn. */
export function sameState(a: TaskState, b: TaskState): boolean {
  switch (a.is) {
    case "queued":
    case "ready":
      return a.is === b.is;
    case "running":
      return b.is === "running" && a.lane === b.lane;
    case "waiting":
      return b.is === "waiting" && a.on === b.on && a.holds === b.holds;
    case "blocked":
      return b.is === "blocked" && a.on === b.on && a.holds === b.holds;
    case "settled":
      return b.is === "settled" && a.outcome === b.outcome && a.error === b.error;
    default:
      return a satisfies never;
  }
}

/** One task's life so far. */
interface TaskLine {
  readonly spans: readonly Span[];
  /** Absent while the task has not settled. */
  readonly settled?: Settlement;
}

/**
 * Folds one task's facts, in time order, into spans; a state still open ends at `end`.
 * A state that lasted 0 ms leaves no span, equal states at one step that touch become one, facts after settling are
 * ignored.
 */
export function foldTask(facts: readonly TraceEvent[], end: Ms): TaskLine {
  const spans: Span[] = [];
  let open: { start: Ms; state: SpanState; step: StepIndex | undefined } | undefined;
  const close = (at: Ms) => {
    const task = facts[0]?.task;
    if (open === undefined || task === undefined || at <= open.start) return;
    const last = spans.at(-1);
    const { start, state, step } = open;
    const merges = last?.end === start && last.step === step && sameState(last.state, state);
    if (merges) spans[spans.length - 1] = { ...last, end: at };
    else spans.push({ task, start, end: at, state, step });
  };
  for (const { at, state, step } of facts) {
    if (state.is === "settled") {
      close(at);
      const { outcome, error } = state;
      return { spans, settled: error === undefined ? { at, outcome } : { at, outcome, error } };
    }
    if (open !== undefined && open.step === step && sameState(open.state, state)) continue;
    close(at);
    open = { start: at, state, step };
  }
  close(end);
  return { spans };
}

/**
 * Folds one lane's own facts, in time order, into lane spans. Each lasts until the lane's next fact; starting
 * and idling also end where a task takes the lane (`taken`: start times of the spans that occupy it, ascending).
 */
export function foldLane(
  facts: readonly LaneEvent[],
  taken: readonly Ms[],
  end: Ms,
): readonly LaneSpan[] {
  const spans: LaneSpan[] = [];
  let t = 0;
  for (const [i, { lane, at, state }] of facts.entries()) {
    if (state === "resumed") continue;
    let until = facts[i + 1]?.at ?? end;
    if (state !== "preempted") {
      while ((taken[t] ?? Number.POSITIVE_INFINITY) < at) t += 1;
      until = Math.min(until, taken[t] ?? until);
    }
    if (until <= at) continue;
    const last = spans.at(-1);
    if (last?.end === at && last.state === state) spans[spans.length - 1] = { ...last, end: until };
    else spans.push({ lane, start: at, end: until, state });
  }
  return spans;
}

/**
 * Merges two arrays that are each in order into a new one; `a` goes first where they tie. What lies before all of
 * `b` is copied as a block, so that adding the newest few to many costs little.
 */
export function mergeSorted<T extends object>(
  a: readonly T[],
  b: readonly T[],
  order: (x: T, y: T) => number,
): T[] {
  let i = b[0] === undefined ? a.length : countUpTo(a, b[0], order);
  const out = a.slice(0, i);
  for (const y of b) {
    for (let x = a[i]; x !== undefined && order(x, y) <= 0; x = a[i]) {
      out.push(x);
      i += 1;
    }
    out.push(y);
  }
  for (let x = a[i]; x !== undefined; x = a[i]) {
    out.push(x);
    i += 1;
  }
  return out;
}

/** How many elements of `sorted` come no later than `value`, by bisection. */
function countUpTo<T extends object>(
  sorted: readonly T[],
  value: T,
  order: (x: T, y: T) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    const x = sorted[mid];
    if (x !== undefined && order(x, value) <= 0) low = mid + 1;
    else high = mid;
  }
  return low;
}
