import { bySpanStart } from "./spans.ts";
import { type LaneId, laneOf, type Ms, type Span } from "./types.ts";

/**
 * Cuts a span that still occupies its lane when the lane's next one starts, if they overlap by at most
 * `tolerance`: the end was written down by another lane, whose clock is that much ahead. Larger overlaps stay,
 * for `checkTrace` to name. `spans` and the result are in `Trace.spans` order; the same array if nothing overlaps.
 */
export function trimOverlaps(spans: readonly Span[], tolerance: Ms): readonly Span[] {
  let out: (Span | undefined)[] | undefined;
  const holder = new Map<LaneId, number>();
  for (const [i, span] of spans.entries()) {
    const lane = laneOf(span.state);
    if (lane === undefined) continue;
    const heldBy = holder.get(lane);
    const before = heldBy === undefined ? undefined : spans[heldBy];
    holder.set(lane, i);
    if (heldBy === undefined || before === undefined || before.end <= span.start) continue;
    if (before.end - span.start > tolerance) {
      if (before.end > span.end) holder.set(lane, heldBy);
      continue;
    }
    out ??= [...spans];
    out[heldBy] = span.start > before.start ? { ...before, end: span.start } : undefined;
  }
  return out === undefined ? spans : out.filter((s) => s !== undefined).sort(bySpanStart);
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
