import { measured, TEXT_PX } from "../style/font.ts";
import { css, type Palette } from "../style/palette.ts";
import { type Group, whereChanged } from "./svg.ts";

/** A line where the pointer or the keyboard is, in all timelines, and under the last of them the instant. */
export function cursorIn(group: Group) {
  group.attr("data-part", "cursor");
  /** @param x undefined: there is none @param instant written on the axis; "" where there is no axis */
  return whereChanged(
    (
      x: number | undefined,
      instant: string,
      across: number,
      axisY: number,
      height: number,
      palette: Palette,
    ) => {
      group.attr("display", x === undefined ? "none" : null);
      if (x === undefined) return;
      group
        .selectAll("line")
        .data([x])
        .join("line")
        .attr("x1", x)
        .attr("x2", x)
        .attr("y2", instant === "" ? height : axisY)
        .attr("stroke", css(palette.ink));
      const width = Math.ceil(measured(instant, TEXT_PX)) + 12;
      const middle = Math.max(width / 2, Math.min(across - width / 2, x));
      const pill = instant === "" ? [] : [instant];
      group
        .selectAll("rect")
        .data(pill)
        .join("rect")
        .attr("x", middle - width / 2)
        .attr("y", axisY + 5)
        .attr("width", width)
        .attr("height", 18)
        .attr("rx", 2)
        .attr("fill", css(palette.ink));
      group
        .selectAll("text")
        .data(pill)
        .join("text")
        .attr("x", middle)
        .attr("y", axisY + 14)
        .attr("dy", "0.35em")
        .attr("text-anchor", "middle")
        .attr("fill", css(palette.surface))
        .text(instant);
    },
  );
}

/** Where a run that goes on has come to. */
export function nowIn(group: Group) {
  const line = group.append("line").attr("data-part", "now");
  return whereChanged((x: number | undefined, height: number, palette: Palette) => {
    line.attr("display", x === undefined ? "none" : null);
    if (x === undefined) return;
    line.attr("x1", x).attr("x2", x).attr("y2", height).attr("stroke", css(palette.ink));
  });
}
