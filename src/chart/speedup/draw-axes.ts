import { line } from "d3-shape";
import { counted } from "../../metrics/format.ts";
import { type Colour, crisp, type Group } from "./series-looks.ts";
import type { SpeedupFrame } from "./speedup-frame.ts";
import type { SpeedupAt, SpeedupPlotProps } from "./speedup-points.ts";

export const pathIn = ({ x, y }: SpeedupFrame) =>
  line<SpeedupAt>()
    .x((point) => x(point.lanes))
    .y((point) => y(point.speedup));

export function drawGrid(group: Group, frame: SpeedupFrame, colour: Colour): void {
  const { y, left, right, bottom, speedupTicks } = frame;
  group
    .selectAll("line")
    .data([...speedupTicks.filter((tick) => tick > 0), 0])
    .join("line")
    .attr("x1", left)
    .attr("x2", right)
    .attr("y1", (tick) => crisp(tick === 0 ? bottom : y(tick)))
    .attr("y2", (tick) => crisp(tick === 0 ? bottom : y(tick)))
    .attr("stroke", (tick) => colour(tick === 0 ? "inkSoft" : "grid"));
}

interface AxisText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

export function drawAxisTexts(group: Group, frame: SpeedupFrame, colour: Colour): void {
  const { x, y, left, bottom, laneTicks, speedupTicks, narrow } = frame;
  const below = bottom + 18;
  const texts: readonly AxisText[] = [
    ...speedupTicks.map(
      (tick): AxisText => ({ text: `${tick}×`, x: left - 8, y: y(tick) + 4, anchor: "end" }),
    ),
    ...laneTicks.map(
      (tick): AxisText => ({ text: `${tick}`, x: x(tick), y: below, anchor: "middle" }),
    ),
    { text: "lanes", x: 0, y: below, anchor: "start" },
    { text: narrow ? "speedup" : "speedup against one lane", x: 0, y: 12, anchor: "start" },
  ];
  group
    .selectAll<SVGTextElement, AxisText>("text")
    .data(texts)
    .join("text")
    .attr("x", (d) => d.x)
    .attr("y", (d) => d.y)
    .attr("text-anchor", (d) => d.anchor)
    .attr("fill", colour("inkSoft"))
    .text((d) => d.text);
}

/** n lanes, n times as fast: faint, and named where it leaves the plot. */
export function drawIdeal(group: Group, frame: SpeedupFrame, colour: Colour): void {
  const { x, y, top } = frame;
  const most = x.domain()[1] ?? 1;
  const end = Math.min(most, y.domain()[1] ?? 1);
  const ends: readonly SpeedupAt[] = [1, most].map((n) => ({ lanes: n, speedup: n }));
  group
    .selectAll("path")
    .data([ends])
    .join("path")
    .attr("d", pathIn(frame))
    .attr("fill", "none")
    .attr("stroke", colour("inkSoft"))
    .attr("stroke-width", 1.25)
    .attr("stroke-dasharray", "0.1 4")
    .attr("stroke-linecap", "round");
  // The name's baseline lies 12 px below the end; its last letter keeps clear of the line there.
  const steepness = (y(0) - y(1)) / (x(2) - x(1));
  group
    .selectAll("text")
    .data([end])
    .join("text")
    .attr("x", x(end) - 12 / steepness - 6)
    .attr("y", Math.max(y(end), top) + 12)
    .attr("text-anchor", "end")
    .attr("fill", colour("inkSoft"))
    .text("ideal");
}

/** A line at the cores that the browser reports, named under the axis. */
export function drawCores(
  group: Group,
  { cores, most }: SpeedupPlotProps,
  frame: SpeedupFrame,
  colour: Colour,
): void {
  const { x, top, bottom } = frame;
  const shown = cores <= most ? [cores] : [];
  group
    .selectAll("line")
    .data(shown)
    .join("line")
    .attr("x1", (n) => crisp(x(n)))
    .attr("x2", (n) => crisp(x(n)))
    .attr("y1", top - 8)
    .attr("y2", bottom)
    .attr("stroke", colour("inkSoft"))
    .attr("stroke-dasharray", "2 4");
  const text = `${counted(cores, "core")} reported`;
  group
    .selectAll("text")
    .data(shown)
    .join("text")
    .attr("x", (n) => Math.max(54, Math.min(frame.width - 54, x(n))))
    .attr("y", bottom + 36)
    .attr("text-anchor", "middle")
    .attr("fill", colour("inkSoft"))
    .text(text);
}
