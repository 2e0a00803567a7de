import type { Trace } from "../trace/types.ts";
import { ellipsised, gutterTexts, measured, unitText } from "./gutter.ts";
import { type LegendEntry, legendOf } from "./legend.ts";
import type { Palette } from "./palette.ts";
import { markSvg, patternDefs } from "./picture-fills.ts";
import { rowsSvg } from "./picture-rows.ts";
import { stripSvg } from "./picture-strip.ts";
import { documentOf, hex, round, textAt } from "./picture-svg.ts";
import { provenanceLine } from "./picture-words.ts";
import type { RowsBy } from "./rows.ts";
import { type View, viewOf } from "./scene.ts";

/** One timeline of a picture. */
export interface PictureSide {
  /** "A: Event loop" */
  readonly name: string;
  /** "in progress 2 · executing 1 · 400 ms" */
  readonly figures: string;
  readonly trace: Trace;
  readonly ghost: Trace | undefined;
}

export interface PictureProps {
  readonly title: string;
  readonly rows: RowsBy;
  readonly sides: readonly PictureSide[];
  /** the theme's */
  readonly palette: Palette;
  /** CSS px; 1200 unless told */
  readonly width?: number;
}

export interface Picture {
  readonly svg: string;
  /** CSS px */
  readonly width: number;
  readonly height: number;
}

const MARGIN = 24;
const SMALL = 12;

/** A part of the picture and the height it takes. */
interface Part {
  readonly svg: string;
  readonly height: number;
}

/**
 * All timelines of a page as one picture that stands by itself: title, what was measured how, the two numbers, one
 * time axis, and what the bars mean.
 *
 * ```
 * Title
 * A: Event loop                       in progress 2 · executing 1 · 400 ms
 * measured on 2 cores, 5 µs clock, 2026-11-21 09:40 UTC
 * rows, strip
 * B: ...
 * axis
 * ■ running  ▨ waiting                                             Overlap
 * ```
 */
export function picture({ title, rows, sides, palette, width = 1200 }: PictureProps): Picture {
  const inner = width - 2 * MARGIN;
  const until = Math.max(
    1e-6,
    ...sides.map((s) => Math.max(s.trace.duration, s.ghost?.duration ?? 0)),
  );
  const parts = [
    titlePart(title, inner, palette),
    ...sides.map((side, i) => sidePart(side, rows, until, i === sides.length - 1, inner, palette)),
    legendPart(sides, inner, palette),
  ];
  let y = MARGIN;
  const placed = parts.map(({ svg, height }) => {
    const at = y;
    y += height;
    return `<g transform="translate(${MARGIN} ${round(at)})">${svg}</g>`;
  });
  const height = Math.ceil(y + MARGIN);
  const name = [title, ...sides.map((side) => `${side.name}: ${side.figures}`)].join(". ");
  return {
    svg: documentOf(width, height, name, palette, [patternDefs(palette), ...placed]),
    width,
    height,
  };
}

function titlePart(title: string, width: number, palette: Palette): Part {
  const look = { size: 20, fill: hex(palette.ink), weight: 600 };
  return { svg: textAt(0, 12, ellipsised(title, width * 0.95, 20), look), height: 40 };
}

function sidePart(
  { name, figures, trace, ghost }: PictureSide,
  rows: RowsBy,
  until: number,
  axis: boolean,
  width: number,
  palette: Palette,
): Part {
  const domain = [0, until] as const;
  const view = viewOf({ trace, ghost, rows, domain, axis, strip: true, label: name }, width);
  const soft = { size: SMALL, fill: hex(palette.inkSoft) };
  const hidden = view.layout.rows.length - view.shown.rows.length;
  const about = `${provenanceLine(trace.provenance)}${hidden > 0 ? `; the first ${view.shown.rows.length} of ${view.layout.rows.length} rows` : ""}`;
  const room = width - measured(figures, 14) * 1.1 - 24;
  const head = [
    textAt(0, 12, ellipsised(name, room, 16), { size: 15, fill: hex(palette.ink), weight: 600 }),
    textAt(width, 12, figures, { size: 14, fill: hex(palette.ink), anchor: "end" }),
    textAt(0, 32, ellipsised(about, width, SMALL), soft),
  ];
  const chart = [
    gridSvg(view, palette),
    rowsSvg(view, palette),
    stripSvg(view, palette),
    textSvg(view, axis, palette),
  ];
  return {
    svg: `${head.join("")}<g transform="translate(0 48)">${chart.join("")}</g>`,
    height: 48 + view.frame.height + 20,
  };
}

const gridSvg = ({ scale, gridTo }: View, palette: Palette): string =>
  `<path d="${scale.ticks.map((tick) => `M${round(scale.x(tick))} 0V${round(gridTo)}`).join("")}" stroke="${hex(palette.grid)}"/>`;

/** Labels of rows and strip, and the figures of the axis. */
function textSvg(view: View, axis: boolean, palette: Palette): string {
  const { frame, scale, shown, peaks, trace } = view;
  const unit = axis ? unitText(scale.unit, trace) : undefined;
  const texts = gutterTexts(shown, frame, peaks, unit).map(({ text, y, tone }) =>
    textAt(
      frame.gutter - (tone === "unit" ? 14 : 10),
      y,
      ellipsised(text, frame.gutter - 12, SMALL),
      {
        size: SMALL,
        fill: hex(tone === "soft" || tone === "unit" ? palette.inkSoft : palette.ink),
        weight: tone === "figure" ? 600 : 400,
        anchor: "end",
      },
    ),
  );
  if (!axis) return texts.join("");
  const [left, right] = scale.range;
  const ticks = scale.ticks.map((tick) => `M${round(scale.x(tick))} ${frame.axisY}v5`).join("");
  const line = `<path d="M${left} ${frame.axisY}H${right}${ticks}" fill="none" stroke="${hex(palette.inkSoft)}"/>`;
  const figures = scale.ticks.map((tick) =>
    textAt(scale.x(tick), frame.axisY + 15, scale.figure(tick), {
      size: SMALL,
      fill: hex(palette.inkSoft),
      anchor: "middle",
    }),
  );
  return [...texts, line, ...figures].join("");
}

const SWATCH = { width: 28, height: 14 };

/** What the bars mean, in as many lines as it takes, and where the picture is from. */
function legendPart(sides: readonly PictureSide[], width: number, palette: Palette): Part {
  const entries = new Map(
    sides
      .flatMap(({ trace, ghost }) => legendOf(trace, ghost))
      .map((entry): [string, LegendEntry] => [entry.key, entry]),
  );
  const soft = { size: SMALL, fill: hex(palette.inkSoft) };
  let [x, y] = [0, 10];
  const swatches = [...entries.values()].map(({ label, swatch: { state, tint, predicted } }) => {
    const text = ellipsised(label, 320, SMALL);
    const wide = SWATCH.width + 8 + measured(text, SMALL) + 20;
    if (x > 0 && x + wide > width - 80) [x, y] = [0, y + 22];
    const rect = { x, y: y - 7, ...SWATCH };
    const third = { ...rect, x: x + 9, width: 10 };
    const sample =
      state === "preempted"
        ? markSvg(rect, "running", tint, palette, false) +
          markSvg(third, state, tint, palette, false)
        : markSvg(rect, state, tint, palette, predicted);
    const svg = sample + textAt(x + SWATCH.width + 8, y, text, soft);
    x += wide;
    return svg;
  });
  swatches.push(textAt(width, y, "Overlap", { ...soft, anchor: "end" }));
  return { svg: swatches.join(""), height: y + 10 };
}
