import { area } from "d3-shape";
import { pathIn } from "./draw-axes.ts";
import { type Colour, crisp, type Group, LOOKS } from "./series-looks.ts";
import { type NameTag, nameTags, type SpeedupFrame } from "./speedup-frame.ts";
import type {
  MeasuredSpeedup,
  SeriesKey,
  SpeedupAt,
  SpeedupBand,
  SpeedupPlotProps,
} from "./speedup-points.ts";

const LINES = ["limit", "predicted", "usl", "amdahl"] as const satisfies readonly SeriesKey[];
/** radius of a measured dot, half a dash of the longest-first schedule, half a whisker's end; px */
const DOT = 4.5;
const DASH = 7;
const END = 4;

export function drawBand(
  group: Group,
  points: readonly SpeedupBand[],
  { x, y }: SpeedupFrame,
  colour: Colour,
): void {
  const shape = area<SpeedupBand>()
    .x((point) => x(point.lanes))
    .y0((point) => y(point.low))
    .y1((point) => y(point.high));
  group
    .selectAll<SVGPathElement, readonly SpeedupBand[]>("path")
    .data(points.length > 0 ? [points] : [])
    .join("path")
    .attr("d", (d) => shape([...d]))
    .attr("fill", colour(LOOKS.amdahl.token))
    .attr("fill-opacity", 0.2);
}

export function drawLines(
  group: Group,
  props: SpeedupPlotProps,
  frame: SpeedupFrame,
  colour: Colour,
): void {
  group
    .selectAll<SVGPathElement, (typeof LINES)[number]>("path")
    .data(LINES.filter((key) => props[key].length > 0))
    .join("path")
    .attr("data-series", (key) => key)
    .attr("d", (key) => pathIn(frame)([...props[key]]))
    .attr("fill", "none")
    .attr("stroke", (key) => colour(LOOKS[key].token))
    .attr("stroke-width", (key) => LOOKS[key].width)
    .attr("stroke-dasharray", (key) => LOOKS[key].dash);
}

/** A dash for each number of lanes: schedules jump from one to the next, and nothing lies between. */
export function drawLongestFirst(
  group: Group,
  points: readonly SpeedupAt[],
  { x, y }: SpeedupFrame,
  colour: Colour,
): void {
  const half = Math.min(DASH, Math.max(1.5, (x(2) - x(1)) / 3));
  group
    .selectAll<SVGLineElement, SpeedupAt>("line")
    .data([...points])
    .join("line")
    .attr("x1", (point) => x(point.lanes) - half)
    .attr("x2", (point) => x(point.lanes) + half)
    .attr("y1", (point) => y(point.speedup))
    .attr("y2", (point) => y(point.speedup))
    .attr("stroke", colour(LOOKS.longestFirst.token))
    .attr("stroke-width", LOOKS.longestFirst.width);
}

/** Dots at the medians, whiskers from the slowest to the fastest run. */
export function drawMeasured(
  group: Group,
  { measured }: SpeedupPlotProps,
  { x, y }: SpeedupFrame,
  colour: Colour,
): void {
  const whisker = ({ lanes, low, high }: MeasuredSpeedup): string => {
    const [at, from, to] = [x(lanes), y(low), y(high)];
    return `M${at - END},${from}H${at + END}M${at},${from}V${to}M${at - END},${to}H${at + END}`;
  };
  group
    .selectAll<SVGPathElement, MeasuredSpeedup>("path")
    .data(measured.filter(({ low, high }) => y(low) - y(high) > 1))
    .join("path")
    .attr("d", whisker)
    .attr("stroke", colour(LOOKS.measured.token))
    .attr("stroke-width", 1.5);
  group
    .selectAll<SVGCircleElement, MeasuredSpeedup>("circle")
    .data([...measured])
    .join("circle")
    .attr("cx", ({ lanes }) => x(lanes))
    .attr("cy", ({ speedup }) => y(speedup))
    .attr("r", DOT)
    .attr("fill", colour(LOOKS.measured.token))
    .attr("stroke", colour("surface"))
    .attr("stroke-width", 1.5);
}

/** A ring where more lanes stop adding anything, and how far it went. */
export function drawKnee(
  group: Group,
  { knee }: SpeedupPlotProps,
  frame: SpeedupFrame,
  colour: Colour,
): void {
  const { x, y, bottom } = frame;
  const shown = knee === undefined ? [] : [knee];
  group
    .selectAll<SVGCircleElement, SpeedupAt>("circle")
    .data(shown)
    .join("circle")
    .attr("cx", ({ lanes }) => x(lanes))
    .attr("cy", ({ speedup }) => y(speedup))
    .attr("r", 10)
    .attr("fill", "none")
    .attr("stroke", colour("ink"))
    .attr("stroke-width", 1.5);
  group
    .selectAll<SVGTextElement, SpeedupAt>("text")
    .data(shown)
    .join("text")
    .attr("x", ({ lanes }) => x(lanes) + 6)
    .attr("y", ({ speedup }) => y(speedup) + (y(speedup) + 40 < bottom ? 28 : -18))
    .attr("font-weight", 600)
    .attr("fill", colour("ink"))
    .attr("stroke", colour("surface"))
    .attr("stroke-width", 4)
    .attr("stroke-linejoin", "round")
    .attr("paint-order", "stroke")
    .text(({ speedup }) => `scales to ${Number(speedup.toFixed(1))}`);
}

/** Which lanes are being measured: a mark on the axis. */
export function drawNow(
  group: Group,
  now: number | undefined,
  { x, top, bottom }: SpeedupFrame,
  colour: Colour,
): void {
  group
    .selectAll<SVGRectElement, number>("rect")
    .data(now === undefined ? [] : [now])
    .join("rect")
    .attr("x", (lanes) => x(lanes) - 8)
    .attr("width", 16)
    .attr("y", top)
    .attr("height", bottom - top)
    .attr("fill", colour("running"))
    .attr("fill-opacity", 0.14);
}

/** The number of lanes that the pointer or the keyboard is on. */
export function drawCursor(
  group: Group,
  lanes: number | undefined,
  { measured }: SpeedupPlotProps,
  { x, y, top, bottom }: SpeedupFrame,
  colour: Colour,
): void {
  const shown = lanes === undefined ? [] : [lanes];
  group
    .selectAll<SVGLineElement, number>("line")
    .data(shown)
    .join("line")
    .attr("x1", (n) => crisp(x(n)))
    .attr("x2", (n) => crisp(x(n)))
    .attr("y1", top)
    .attr("y2", bottom)
    .attr("stroke", colour("ink"));
  group
    .selectAll<SVGCircleElement, MeasuredSpeedup>("circle")
    .data(measured.filter((point) => point.lanes === lanes))
    .join("circle")
    .attr("cx", (point) => x(point.lanes))
    .attr("cy", (point) => y(point.speedup))
    .attr("r", DOT + 3)
    .attr("fill", "none")
    .attr("stroke", colour("ink"))
    .attr("stroke-width", 1.5);
}

/** Beside the end of each line a sample of it and its name: no legend to look up. */
export function drawNames(
  group: Group,
  props: SpeedupPlotProps,
  frame: SpeedupFrame,
  colour: Colour,
): void {
  const tags = nameTags(props, frame);
  const from = frame.right + 10;
  const to = from + (frame.narrow ? 12 : 18);
  group
    .selectAll<SVGLineElement, NameTag>("line")
    .data(tags.filter(({ key }) => key !== "measured"))
    .join("line")
    .attr("x1", from)
    .attr("x2", to)
    .attr("y1", (tag) => tag.y)
    .attr("y2", (tag) => tag.y)
    .attr("stroke", ({ key }) => colour(LOOKS[key].token))
    .attr("stroke-width", ({ key }) => LOOKS[key].width)
    .attr("stroke-dasharray", ({ key }) => LOOKS[key].dash);
  group
    .selectAll<SVGCircleElement, NameTag>("circle")
    .data(tags.filter(({ key }) => key === "measured"))
    .join("circle")
    .attr("cx", (from + to) / 2)
    .attr("cy", (tag) => tag.y)
    .attr("r", DOT - 0.5)
    .attr("fill", colour(LOOKS.measured.token));
  group
    .selectAll<SVGTextElement, NameTag>("text")
    .data([...tags])
    .join("text")
    .attr("x", to + 6)
    .attr("y", (tag) => tag.y)
    .attr("dy", "0.35em")
    .attr("fill", colour("ink"))
    .text((tag) => tag.text);
}
