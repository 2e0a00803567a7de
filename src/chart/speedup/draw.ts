import { create } from "d3-selection";
import { FONT_STACK, TEXT_PX } from "../style/font.ts";
import { css, type Palette, type Token } from "../style/palette.ts";
import { drawAxisTexts, drawCores, drawGrid, drawIdeal } from "./draw-axes.ts";
import {
  drawBand,
  drawCursor,
  drawKnee,
  drawLines,
  drawLongestFirst,
  drawMeasured,
  drawNames,
  drawNow,
} from "./draw-series.ts";
import type { Group } from "./series-looks.ts";
import type { SpeedupFrame } from "./speedup-frame.ts";
import type { SpeedupPlotProps } from "./speedup-points.ts";

/** The SVG of one speedup plot. */
interface SpeedupDrawing {
  readonly node: SVGSVGElement;
  draw(props: SpeedupPlotProps, frame: SpeedupFrame, palette: Palette): void;
  /** marks a number of lanes; undefined: none */
  point(
    lanes: number | undefined,
    props: SpeedupPlotProps,
    frame: SpeedupFrame,
    palette: Palette,
  ): void;
}

/** @param id unique in the document: the plot's clip path is referred to by it */
export function createSpeedupDrawing(id: string): SpeedupDrawing {
  const svg = create("svg")
    .attr("aria-hidden", "true")
    .attr("font-family", FONT_STACK)
    .style("display", "block")
    .style("pointer-events", "none")
    .style("font-variant-numeric", "tabular-nums");
  const node = svg.node();
  if (node === null) throw new Error("SVG is not available in this document");
  const inside = svg.append("clipPath").attr("id", id).append("rect");
  const part = (name: string): Group => svg.append("g").attr("data-part", name);
  const clipped = (name: string): Group => part(name).attr("clip-path", `url(#${id})`);
  // In the order in which they cover each other.
  const grid = part("grid");
  const now = part("now");
  const cores = part("cores");
  const ideal = clipped("ideal");
  const band = clipped("band");
  const longestFirst = clipped("longest-first");
  const lines = clipped("lines");
  const cursor = part("cursor");
  const measured = clipped("measured");
  const knee = part("knee");
  const axes = part("axes");
  const names = part("names");

  return {
    node,
    draw(props, frame, palette) {
      const { width, height, left, right, top, bottom, narrow } = frame;
      const colour = (token: Token): string => css(palette[token]);
      svg
        .attr("width", width)
        .attr("height", height)
        .attr("font-size", narrow ? TEXT_PX - 1 : TEXT_PX);
      inside
        .attr("x", left)
        .attr("y", top - 8)
        .attr("width", right - left + 8)
        .attr("height", bottom - top + 8);
      drawGrid(grid, frame, colour);
      drawNow(now, props.now, frame, colour);
      drawCores(cores, props, frame, colour);
      drawIdeal(ideal, frame, colour);
      drawBand(band, props.amdahl, frame, colour);
      drawLines(lines, props, frame, colour);
      drawLongestFirst(longestFirst, props.longestFirst, frame, colour);
      drawMeasured(measured, props, frame, colour);
      drawKnee(knee, props, frame, colour);
      drawAxisTexts(axes, frame, colour);
      drawNames(names, props, frame, colour);
    },
    point(lanes, props, frame, palette) {
      drawCursor(cursor, lanes, props, frame, (token) => css(palette[token]));
    },
  };
}
