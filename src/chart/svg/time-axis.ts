import { axisBottom } from "d3-axis";
import type { Ms } from "../../trace/types.ts";
import type { Frame } from "../layout/frame.ts";
import { measured, TEXT_PX } from "../style/font.ts";
import { css, type Palette } from "../style/palette.ts";
import { type Pixels, pixelScale } from "../time/pixels.ts";
import type { TimeScale } from "../time/scale.ts";
import { axisTicks, TICK } from "../time/ticks.ts";
import { type Group, whereChanged } from "./svg.ts";

/** From the end of a tick to the top of its figure: so their baseline is that of the unit in the gutter. */
const PADDING = 4.68;

/**
 * The time axis of a chart: a line, ticks, and their figures without the unit, on the device pixels on which the
 * canvas has its grid lines.
 *
 * d3-axis writes every figure anew, which costs a frame 2 ms in layout and paint: so it is asked where ticks come or
 * go, and between those the ticks that there are move. As a layer of its own it leaves what lies beside it as it is.
 */
export function timeAxisIn(group: Group) {
  group.attr("data-part", "axis").style("will-change", "transform");
  const dye = whereChanged((palette: Palette) => group.attr("color", css(palette.inkSoft)));
  const show = whereChanged((on: boolean) => group.attr("display", on ? null : "none"));
  const place = whereChanged((y: number) => group.attr("transform", `translate(0 ${y})`));
  let drawn = "";
  return {
    show,
    draw(
      scale: TimeScale,
      pixels: Pixels,
      { axisY, width }: Frame,
      palette: Palette,
      dpr: number,
    ): void {
      const line = Math.max(1, Math.round(dpr)) / dpr;
      const y = Math.round(axisY * dpr) / dpr;
      const ticks = axisTicks(scale, width, (figure) => measured(figure, TEXT_PX));
      const at = pixelScale(pixels, dpr);
      place(y);
      dye(palette);
      const wanted = `${width} ${dpr} ${scale.unit} ${ticks.map(({ figure }) => figure).join()}`;
      if (wanted !== drawn) {
        drawn = wanted;
        const axis = axisBottom(at)
          .tickValues(ticks.map(({ time }) => time))
          .tickFormat((_, i) => ticks[i]?.figure ?? "")
          .tickSizeInner(TICK)
          .tickSizeOuter(0)
          .tickPadding(PADDING)
          .offset(line / 2);
        group
          .attr("stroke-width", line)
          .call(axis)
          .attr("font-family", null)
          .attr("font-size", null);
        group.selectAll(".tick text").attr("stroke", "none");
      }
      const marks = group.selectAll<SVGGElement, Ms>(".tick");
      marks.attr("transform", (time) => `translate(${at(time) + line / 2},0)`);
      marks.each(function (_, i) {
        const text = this.lastElementChild;
        const x = `${ticks[i]?.shift ?? 0}`;
        if (text?.getAttribute("x") !== x) text?.setAttribute("x", x);
      });
    },
  };
}
