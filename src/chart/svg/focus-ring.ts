import type { Box } from "../layout/box.ts";
import { css, type Palette } from "../style/palette.ts";
import { type Group, whereChanged } from "./svg.ts";

/** Round what the keyboard is on: two strokes, paper under ink, so that it shows on any bar. */
export function focusRingIn(group: Group) {
  group.attr("data-part", "ring");
  const draw = whereChanged(
    (on: boolean, x: number, y: number, width: number, height: number, palette: Palette) => {
      group.attr("display", on ? null : "none");
      if (!on) return;
      group
        .selectAll("rect")
        .data([
          { stroke: palette.surface, thick: 5 },
          { stroke: palette.ink, thick: 2 },
        ])
        .join("rect")
        .attr("x", x - 2)
        .attr("y", y - 2)
        .attr("width", width + 4)
        .attr("height", height + 4)
        .attr("rx", 3)
        .attr("fill", "none")
        .attr("stroke", ({ stroke }) => css(stroke))
        .attr("stroke-width", ({ thick }) => thick);
    },
  );
  return (box: Box | undefined, palette: Palette): void =>
    draw(box !== undefined, box?.x ?? 0, box?.y ?? 0, box?.width ?? 0, box?.height ?? 0, palette);
}
