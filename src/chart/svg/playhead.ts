import { css, type Palette } from "../style/palette.ts";
import { type Group, whereChanged } from "./svg.ts";

/** Paper over what is still to come: of the bars this much shows through, enough to see where they will be. */
const SHOWS = 0.3;

/** Fades everything after an instant of a replay, with a line where it stands. Bars need no new paint for it. */
export function playheadIn(group: Group) {
  group.attr("data-part", "playhead");
  const paper = group.append("rect").attr("fill-opacity", 1 - SHOWS);
  const edge = group.append("line").attr("stroke-width", 2);
  /** @param x pixel of the instant, also one beyond the axis; undefined: nothing is faded */
  return whereChanged(
    (x: number | undefined, left: number, right: number, height: number, palette: Palette) => {
      group.attr("display", x === undefined ? "none" : null);
      if (x === undefined) return;
      const from = Math.max(left, Math.min(right, x));
      paper
        .attr("x", from)
        .attr("width", right + 1 - from)
        .attr("height", height)
        .attr("fill", css(palette.surface));
      edge
        .attr("display", x >= left && x <= right ? null : "none")
        .attr("x1", x)
        .attr("x2", x)
        .attr("y2", height)
        .attr("stroke", css(palette.ink));
    },
  );
}
