import type { SpanAt } from "../layout/hit.ts";
import { scanLine } from "../spans/columns.ts";
import { scanOf } from "../spans/scan.ts";
import { NO_LINE } from "../spans/span-index.ts";
import { pixelsOf } from "../time/pixels.ts";
import type { View } from "./scene.ts";

/** What a column of pixels stands for where it stands for more than one span. */
export interface MergedSpans {
  readonly count: number;
  /** how much of the column's time they cover, 0 to 1 */
  readonly share: number;
}

/** The spans merged with the one at `where`; undefined where it has its pixels to itself. */
export function mergedAt(view: View, where: SpanAt): MergedSpans | undefined {
  const { layout, scale } = view;
  const line = layout.rows[where.row]?.row.lines[where.line] ?? NO_LINE;
  const pixels = pixelsOf(scale, devicePixelRatio);
  const time = layout.index.start[line.from + where.at] ?? 0;
  const scan = scanOf(pixels.width);
  scanLine(layout.index, line, pixels, scan);
  const column = Math.floor((time - pixels.from) * pixels.perMs);
  const count = scan.count[column] ?? 0;
  return count > 1 ? { count, share: scan.share[column] ?? 0 } : undefined;
}
