import type { Ms } from "../../trace/types.ts";
import type { Frame } from "../layout/frame.ts";
import { css, type Palette } from "../style/palette.ts";
import type { TimeScale } from "../time/scale.ts";
import type { Shape } from "./svg.ts";

/** Paper over what is still to come: of the bars this much shows through, enough to see where they will be. */
const SHOWS = 0.3;

/** Fades everything after an instant of a replay, with a line where it stands. Bars need no new paint for it. */
export function veilOf(svg: Shape) {
  const group = svg.add("g", { "data-part": "veil", display: "none" });
  const paper = group.add("rect", { y: 0, "fill-opacity": 1 - SHOWS });
  const edge = group.add("line", { "stroke-width": 2, y1: 0 });
  return {
    colours: (palette: Palette) => {
      paper.set({ fill: css(palette.surface) });
      edge.set({ stroke: css(palette.ink) });
    },
    place: (until: Ms | undefined, scale: TimeScale, { axisY }: Frame) => {
      group.show(until !== undefined);
      if (until === undefined) return;
      const [left, right] = scale.range;
      const x = Math.round(scale.x(until));
      const from = Math.max(left, Math.min(right, x));
      paper.set({ x: from, width: right + 1 - from, height: axisY });
      edge.show(x >= left && x <= right);
      edge.set({ x1: x, x2: x, y2: axisY });
    },
  };
}
