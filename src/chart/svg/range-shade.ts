import { css, type Palette } from "../style/palette.ts";
import { type Group, whereChanged } from "./svg.ts";

/** A range that is drawn or measured: a wash between two lines, from the top of the rows to the axis, and a bar on the axis itself. */
export function rangeShadeIn(group: Group) {
  group.attr("data-part", "stretch");
  /** @param from, to pixels; none where they are the same @param axisY of the axis */
  return whereChanged((from: number, to: number, axisY: number, palette: Palette) => {
    group.attr("display", to > from ? null : "none");
    if (to <= from) return;
    group
      .selectAll("rect")
      .data([
        { y: 0, height: axisY, opacity: 0.1 },
        { y: axisY - 1, height: 3, opacity: 1 },
      ])
      .join("rect")
      .attr("x", from)
      .attr("y", ({ y }) => y)
      .attr("width", to - from)
      .attr("height", ({ height }) => height)
      .attr("fill", css(palette.ink))
      .attr("fill-opacity", ({ opacity }) => opacity);
    group
      .selectAll("line")
      .data([from + 0.5, to + 0.5])
      .join("line")
      .attr("x1", (x) => x)
      .attr("x2", (x) => x)
      .attr("y2", axisY)
      .attr("stroke", css(palette.ink));
  });
}
