import type { Scan } from "../spans/scan.ts";
import type { SpanIndex } from "../spans/span-index.ts";
import { GHOST } from "../style/looks.ts";
import type { PlacedRow } from "./layout.ts";
import { type Extent, lineExtent } from "./marks.ts";
import type { Row } from "./rows.ts";

/** Where the outlines of a line of the prediction lie; undefined where the line is too low for any. */
export function ghostExtent(placed: PlacedRow, line: number, dpr: number): Extent | undefined {
  const extent = lineExtent(placed, line, dpr, GHOST.outset);
  return extent.height < GHOST.from * dpr ? undefined : extent;
}

/** Columns [x, end) of a line of the prediction that are outlined: what runs, and in a row of waits what waits. */
export const ghostRuns = (index: SpanIndex, { kind }: Row, scan: Scan) =>
  runsOf(index, scan, (k) => {
    const state = index.classes[k]?.state;
    return state === "running" || (kind === "off-lane" && state === "waiting");
  });

/** Columns [x, end) of each wide mark, and of each run of filled columns, of the classes asked for. */
function runsOf(
  index: SpanIndex,
  { wides, used, kind, filled }: Scan,
  drawn: (k: number) => boolean,
): readonly (readonly [x: number, end: number])[] {
  const runs: [number, number][] = [];
  for (let i = 0; i < used; i += 3) {
    if (drawn(index.kind[wides[i] ?? 0] ?? 0)) runs.push([wides[i + 1] ?? 0, wides[i + 2] ?? 0]);
  }
  if (!filled) return runs;
  let from = -1;
  for (let x = 0; x <= kind.length; x++) {
    const on = (kind[x] ?? 0) > 0 && drawn((kind[x] ?? 0) - 1);
    if (on && from < 0) from = x;
    if (on || from < 0) continue;
    runs.push([from, x]);
    from = -1;
  }
  return runs;
}
