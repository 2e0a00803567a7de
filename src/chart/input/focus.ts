import type { Box } from "../layout/box.ts";
import { lineExtent } from "../layout/marks.ts";
import {
  gapWords,
  rowTooltip,
  rowWords,
  type SpanWords,
  spanWords,
  spoken,
  tooltipOf,
} from "../reading/span-words.ts";
import type { TooltipText } from "../reading/tooltip.ts";
import type { View } from "../scene/scene.ts";
import { extentOf, gapOf, type Place, spanOf } from "./navigate.ts";

/** What is said of a place. @param entered whether the focus comes from another row: then the row is said, too */
export function focusSpoken(view: View, where: Place, entered: boolean): string | undefined {
  const row = view.layout.rows[where.row]?.row;
  if (row === undefined) return undefined;
  const words = wordsAt(view, where);
  const rowSaid = entered || words === undefined ? [rowWords(view.trace, row)] : [];
  return [...rowSaid, ...(words === undefined ? [] : [spoken(words)])].join(". ");
}

/** The tooltip of a place and the point of the chart (CSS px) at which it is shown; undefined out of sight. */
export function focusTooltip(
  view: View,
  where: Place,
): { readonly text: TooltipText; readonly x: number; readonly y: number } | undefined {
  const row = view.layout.rows[where.row]?.row;
  const box = focusBox(view, where);
  if (row === undefined || box === undefined) return undefined;
  const words = wordsAt(view, where);
  return {
    text: words === undefined ? rowTooltip(view.trace, row) : tooltipOf(words),
    x: Math.max(box.x, view.frame.gutter),
    y: Math.max(0, Math.min(view.shown.height, box.y + box.height)),
  };
}

/** Around a span, or all of a row, CSS px; undefined out of sight. */
export function focusBox(view: View, where: Place): Box | undefined {
  const placed = view.layout.rows[where.row];
  const [left, right] = view.scale.range;
  const extent = extentOf(view.trace, view.layout, where);
  if (placed === undefined || (extent === undefined && where.on !== "row")) return undefined;
  const { y, height } = lineExtent(placed, where.on === "span" ? where.line : 0, 1);
  if (y + height <= view.scroll || y >= view.scroll + view.shown.height) return undefined;
  const [first, last] = view.scale.domain;
  if (extent !== undefined && (extent.end < first || extent.start > last)) return undefined;
  const inside = (x: number): number => Math.max(left, Math.min(right, x));
  const from = extent === undefined ? left : inside(view.scale.x(extent.start));
  const to = extent === undefined ? right : inside(view.scale.x(extent.end));
  return { x: from, y: y - view.scroll, width: Math.max(1, to - from), height };
}

function wordsAt({ trace, layout }: View, where: Place): SpanWords | undefined {
  const span = spanOf(trace, layout, where);
  if (span !== undefined) return spanWords(trace, span);
  const gap = gapOf(trace, layout, where);
  return gap === undefined ? undefined : gapWords(trace, gap);
}
