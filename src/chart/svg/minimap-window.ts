import type { TimeRange } from "../../trace/types.ts";
import { isNarrow } from "../layout/frame.ts";
import { WINDOW_EDGE } from "../layout/minimap-frame.ts";
import { TEXT_PX } from "../style/font.ts";
import { css, type Palette } from "../style/palette.ts";
import type { TimeScale } from "../time/scale.ts";
import { type Group, svgOver, whereChanged } from "./svg.ts";

/** Height of a grip, CSS px. */
const GRIP = 12;
/** Height of what marks a task, CSS px: what there is between the lines of two traces. */
const LIFE = 2;
/** How much paper covers what is not shown. */
const RECEDES = 0.66;

/** What lies over a minimap, CSS px. */
interface MinimapMarks {
  readonly scale: TimeScale;
  readonly domain: TimeRange;
  /** the domain is all there is: the window has no grips */
  readonly whole: boolean;
  /** where the selected task of each trace is, and the bottom of its line */
  readonly lives: readonly { readonly life: TimeRange; readonly floor: number }[];
  readonly width: number;
  readonly height: number;
}

/** What is not shown recedes; the window has an edge and two grips; selected tasks lie over it, as they recede nowhere. */
export function createMinimapWindow() {
  const { node, resize, part } = svgOver();
  const drawWindow = windowIn(part());
  const lives = part().attr("data-part", "lives");
  const name = nameIn(part());
  return {
    node,
    draw(
      { scale, domain, whole, lives: marked, width, height }: MinimapMarks,
      palette: Palette,
      dpr: number,
    ): void {
      const [left, right] = scale.range;
      const crisp = (x: number): number => Math.round(x * dpr) / dpr;
      const line = Math.max(1, Math.round(dpr)) / dpr;
      const [from, to] = [crisp(scale.x(domain[0])), crisp(scale.x(domain[1]))];
      resize(width, height);
      name(left, width, height, palette);
      drawWindow(from, to, crisp(left), crisp(right), height, line, whole, palette);
      lives
        .selectAll("rect")
        .data(marked)
        .join("rect")
        .attr("x", ({ life }) => crisp(scale.x(life[0])))
        .attr("y", ({ floor }) => crisp(floor))
        .attr("width", ({ life: [start, end] }) =>
          Math.max(LIFE, crisp(scale.x(end)) - crisp(scale.x(start))),
        )
        .attr("height", LIFE)
        .attr("fill", css(palette.ink));
    },
  };
}

function windowIn(group: Group) {
  group.attr("data-part", "window");
  return whereChanged(
    (
      from: number,
      to: number,
      left: number,
      right: number,
      height: number,
      line: number,
      whole: boolean,
      palette: Palette,
    ) => {
      group
        .selectAll("rect.shade")
        .data([
          [left, from],
          [to, right],
        ] as const)
        .join((enter) => enter.append("rect").attr("class", "shade"))
        .attr("x", ([x]) => x)
        .attr("width", ([x, end]) => Math.max(0, end - x))
        .attr("height", height)
        .attr("fill", css(palette.surface))
        .attr("fill-opacity", RECEDES);
      group
        .selectAll("rect.edge")
        .data([to - from])
        .join((enter) => enter.append("rect").attr("class", "edge").attr("fill", "none"))
        .attr("x", from + line / 2)
        .attr("y", line / 2)
        .attr("width", (width) => Math.max(line, width) - line)
        .attr("height", height - line)
        .attr("stroke", css(whole ? palette.grid : palette.inkSoft))
        .attr("stroke-width", line);
      group
        .selectAll("rect.grip")
        .data(whole ? [] : [from - Math.floor(WINDOW_EDGE / 2), to - Math.ceil(WINDOW_EDGE / 2)])
        .join((enter) => enter.append("rect").attr("class", "grip"))
        .attr("x", (x) => x)
        .attr("y", Math.round((height - GRIP) / 2))
        .attr("width", WINDOW_EDGE)
        .attr("height", GRIP)
        .attr("fill", css(palette.inkSoft));
    },
  );
}

function nameIn(group: Group) {
  const text = group.append("text").attr("text-anchor", "end").attr("dy", "0.35em");
  return whereChanged((left: number, width: number, height: number, palette: Palette) => {
    const narrow = isNarrow(width);
    text
      .attr("x", left - (narrow ? 6 : 10))
      .attr("y", height / 2)
      .attr("font-size", narrow ? TEXT_PX - 1 : TEXT_PX)
      .attr("fill", css(palette.inkSoft))
      .text("whole run");
  });
}
