import { laneOf, type Ms, type Span } from "./types.ts";

/**
 * Cuts a span that still occupies its lane when the lane's next one starts, if they overlap by at most
 * `tolerance`: the end was written down by another lane, whose clock is that much ahead. Larger overlaps stay,
 * for `checkTrace` to name. `spans` and the result are in `Trace.spans` order; the same array if nothing overlaps.
 */
export function trimOverlaps(spans: readonly Span[], tolerance: Ms): readonly Span[] {
  let out: (Span | undefined)[] | undefined;
  /** by lane, the index of the span that holds it longest */
  const holder: number[] = [];
  for (let i = 0; i < spans.length; i += 1) {
    const span = spans[i];
    const lane = span && laneOf(span.state);
    if (span === undefined || lane === undefined) continue;
    const heldBy = holder[lane] ?? -1;
    const before = spans[heldBy];
    holder[lane] = i;
    if (before === undefined || before.end <= span.start) continue;
    if (before.end - span.start > tolerance) {
      if (before.end > span.end) holder[lane] = heldBy;
      continue;
    }
    out ??= [...spans];
    out[heldBy] = span.start > before.start ? { ...before, end: span.start } : undefined;
  }
  return out === undefined ? spans : out.filter((s) => s !== undefined);
}

/** Per lane, when tasks took it: start times of the spans that occupy it, ascending. `spans` in `Trace.spans` order. */
export function takenTimes(spans: readonly Span[], lanes: number): readonly (readonly Ms[])[] {
  const times: Ms[][] = Array.from({ length: lanes }, () => []);
  for (const { state, start } of spans) {
    const lane = laneOf(state);
    if (lane !== undefined) times[lane]?.push(start);
  }
  return times;
}
