import { create, type Selection } from "d3-selection";
import type { Ms } from "../trace/types.ts";
import type { Domain } from "./domain.ts";
import { type Frame, isNarrow } from "./frame.ts";
import { ellipsised, type GutterText, measured } from "./gutter.ts";
import { css, type Palette } from "./palette.ts";
import { FONT_STACK, TEXT_PX } from "./pens.ts";
import { instantOn, type TimeScale } from "./scale.ts";
import { shownOrNot, veilOf } from "./veil.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The SVG over the canvas: everything that is text or follows a pointer. */
export interface Overlay {
  readonly node: SVGSVGElement;
  resize(frame: Frame): void;
  colours(palette: Palette): void;
  gutter(texts: readonly GutterText[], frame: Frame): void;
  cursor(time: Ms | undefined, scale: TimeScale, frame: Frame, figure: boolean): void;
  now(time: Ms | undefined, scale: TimeScale, frame: Frame): void;
  ring(box: Box | undefined): void;
  /** shades a stretch of time: one being drawn, or the one measured */
  stretch(stretch: Domain | undefined, scale: TimeScale, frame: Frame): void;
  scrollbar(view: ScrollState, frame: Frame): void;
  /** fades what is later than a replay has come; undefined: nothing is */
  veil(until: Ms | undefined, scale: TimeScale, frame: Frame): void;
}

/** How far rows are scrolled, CSS px. */
export interface ScrollState {
  readonly scroll: number;
  readonly scrollable: number;
  readonly shown: { readonly height: number };
}

export function createOverlay(): Overlay {
  const svg = create("svg")
    .attr("aria-hidden", "true")
    .attr("font-family", FONT_STACK)
    .attr("font-size", TEXT_PX)
    .style("position", "absolute")
    .style("inset", "0")
    .style("pointer-events", "none")
    .style("font-variant-numeric", "tabular-nums");
  const node = svg.node();
  if (node === null) throw new Error("SVG is not available in this document");
  const labels = svg.append("g").attr("data-part", "labels").attr("text-anchor", "end");
  const veil = veilOf(svg);
  const shade = stretchOf(svg);
  const bar = scrollbarOf(svg);
  const now = svg.append("line").attr("data-part", "now").attr("stroke-width", 1);
  const showNow = shownOrNot(now);
  const cursor = cursorOf(svg);
  const ring = ringOf(svg);
  let palette: Palette | undefined;
  const written = new Map<string, string>();
  /** A growing trace redraws 60 times a second what here stays as it is: touching it would cost a layout. */
  const changed = (part: string, value: string): boolean => {
    const same = written.get(part) === value;
    written.set(part, value);
    return !same;
  };

  const tint = (tone: GutterText["tone"]) =>
    palette === undefined
      ? null
      : css(tone === "soft" || tone === "unit" ? palette.inkSoft : palette.ink);

  return {
    node,
    resize: ({ width, height }) => {
      if (changed("size", `${width} ${height}`)) svg.attr("width", width).attr("height", height);
    },
    colours: (next) => {
      if (palette === next) return;
      palette = next;
      labels.selectAll<SVGTextElement, GutterText>("text").attr("fill", (d) => tint(d.tone));
      now.attr("stroke", css(next.ink));
      cursor.colours(next);
      ring.colours(next);
      veil.colours(next);
      shade.colours(next);
      bar.colours(next);
    },
    gutter: (texts, { gutter, width }) => {
      const all = texts.map(({ text, y }) => `${text} ${y}`).join();
      if (!changed("gutter", `${all} ${width}`)) return;
      const size = isNarrow(width) ? TEXT_PX - 1 : TEXT_PX;
      const gap = isNarrow(width) ? 6 : 10;
      labels
        .attr("font-size", size)
        .selectAll<SVGTextElement, GutterText>("text")
        .data(texts)
        .join("text")
        .attr("x", (d) => (d.tone === "unit" ? gutter - 14 : gutter - gap))
        .attr("y", (d) => d.y)
        .attr("dy", "0.35em")
        .attr("font-weight", (d) => (d.tone === "figure" ? 600 : 400))
        .attr("fill", (d) => tint(d.tone))
        .text((d) => ellipsised(d.text, gutter - gap - 2, size));
    },
    now: (time, scale, { axisY }) => {
      const x = time === undefined ? undefined : inside(time, scale);
      showNow(x !== undefined);
      if (x !== undefined) now.attr("x1", x).attr("x2", x).attr("y1", 0).attr("y2", axisY);
    },
    cursor: cursor.place,
    ring: ring.place,
    stretch: shade.place,
    veil: veil.place,
    scrollbar: bar.place,
  };
}

type Svg = Selection<SVGSVGElement, undefined, null, undefined>;

/** Pixel of an instant, on whole pixels so that lines are crisp; undefined outside the axis. */
function inside(time: Ms, scale: TimeScale): number | undefined {
  const x = Math.round(scale.x(time)) + 0.5;
  return x >= scale.range[0] && x <= scale.range[1] + 1 ? x : undefined;
}

function cursorOf(svg: Svg) {
  const group = svg.append("g").attr("data-part", "cursor");
  const show = shownOrNot(group);
  const line = group.append("line").attr("stroke-width", 1);
  const pill = group.append("rect").attr("height", 18).attr("rx", 2);
  const text = group.append("text").attr("text-anchor", "middle").attr("dy", "0.35em");
  return {
    colours: (palette: Palette) => {
      line.attr("stroke", css(palette.ink));
      pill.attr("fill", css(palette.ink));
      text.attr("fill", css(palette.surface));
    },
    place: (time: Ms | undefined, scale: TimeScale, frame: Frame, figure: boolean) => {
      const x = time === undefined ? undefined : inside(time, scale);
      show(x !== undefined);
      if (x === undefined || time === undefined) return;
      line
        .attr("x1", x)
        .attr("x2", x)
        .attr("y1", 0)
        .attr("y2", figure ? frame.axisY : frame.height);
      pill.attr("display", figure ? null : "none");
      text.attr("display", figure ? null : "none");
      if (!figure) return;
      const words = instantOn(scale, time);
      const width = Math.ceil(measured(words, TEXT_PX)) + 12;
      const middle = Math.max(width / 2, Math.min(frame.width - width / 2, x));
      pill
        .attr("x", middle - width / 2)
        .attr("y", frame.axisY + 5)
        .attr("width", width);
      text
        .attr("x", middle)
        .attr("y", frame.axisY + 14)
        .text(words);
    },
  };
}

/** A wash between two lines, from the top of the rows to the axis, and a bar on the axis itself. */
function stretchOf(svg: Svg) {
  const group = svg.append("g").attr("data-part", "stretch");
  const show = shownOrNot(group);
  const wash = group.append("rect").attr("fill-opacity", 0.1).attr("y", 0);
  const bar = group.append("rect").attr("height", 3);
  const edges = [group.append("line"), group.append("line")];
  return {
    colours: (palette: Palette) => {
      for (const rect of [wash, bar]) rect.attr("fill", css(palette.ink));
      for (const edge of edges) edge.attr("stroke", css(palette.ink));
    },
    place: (stretch: Domain | undefined, scale: TimeScale, frame: Frame) => {
      const [left, right] = scale.range;
      const inSight = (time: Ms) => Math.round(Math.max(left, Math.min(right, scale.x(time))));
      const [from, to] =
        stretch === undefined ? [0, 0] : [inSight(stretch[0]), inSight(stretch[1])];
      show(stretch !== undefined && to > from);
      if (to <= from) return;
      for (const rect of [wash, bar]) rect.attr("x", from).attr("width", to - from);
      wash.attr("height", frame.axisY);
      bar.attr("y", frame.axisY - 1);
      for (const [i, edge] of edges.entries()) {
        const x = (i === 0 ? from : to) + 0.5;
        edge.attr("x1", x).attr("x2", x).attr("y1", 0).attr("y2", frame.axisY);
      }
    },
  };
}

/** Right of the time axis, where rows do not all fit. */
function scrollbarOf(svg: Svg) {
  const group = svg.append("g").attr("data-part", "scrollbar");
  const show = shownOrNot(group);
  const track = group.append("rect").attr("width", 6).attr("rx", 3).attr("fill-opacity", 0.15);
  const thumb = group.append("rect").attr("width", 6).attr("rx", 3).attr("fill-opacity", 0.6);
  return {
    colours: (palette: Palette) => {
      for (const rect of [track, thumb]) rect.attr("fill", css(palette.inkSoft));
    },
    place: ({ scroll, scrollable, shown }: ScrollState, { range }: Frame) => {
      show(scrollable > 0);
      if (scrollable <= 0) return;
      const height = shown.height;
      const length = Math.max(24, (height * height) / (height + scrollable));
      for (const rect of [track, thumb]) rect.attr("x", range[1] + 8);
      track.attr("y", 0).attr("height", height);
      thumb.attr("y", (scroll / scrollable) * (height - length)).attr("height", length);
    },
  };
}

/** Two strokes, paper under ink, so that the ring shows on any bar. */
function ringOf(svg: Svg) {
  const group = svg.append("g").attr("data-part", "ring");
  const show = shownOrNot(group);
  const under = group.append("rect").attr("fill", "none").attr("stroke-width", 5).attr("rx", 3);
  const over = group.append("rect").attr("fill", "none").attr("stroke-width", 2).attr("rx", 3);
  return {
    colours: (palette: Palette) => {
      under.attr("stroke", css(palette.surface));
      over.attr("stroke", css(palette.ink));
    },
    place: (box: Box | undefined) => {
      show(box !== undefined);
      if (box === undefined) return;
      for (const rect of [under, over]) {
        rect
          .attr("x", box.x - 2)
          .attr("y", box.y - 2)
          .attr("width", box.width + 4)
          .attr("height", box.height + 4);
      }
    },
  };
}
