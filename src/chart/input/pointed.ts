import { hitAt } from "../layout/hit.ts";
import { gapWords, rowTooltip, spanWords, tooltipOf } from "../reading/span-words.ts";
import type { TooltipText } from "../reading/tooltip.ts";
import { mergedAt } from "../scene/merged-spans.ts";
import type { View } from "../scene/scene.ts";

/** What there is to say of what lies at a point of the chart (CSS px), if anything. */
export function pointedAt(view: View, x: number, y: number): TooltipText | undefined {
  const { trace, layout, scale } = view;
  const hit = hitAt(trace, view.shown, scale, x, y);
  switch (hit.on) {
    case "span": {
      const span = trace.spans[hit.span];
      return span && tooltipOf(spanWords(trace, span), mergedAt(view, hit.where));
    }
    case "gap": {
      const span = trace.laneSpans[hit.laneSpan];
      return span && tooltipOf(gapWords(trace, span));
    }
    case "row": {
      const row = x < scale.range[0] ? layout.rows[hit.row]?.row : undefined;
      return row && rowTooltip(trace, row);
    }
    case "nothing":
      return undefined;
    default:
      return hit satisfies never;
  }
}
