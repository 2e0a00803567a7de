import type { TaskId, TimeRange, Trace } from "../../trace/types.ts";
import type { RowSort, RowsBy } from "../layout/rows.ts";
import { provenanceLine } from "../reading/provenance-line.ts";
import { type TimelineProps, type View, viewOf } from "../scene/scene.ts";
import { rowToSee } from "../scene/scroll-into-view.ts";
import { measured } from "../style/font.ts";
import type { Palette } from "../style/palette.ts";
import { ellipsised, gutterTexts, unitText } from "../svg/gutter.ts";
import { axisTicks, TICK } from "../time/ticks.ts";
import { patternDefs } from "./picture-fills.ts";
import { legendPart } from "./picture-legend.ts";
import { rowsSvg } from "./picture-rows.ts";
import { stripSvg } from "./picture-strip.ts";
import { documentOf, hex, type Part, round, SMALL, textAt } from "./picture-svg.ts";
import { inSight } from "./picture-words.ts";

/** One timeline of a picture. */
interface PictureSide {
  /** "A: Event loop" */
  readonly name: string;
  /** "in progress 2 · executing 1 · 400 ms" */
  readonly figures: string;
  readonly trace: Trace;
  readonly ghost: Trace | undefined;
  /** highlighted */
  readonly selected?: TaskId | undefined;
  /** how far its rows are scrolled on the screen, CSS px; to the selected task unless told */
  readonly scroll?: number | undefined;
  /** the two numbers of `range`, where there is one */
  readonly inRange?: string | undefined;
}

export interface PictureProps {
  readonly title: string;
  readonly rows: RowsBy;
  /** order of rows by task; that of the plan unless told */
  readonly sort?: RowSort | undefined;
  /** the stretch shown, ms; everything unless told */
  readonly domain?: TimeRange | undefined;
  /** the stretch measured, ms: shaded */
  readonly range?: TimeRange | undefined;
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

/**
 * All timelines of a page as one picture that stands by itself: title, what was measured how, the two numbers, one
 * time axis, and what the bars mean.
 *
 * ```
 * Title
 * 100 ms to 200 ms of 400 ms; selected: 120 ms to 150 ms
 * A: Event loop                       in progress 2 · executing 1 · 400 ms
 * measured on 2 cores, 5 µs clock, 2026-11-21 09:40 UTC
 * rows, strip
 * B: ...
 * axis
 * ■ running  ▨ waiting                                             Overlap
 * ```
 */
export function picture(props: PictureProps): Picture {
  const { title, sides, palette, width = 1200 } = props;
  const inner = width - 2 * MARGIN;
  const until = Math.max(
    1e-6,
    ...sides.map((s) => Math.max(s.trace.duration, s.ghost?.duration ?? 0)),
  );
  const shown = { ...props, domain: props.domain ?? ([0, until] as const) };
  const stretch = inSight(props.domain, props.range, until);
  const parts = [
    titlePart(title, stretch, inner, palette),
    ...sides.map((side, i) => sidePart(side, shown, i === sides.length - 1, inner)),
    legendPart(sides, inner, palette),
  ];
  let y = MARGIN;
  const placed = parts.map(({ svg, height }) => {
    const at = y;
    y += height;
    return `<g transform="translate(${MARGIN} ${round(at)})">${svg}</g>`;
  });
  const height = Math.ceil(y + MARGIN);
  const name = [
    title,
    ...(stretch === "" ? [] : [stretch]),
    ...sides.map((side) => `${side.name}: ${side.figures}`),
  ].join(". ");
  return {
    svg: documentOf(width, height, name, palette, [patternDefs(palette), ...placed]),
    width,
    height,
  };
}

function titlePart(title: string, stretch: string, width: number, palette: Palette): Part {
  const look = { size: 20, fill: hex(palette.ink), weight: 600 };
  const head = textAt(0, 12, ellipsised(title, width * 0.95, 20), look);
  if (stretch === "") return { svg: head, height: 40 };
  const soft = { size: SMALL, fill: hex(palette.inkSoft) };
  return { svg: head + textAt(0, 36, ellipsised(stretch, width, SMALL), soft), height: 60 };
}

function sidePart(
  { name, figures, trace, ghost, selected, scroll, inRange }: PictureSide,
  { rows, sort, domain, range, palette }: PictureProps & { readonly domain: TimeRange },
  axis: boolean,
  width: number,
): Part {
  const props = { rows, sort, domain, axis, strip: true, label: name };
  const drawn = { ...props, trace, ghost, selected };
  const view = scroll === undefined ? withSelected(drawn, width) : viewOf(drawn, width, scroll);
  const soft = { size: SMALL, fill: hex(palette.inkSoft) };
  const about = [
    provenanceLine(trace.provenance),
    ...rowsInSight(view),
    ...(inRange === undefined ? [] : [`selected: ${inRange}`]),
  ].join("; ");
  const room = width - measured(figures, 14) * 1.1 - 24;
  const head = [
    textAt(0, 12, ellipsised(name, room, 16), { size: 15, fill: hex(palette.ink), weight: 600 }),
    textAt(width, 12, figures, { size: 14, fill: hex(palette.ink), anchor: "end" }),
    textAt(0, 32, ellipsised(about, width, SMALL), soft),
  ];
  const chart = [
    gridSvg(view, palette),
    windowSvg(view, rowsSvg(view, palette)),
    stripSvg(view, palette),
    rangeSvg(view, range, palette),
    textSvg(view, axis, palette),
  ];
  return {
    svg: `${head.join("")}<g transform="translate(0 48)">${chart.join("")}</g>`,
    height: 48 + view.frame.height + 20,
  };
}

/** Where rows do not all fit, those from the selected task's on: its own, or the one that it first ran on. */
function withSelected(props: TimelineProps, width: number): View {
  const view = viewOf(props, width);
  const first = view.layout.rows[rowToSee(view) ?? -1];
  return first === undefined ? view : viewOf(props, width, first.y);
}

function rowsInSight({ layout, shown }: View): readonly string[] {
  const [all, first] = [layout.rows.length, shown.first];
  const count = shown.rows.length;
  if (count === all) return [];
  return [
    first === 0
      ? `the first ${count} of ${all} rows`
      : `rows ${first + 1} to ${first + count} of ${all}`,
  ];
}

/** The first and the last row of a window on many may be cut. */
const windowSvg = ({ scrollable, frame, shown }: View, rows: string): string =>
  scrollable <= 0
    ? rows
    : `<svg width="${frame.width}" height="${shown.height}" overflow="hidden">${rows}</svg>`;

/** The measured stretch, as on the screen: a wash between two lines, and a bar on the axis. */
function rangeSvg({ scale, frame }: View, range: TimeRange | undefined, palette: Palette): string {
  if (range === undefined) return "";
  const [left, right] = scale.range;
  const [from, to] = range.map((at) => round(Math.max(left, Math.min(right, scale.x(at))))) as [
    number,
    number,
  ];
  if (to <= from) return "";
  const ink = hex(palette.ink);
  return [
    `<g data-part="range"><rect x="${from}" width="${round(to - from)}" height="${frame.axisY}" fill="${ink}" fill-opacity="0.1"/>`,
    `<rect x="${from}" y="${frame.axisY - 1}" width="${round(to - from)}" height="3" fill="${ink}"/>`,
    `<path d="M${from} 0V${frame.axisY}M${to} 0V${frame.axisY}" stroke="${ink}"/></g>`,
  ].join("");
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
  const ticks = axisTicks(scale, frame.width, (figure) => measured(figure, SMALL));
  const marks = ticks.map(({ time }) => `M${round(scale.x(time))} ${frame.axisY}v${TICK}`).join("");
  const line = `<path d="M${left} ${frame.axisY}H${right}${marks}" fill="none" stroke="${hex(palette.inkSoft)}"/>`;
  const figures = ticks.map(({ time, figure, shift }) =>
    textAt(scale.x(time) + shift, frame.axisY + 15, figure, {
      size: SMALL,
      fill: hex(palette.inkSoft),
      anchor: "middle",
    }),
  );
  return [...texts, line, ...figures].join("");
}
