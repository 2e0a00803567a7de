import type { Ms, TimeRange } from "../../trace/types.ts";
import type { Box } from "../layout/box.ts";
import { type Frame, isNarrow } from "../layout/frame.ts";
import { FONT_STACK, measured, TEXT_PX } from "../style/font.ts";
import { css, type Palette } from "../style/palette.ts";
import { instantOn, type TimeScale } from "../time/scale.ts";
import { ellipsised, type GutterText } from "./gutter.ts";
import { veilOf } from "./playhead.ts";
import { type Shape, shape } from "./svg.ts";

/** The SVG over the canvas: everything that is text or follows a pointer. */
interface Overlay {
  readonly node: SVGSVGElement;
  resize(frame: Frame): void;
  colours(palette: Palette): void;
  gutter(texts: readonly GutterText[], frame: Frame): void;
  cursor(time: Ms | undefined, scale: TimeScale, frame: Frame, figure: boolean): void;
  now(time: Ms | undefined, scale: TimeScale, frame: Frame): void;
  ring(box: Box | undefined): void;
  /** shades a stretch of time: one being drawn, or the one measured */
  stretch(stretch: TimeRange | undefined, scale: TimeScale, frame: Frame): void;
  scrollbar(view: ScrollState, frame: Frame): void;
  /** fades what is later than a replay has come; undefined: nothing is */
  veil(until: Ms | undefined, scale: TimeScale, frame: Frame): void;
}

/** How far rows are scrolled, CSS px. */
interface ScrollState {
  readonly scroll: number;
  readonly scrollable: number;
  readonly shown: { readonly height: number };
}

export function createOverlay(): Overlay {
  const svg = shape("svg", {
    "aria-hidden": "true",
    "font-family": FONT_STACK,
    "font-size": TEXT_PX,
  });
  Object.assign(svg.node.style, {
    position: "absolute",
    inset: "0",
    pointerEvents: "none",
    fontVariantNumeric: "tabular-nums",
  });
  const labels = labelsOf(svg);
  const veil = veilOf(svg);
  const shade = stretchOf(svg);
  const bar = scrollbarOf(svg);
  const now = svg.add("line", { "data-part": "now", "stroke-width": 1, display: "none" });
  const cursor = cursorOf(svg);
  const ring = ringOf(svg);
  let palette: Palette | undefined;
  return {
    node: svg.node,
    resize: ({ width, height }) => svg.set({ width, height }),
    colours: (next) => {
      if (palette === next) return;
      palette = next;
      now.set({ stroke: css(next.ink) });
      for (const part of [labels, cursor, ring, veil, shade, bar]) part.colours(next);
    },
    gutter: labels.write,
    now: (time, scale, { axisY }) => {
      const x = time === undefined ? undefined : inside(time, scale);
      now.show(x !== undefined);
      if (x !== undefined) now.set({ x1: x, x2: x, y1: 0, y2: axisY });
    },
    cursor: cursor.place,
    ring: ring.place,
    stretch: shade.place,
    veil: veil.place,
    scrollbar: bar.place,
  };
}

const sameTexts = (a: readonly GutterText[], b: readonly GutterText[]): boolean =>
  a.length === b.length && a.every(({ text, y }, i) => text === b[i]?.text && y === b[i]?.y);

/** Row labels, peaks and the unit of the axis. */
function labelsOf(svg: Shape) {
  const group = svg.add("g", { "data-part": "labels", "text-anchor": "end" });
  const texts: Shape[] = [];
  let written: readonly GutterText[] = [];
  let across = 0;
  let palette: Palette | undefined;
  const dye = () => {
    for (const [i, { tone }] of written.entries()) {
      const soft = tone === "soft" || tone === "unit";
      texts[i]?.set({ fill: palette ? css(soft ? palette.inkSoft : palette.ink) : null });
    }
  };
  return {
    colours: (next: Palette) => {
      palette = next;
      dye();
    },
    write: (wanted: readonly GutterText[], { gutter, width }: Frame) => {
      if (width === across && sameTexts(wanted, written)) return;
      across = width;
      const size = isNarrow(width) ? TEXT_PX - 1 : TEXT_PX;
      const gap = isNarrow(width) ? 6 : 10;
      while (texts.length > wanted.length) texts.pop()?.node.remove();
      for (const [i, { text, tone, y }] of wanted.entries()) {
        texts[i] ??= group.add("text", { dy: "0.35em" });
        texts[i].set({
          x: tone === "unit" ? gutter - 14 : gutter - gap,
          y,
          "font-weight": tone === "figure" ? 600 : 400,
        });
        texts[i].text(ellipsised(text, gutter - gap - 2, size));
      }
      group.set({ "font-size": size });
      written = wanted;
      dye();
    },
  };
}

/** Pixel of an instant, on whole pixels so that lines are crisp; undefined outside the axis. */
function inside(time: Ms, scale: TimeScale): number | undefined {
  const x = Math.round(scale.x(time)) + 0.5;
  return x >= scale.range[0] && x <= scale.range[1] + 1 ? x : undefined;
}

function cursorOf(svg: Shape) {
  const group = svg.add("g", { "data-part": "cursor", display: "none" });
  const line = group.add("line", { "stroke-width": 1 });
  const pill = group.add("rect", { height: 18, rx: 2 });
  const text = group.add("text", { "text-anchor": "middle", dy: "0.35em" });
  return {
    colours: (palette: Palette) => {
      line.set({ stroke: css(palette.ink) });
      pill.set({ fill: css(palette.ink) });
      text.set({ fill: css(palette.surface) });
    },
    place: (time: Ms | undefined, scale: TimeScale, frame: Frame, figure: boolean) => {
      const x = time === undefined ? undefined : inside(time, scale);
      group.show(x !== undefined);
      if (x === undefined || time === undefined) return;
      line.set({ x1: x, x2: x, y1: 0, y2: figure ? frame.axisY : frame.height });
      for (const part of [pill, text]) part.show(figure);
      if (!figure) return;
      const words = instantOn(scale, time);
      const width = Math.ceil(measured(words, TEXT_PX)) + 12;
      const middle = Math.max(width / 2, Math.min(frame.width - width / 2, x));
      pill.set({ x: middle - width / 2, y: frame.axisY + 5, width });
      text.set({ x: middle, y: frame.axisY + 14 });
      text.text(words);
    },
  };
}

/** A wash between two lines, from the top of the rows to the axis, and a bar on the axis itself. */
function stretchOf(svg: Shape) {
  const group = svg.add("g", { "data-part": "stretch", display: "none" });
  const wash = group.add("rect", { "fill-opacity": 0.1, y: 0 });
  const bar = group.add("rect", { height: 3 });
  const edges = [group.add("line"), group.add("line")];
  return {
    colours: (palette: Palette) => {
      for (const rect of [wash, bar]) rect.set({ fill: css(palette.ink) });
      for (const edge of edges) edge.set({ stroke: css(palette.ink) });
    },
    place: (stretch: TimeRange | undefined, scale: TimeScale, frame: Frame) => {
      const [left, right] = scale.range;
      const inSight = (time: Ms) => Math.round(Math.max(left, Math.min(right, scale.x(time))));
      const [from, to] =
        stretch === undefined ? [0, 0] : [inSight(stretch[0]), inSight(stretch[1])];
      group.show(to > from);
      if (to <= from) return;
      for (const rect of [wash, bar]) rect.set({ x: from, width: to - from });
      wash.set({ height: frame.axisY });
      bar.set({ y: frame.axisY - 1 });
      for (const [i, edge] of edges.entries()) {
        const x = (i === 0 ? from : to) + 0.5;
        edge.set({ x1: x, x2: x, y1: 0, y2: frame.axisY });
      }
    },
  };
}

/** Right of the time axis, where rows do not all fit. */
function scrollbarOf(svg: Shape) {
  const group = svg.add("g", { "data-part": "scrollbar", display: "none" });
  const track = group.add("rect", { width: 6, rx: 3, "fill-opacity": 0.15 });
  const thumb = group.add("rect", { width: 6, rx: 3, "fill-opacity": 0.6 });
  return {
    colours: (palette: Palette) => {
      for (const rect of [track, thumb]) rect.set({ fill: css(palette.inkSoft) });
    },
    place: ({ scroll, scrollable, shown }: ScrollState, { range }: Frame) => {
      group.show(scrollable > 0);
      if (scrollable <= 0) return;
      const height = shown.height;
      const length = Math.max(24, (height * height) / (height + scrollable));
      for (const rect of [track, thumb]) rect.set({ x: range[1] + 8 });
      track.set({ y: 0, height });
      thumb.set({ y: (scroll / scrollable) * (height - length), height: length });
    },
  };
}

/** Two strokes, paper under ink, so that the ring shows on any bar. */
function ringOf(svg: Shape) {
  const group = svg.add("g", { "data-part": "ring", display: "none" });
  const under = group.add("rect", { fill: "none", "stroke-width": 5, rx: 3 });
  const over = group.add("rect", { fill: "none", "stroke-width": 2, rx: 3 });
  return {
    colours: (palette: Palette) => {
      under.set({ stroke: css(palette.surface) });
      over.set({ stroke: css(palette.ink) });
    },
    place: (box: Box | undefined) => {
      group.show(box !== undefined);
      if (box === undefined) return;
      const around = { x: box.x - 2, y: box.y - 2, width: box.width + 4, height: box.height + 4 };
      for (const rect of [under, over]) rect.set(around);
    },
  };
}
