import type { Selection } from "d3-selection";
import type { Ms } from "../trace/types.ts";
import type { Frame } from "./frame.ts";
import { css, type Palette } from "./palette.ts";
import type { TimeScale } from "./scale.ts";

/** Paper over what is still to come: of the bars this much shows through, enough to see where they will be. */
const SHOWS = 0.3;

/**
 * Shows or hides what is hidden at first. Most frames change nothing here, and an attribute that is written again
 * costs a frame its style, whatever was written.
 */
export function shownOrNot<E extends SVGElement>(
  part: Selection<E, undefined, null, undefined>,
): (on: boolean) => void {
  let shown = false;
  part.attr("display", "none");
  return (on) => {
    if (on === shown) return;
    shown = on;
    part.attr("display", on ? null : "none");
  };
}

/** Fades everything after an instant of a replay, with a line where it stands. Bars need no new paint for it. */
export function veilOf(svg: Selection<SVGSVGElement, undefined, null, undefined>) {
  const group = svg.append("g").attr("data-part", "veil");
  const show = shownOrNot(group);
  const paper = group
    .append("rect")
    .attr("y", 0)
    .attr("fill-opacity", 1 - SHOWS);
  const edge = group.append("line").attr("stroke-width", 2).attr("y1", 0);
  return {
    colours: (palette: Palette) => {
      paper.attr("fill", css(palette.surface));
      edge.attr("stroke", css(palette.ink));
    },
    place: (until: Ms | undefined, scale: TimeScale, { axisY }: Frame) => {
      show(until !== undefined);
      if (until === undefined) return;
      const [left, right] = scale.range;
      const x = Math.round(scale.x(until));
      const from = Math.max(left, Math.min(right, x));
      paper
        .attr("x", from)
        .attr("width", right + 1 - from)
        .attr("height", axisY);
      edge
        .attr("display", x < left || x > right ? "none" : null)
        .attr("x1", x)
        .attr("x2", x)
        .attr("y2", axisY);
    },
  };
}
