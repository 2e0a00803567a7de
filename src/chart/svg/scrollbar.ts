import { css, type Palette } from "../style/palette.ts";
import { type Group, whereChanged } from "./svg.ts";

/** How far rows are scrolled, CSS px. */
export interface ScrollState {
  readonly scroll: number;
  readonly scrollable: number;
  readonly shown: { readonly height: number };
}

const SHORTEST = 24;

/** Right of the time axis, where rows do not all fit. @param x its left edge */
export function scrollbarIn(group: Group) {
  group.attr("data-part", "scrollbar");
  const draw = whereChanged(
    (x: number, scroll: number, scrollable: number, height: number, palette: Palette) => {
      group.attr("display", scrollable > 0 ? null : "none");
      if (scrollable <= 0) return;
      const length = Math.max(SHORTEST, (height * height) / (height + scrollable));
      group
        .selectAll("rect")
        .data([
          { y: 0, height, opacity: 0.15 },
          { y: (scroll / scrollable) * (height - length), height: length, opacity: 0.6 },
        ])
        .join("rect")
        .attr("x", x)
        .attr("y", ({ y }) => y)
        .attr("width", 6)
        .attr("height", ({ height }) => height)
        .attr("rx", 3)
        .attr("fill", css(palette.inkSoft))
        .attr("fill-opacity", ({ opacity }) => opacity);
    },
  );
  return ({ scroll, scrollable, shown }: ScrollState, x: number, palette: Palette): void =>
    draw(x, scroll, scrollable, shown.height, palette);
}
