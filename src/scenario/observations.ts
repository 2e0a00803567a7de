import { releaseTimes } from "../metrics/counts.ts";
import { counted, formatMs } from "../metrics/format.ts";
import type { ModelId } from "../plan/models.ts";
import type { Ms, Trace } from "../trace/types.ts";
import type { Side } from "./scenario.ts";

/**
 * Sentences of "What you saw" that several scenarios share. Each is computed from the traces, holds for whatever
 * models the learner chose, and compares times only where all the work was done.
 */

/** A side of the comparison and the words that place it in a sentence: "on the thread pool of 4 lanes". */
export interface Named {
  readonly side: Side;
  readonly where: string;
}

/** "%" stands for the lanes of a pool. */
const PLACES = {
  sequential: "one at a time",
  "event-loop": "on the event loop",
  "thread-pool": "on the thread pool of %",
  "m-n": "on the M:N scheduler with %",
  "loop-and-pool": "on the event loop with a worker pool of %",
  "loop-per-core": "on one event loop per core (%)",
  "thread-per-task": "with a thread per task",
  "gil-threads": "on % under one lock",
  processes: "on a pool of processes with %",
} satisfies Record<ModelId, string>;

const places: ReadonlyMap<string, string> = new Map(Object.entries(PLACES));

const place = ({ model, lanes }: Side): string =>
  places.get(model.id)?.replace("%", counted(lanes, "lane")) ?? `under "${model.label}"`;

/** Where sides differ in their variants, each says its own. */
const variantIn = ({ variant }: Side, sides: readonly Side[]): string =>
  variant !== undefined && sides.some((other) => other.variant?.id !== variant.id)
    ? ` (${variant.label})`
    : "";

const isPredicted = ({ trace }: Side): boolean => trace.provenance.kind === "predicted";

/** Sides with distinct names: two of the same name are told apart by their letter, a prediction among measured runs by saying so. */
export function named(sides: readonly Side[]): Named[] {
  const mixed = sides.some(isPredicted) && !sides.every(isPredicted);
  const words = sides.map(
    (s) => `${place(s)}${variantIn(s, sides)}${mixed && isPredicted(s) ? " (predicted)" : ""}`,
  );
  return sides.map((side, i) => {
    const where = words[i] ?? "";
    const twice = words.filter((w) => w === where).length > 1;
    return { side, where: twice ? `${where} (${"ABCD"[i] ?? i + 1})` : where };
  });
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How a sentence about one side begins: "On the event loop, ". */
export const lead = ({ where }: Named): string => `${capital(where)}, `;

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Whether every task of the run was done: only then is its makespan the time of the whole work. */
const isWhole = ({ trace, metrics }: Side): boolean =>
  trace.tasks.length > 0 && metrics.outcomes.done === trace.tasks.length;

/** The sides whose work was all done. */
export const wholeOnly = (sides: readonly Named[]): Named[] => sides.filter((n) => isWhole(n.side));

/**
 * Time and the two numbers of each finished side, in one sentence; then a sentence for each that did not finish.
 * Where nothing was measured it begins with "Predicted".
 */
export function overview(sides: readonly Named[], noun: string): string[] {
  const parts = wholeOnly(sides).map(
    ({ side, where }, i) =>
      `${where}, ${i === 0 ? `the ${counted(side.trace.tasks.length, noun)}` : "they"} took ` +
      `${formatMs(side.metrics.makespan)}, with at most ${side.metrics.inProgressPeak} in progress ` +
      `and ${side.metrics.executingPeak} executing`,
  );
  const took = parts.length === 0 ? [] : [`${parts.join("; ")}.`];
  const rest = sides.filter((n) => !isWhole(n.side)).map((n) => unfinished(n, noun));
  const source = sides.every((n) => isPredicted(n.side)) ? "Predicted: " : "";
  return [...took, ...rest].map((text, i) =>
    i === 0 && source !== "" ? source + text : capital(text),
  );
}

function unfinished({ side, where }: Named, noun: string): string {
  const { trace, metrics } = side;
  const { done, failed, timedOut, cancelled } = metrics.outcomes;
  const rest = [
    failed > 0 ? `${failed} failed` : "",
    timedOut > 0 ? `${timedOut} timed out` : "",
    cancelled > 0 ? `${cancelled} cancelled` : "",
  ].filter((part) => part !== "");
  const why = rest.length === 0 ? "" : ` (${listed(rest)})`;
  return (
    `${where}, ${done} of ${counted(trace.tasks.length, noun)} ended normally${why}, ` +
    `so the time of this run, ${formatMs(metrics.makespan)}, can't be compared.`
  );
}

/**
 * How the slowest and the fastest finished side compare; nothing where fewer than two finished. Sides whose variants
 * are not comparable got different work done: a ratio is stated among those of one basis alone.
 */
export const comparison = (sides: readonly Named[]): string[] =>
  [...new Set(sides.map(({ side }) => side.basis))].flatMap((basis) =>
    comparisonOf(sides.filter(({ side }) => side.basis === basis)),
  );

function comparisonOf(sides: readonly Named[]): string[] {
  const sorted = wholeOnly(sides).toSorted(
    (x, y) => x.side.metrics.makespan - y.side.metrics.makespan,
  );
  const fast = sorted[0];
  const slow = sorted.at(-1);
  if (fast === undefined || slow === undefined || fast === slow) return [];
  const ratio = slow.side.metrics.makespan / fast.side.metrics.makespan;
  // Below 5 % two real runs of the same thing differ as much.
  if (!(ratio >= 1.05)) return ["The difference in time is under 5 %: nothing to tell them apart."];
  return [`It took ${formatTimes(ratio)} times as long ${slow.where} as ${fast.where}.`];
}

/** Says so where a finished run had more lanes than the machine has cores, and kept the cores busy. */
export function sharedCores(sides: readonly Named[]): string[] {
  return wholeOnly(sides).flatMap((named) => {
    const { trace, metrics } = named.side;
    const { provenance, lanes } = trace;
    if (provenance.kind === "imported" || lanes.length <= provenance.cores) return [];
    if (metrics.executingPeak < provenance.cores) return [];
    const cores = counted(provenance.cores, "core");
    return [
      `${lead(named)}${lanes.length} lanes shared ${cores}: more lanes executing than there are cores slow one another down.`,
    ];
  });
}

/** Released to settled, by task; 0 for a task that was never released. */
export function latencies(trace: Trace): Ms[] {
  const released = releaseTimes(trace);
  return trace.settled.map(({ at }, task) => at - (released[task] ?? at));
}

/** How long each task was in one of these states. */
export function timeIn(trace: Trace, ...states: Trace["spans"][number]["state"]["is"][]): Ms[] {
  const sums = trace.tasks.map(() => 0);
  for (const { task, start, end, state } of trace.spans) {
    if (states.includes(state.is)) sums[task] = (sums[task] ?? 0) + end - start;
  }
  return sums;
}

/** Most tasks in that state at one instant. */
export function peakOf(trace: Trace, is: Trace["spans"][number]["state"]["is"]): number {
  const edges = trace.spans
    .filter((s) => s.state.is === is && s.end > s.start)
    .flatMap((s) => [
      { at: s.start, by: 1 },
      { at: s.end, by: -1 },
    ])
    // half-open spans: what ends at an instant is over before what starts then
    .sort((x, y) => x.at - y.at || x.by - y.by);
  let now = 0;
  let peak = 0;
  for (const { by } of edges) {
    now += by;
    peak = Math.max(peak, now);
  }
  return peak;
}

/** "2.1" of "2.1 times as long"; whole from 10 on. */
export const formatTimes = (ratio: number): string => ratio.toFixed(ratio < 10 ? 1 : 0);
