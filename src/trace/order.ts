import type { Ms, Provenance, TaskState, TraceEvent } from "./types.ts";

/**
 * How far two clocks of this trace may honestly disagree. Lanes have clocks of their own, aligned to within
 * `clockSkew` and ticking in `clockStep`; a predicted or imported trace has one clock and gets no benefit of doubt.
 */
export function clockTolerance(provenance: Provenance): Ms {
  return provenance.kind === "measured"
    ? Math.max(provenance.clockSkew, provenance.clockStep, 0)
    : 0;
}

/** Inserts `fact` after every fact that is not later: a stable insertion sort, O(1) for facts that come in order. */
export function insertByTime<F extends { readonly at: Ms }>(facts: F[], fact: F): void {
  let i = facts.length;
  while (i > 0) {
    const before = facts[i - 1];
    if (before === undefined || before.at <= fact.at) break;
    i -= 1;
  }
  if (i === facts.length) facts.push(fact);
  else facts.splice(i, 0, fact);
}

/**
 * One task's facts, sorted by time, with hand-overs that the clocks got backwards put right.
 *
 * When a task moves between lanes, one lane writes down that it left and another that it arrived:
 *
 *     lane 0   running ........ ready@5.004            (its clock is 4 µs ahead)
 *     lane 1              running@5.002 ........ settled
 *
 * By time alone the task would be `ready` until it settles. Neighbours no further apart than `tolerance`
 * therefore swap states, keeping the two times, when that makes the sequence more plausible, and of several such
 * pairs the one that gains most does: a fact at the instant of settling may have come after it, and the pair before
 * must not be bent to fit. Each swap lowers the number of implausible steps, so this ends. Facts further apart are
 * never reordered.
 */
export function untangle(facts: readonly TraceEvent[], tolerance: Ms): readonly TraceEvent[] {
  if (tolerance <= 0) return facts;
  let now = facts;
  for (;;) {
    const i = bestSwap(now, tolerance);
    const [a, b] = [now[i], now[i + 1]];
    if (a === undefined || b === undefined) return now;
    now = now.with(i, { ...b, at: a.at }).with(i + 1, { ...a, at: b.at });
  }
}

/** Index of the neighbours whose swap gains most, the first of equals; -1 where none gains. */
function bestSwap(facts: readonly TraceEvent[], tolerance: Ms): number {
  let best = -1;
  let most = 0;
  for (let i = 0; i + 1 < facts.length; i += 1) {
    const a = facts[i];
    const b = facts[i + 1];
    if (a === undefined || b === undefined || b.at - a.at > tolerance) continue;
    const before = facts[i - 1]?.state;
    const after = facts[i + 2]?.state;
    const gain = oddity(before, a.state, b.state, after) - oddity(before, b.state, a.state, after);
    if (gain <= most) continue;
    best = i;
    most = gain;
  }
  return best;
}

type Maybe = TaskState | undefined;

const oddity = (before: Maybe, a: TaskState, b: TaskState, after: Maybe): number =>
  oddStep(before, a) + oddStep(a, b) + oddStep(b, after);

/** How implausible it is that `next` comes straight after `prev`; settling is final, hence the weight. */
function oddStep(prev: Maybe, next: Maybe): number {
  if (prev === undefined || next === undefined) return 0;
  switch (prev.is) {
    case "settled":
      return 8;
    case "queued":
    case "ready":
      // A task has to run before it can wait, block or be done; it can be cancelled at any time.
      return next.is === "running" || (next.is === "settled" && next.outcome !== "done") ? 0 : 1;
    case "waiting":
    case "blocked":
      return next.is === "queued" ? 1 : 0;
    case "running":
      // A task leaves a lane (ready, waiting, blocked) before another lane takes it.
      return next.is === "running" && next.lane !== prev.lane ? 1 : 0;
    default:
      return prev satisfies never;
  }
}
