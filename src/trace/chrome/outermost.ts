import type { AsyncEnd, Slice } from "./collect-slices.ts";

/** A slice that lies in no other. Times in µs, as in the file. */
interface Outer<E> {
  readonly start: number;
  end: number;
  /** what opened it */
  readonly event: E;
}

export interface Outermost<E> {
  /** in order of start; of one thread, they never overlap */
  readonly outer: readonly Outer<E>[];
  /** slices inside of others */
  readonly nested: number;
  /** begun and never ended: they last to the end of the trace */
  readonly open: number;
  /** ended and never begun */
  readonly unopened: number;
}

interface Timed {
  readonly at: number;
}

/** By time, stable; `before` decides between events of the same instant. The same array where it is in order. */
function inOrder<E extends Timed>(
  events: readonly E[],
  before: (a: E, b: E) => number = () => 0,
): readonly E[] {
  const compare = (a: E, b: E) => a.at - b.at || before(a, b);
  for (let i = 1; i < events.length; i++) {
    const [a, b] = [events[i - 1], events[i]];
    if (a !== undefined && b !== undefined && compare(a, b) > 0) return [...events].sort(compare);
  }
  return events;
}

/** Of whole slices that start together the longest holds the others. Ends keep their place in the file. */
const longestFirst = (a: Slice, b: Slice): number =>
  a.phase === "whole" && b.phase === "whole" ? b.lasting - a.lasting : 0;

/**
 * The slices of a thread that lie in no other. A thread does one thing at a time and calls nest, so these are what
 * it was busy with, one after the other; what they called is inside of them:
 *
 *     slices  [RunTask-----------]  [RunTask----]
 *               [Paint--] [Call]
 *     taken   [RunTask-----------]  [RunTask----]
 *
 * A slice that starts inside of one and outlasts it (which can't be, on one thread) starts where that one ends.
 * @param end when slices that never end are taken to
 */
export function outermostSlices(slices: readonly Slice[], end: number): Outermost<Slice> {
  const outer: Outer<Slice>[] = [];
  let until = Number.NEGATIVE_INFINITY;
  let depth = 0;
  let begun: Outer<Slice> | undefined;
  let [nested, unopened] = [0, 0];
  const take = (start: number, to: number, event: Slice) => {
    if (to <= until && start < until) nested += 1;
    else {
      outer.push({ start: Math.max(start, until), end: to, event });
      until = Math.max(until, to);
    }
  };
  for (const event of inOrder(slices, longestFirst)) {
    const { phase, at } = event;
    if (phase === "whole") {
      if (depth > 0) nested += 1;
      else take(at, at + event.lasting, event);
    } else if (phase === "begin") {
      if (depth === 0) begun = { start: at, end: at, event };
      else nested += 1;
      depth += 1;
    } else if (depth === 0) unopened += 1;
    else {
      depth -= 1;
      if (depth === 0 && begun !== undefined) take(begun.start, at, begun.event);
    }
  }
  if (depth > 0 && begun !== undefined) take(begun.start, Math.max(end, begun.start), begun.event);
  return { outer, nested, open: depth, unopened };
}

/**
 * What went on beside the threads, by the same rule: of async slices that share their id the outermost. Slices
 * with different ids overlap as they like.
 */
export function outermostAsyncs(ends: readonly AsyncEnd[], end: number): Outermost<AsyncEnd> {
  const outer: Outer<AsyncEnd>[] = [];
  const open = new Map<string, { depth: number; slice: Outer<AsyncEnd> }>();
  let [nested, unopened] = [0, 0];
  for (const event of inOrder(ends)) {
    const current = open.get(event.key);
    if (event.phase === "begin") {
      if (current === undefined) {
        const slice = { start: event.at, end, event };
        open.set(event.key, { depth: 1, slice });
        outer.push(slice);
      } else {
        current.depth += 1;
        nested += 1;
      }
    } else if (current === undefined) unopened += 1;
    else {
      current.depth -= 1;
      if (current.depth > 0) continue;
      current.slice.end = event.at;
      open.delete(event.key);
    }
  }
  return { outer, nested, open: open.size, unopened };
}
