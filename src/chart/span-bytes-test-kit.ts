import type { Trace } from "../trace/types.ts";
import { rowsOf } from "./layout/rows.ts";
import { gridsNow } from "./spans/span-index.ts";

/** Bytes that a timeline by thread keeps of a trace beyond the trace itself, for each of its spans. */
export function bytesPerSpan(trace: Trace): number {
  const { index } = rowsOf(trace, "threads");
  for (const _ of gridsNow(index));
  const arrays = [
    index.order,
    index.start,
    index.before,
    index.kind,
    ...[...index.grids.values()].flatMap(({ at, times, longest }) => [at, times, longest]),
  ];
  return arrays.reduce((sum, array) => sum + array.byteLength, 0) / trace.spans.length;
}
