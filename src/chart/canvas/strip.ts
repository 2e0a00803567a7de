import type { Ms, TimeRange } from "../../trace/types.ts";
import type { Band } from "../layout/frame.ts";
import type { Counts } from "../spans/count-steps.ts";
import type { Curve } from "../spans/curve.ts";
import { mix, packed } from "../style/palette.ts";
import { columnsOf, type Pixels, tickColumn } from "../time/pixels.ts";
import type { Pens } from "./pens.ts";
import { fillArea, type Sheet } from "./sheet.ts";
import { type CurveLook, drawCurve, type Extremes, extremesOf } from "./strip-columns.ts";

export interface Strip {
  readonly counts: Counts;
  /** what was predicted of the same run: dashed lines */
  readonly ghost: Counts | undefined;
  /** the counts are themselves a prediction: dashed, and only faintly filled */
  readonly predicted: boolean;
  /** while the selected task is in progress: a mark under that count */
  readonly selected?: TimeRange | undefined;
}

/** Width of the thicker line, CSS px. */
const THICKEST = 2;
/** Height of that mark, CSS px. */
const MARK = 3;

/** Peaks further apart than this get a scale each, or the lower line would lie flat on the floor. */
const SHARED_UP_TO = 6;

/** Top of each band's scale: one for both while both can be read on it. */
export function stripTops(inProgress: number, executing: number): readonly [number, number] {
  const high = Math.max(1, inProgress);
  return high <= SHARED_UP_TO * Math.max(1, executing)
    ? [high, high]
    : [high, Math.max(1, executing)];
}

/** One curve of the strip, and where it is drawn. */
interface Drawing {
  readonly curve: Curve;
  readonly until: Ms;
  readonly band: Band & { readonly top: number };
  readonly look: CurveLook;
}

/** The counts, then what was predicted of them: in progress as an area, executing as a line, each in its band. */
function drawingsOf(
  { counts, ghost, predicted }: Strip,
  above: Band,
  below: Band,
  { palette }: Pens,
): readonly Drawing[] {
  const highest = (name: "inProgress" | "executing") =>
    Math.max(counts[name].peak, ghost?.[name].peak ?? 0);
  const tops = stripTops(highest("inProgress"), highest("executing"));
  const area = (token: "inkSoft" | "running", share: number) =>
    mix(palette[token], palette.surface, share);
  const soft = { line: palette.inkSoft, fill: area("inkSoft", 0.28), width: 1, dashed: predicted };
  const strong = {
    line: palette.running,
    fill: area("running", 0.2),
    width: THICKEST,
    dashed: predicted,
  };
  const expected = { line: palette.ink, fill: undefined, width: 1, dashed: true };
  const both = (of: Counts, upper: CurveLook, lower: CurveLook): readonly Drawing[] => [
    { curve: of.inProgress, until: of.until, band: { ...above, top: tops[0] }, look: upper },
    { curve: of.executing, until: of.until, band: { ...below, top: tops[1] }, look: lower },
  ];
  return [
    ...both(counts, soft, strong),
    ...(ghost === undefined ? [] : both(ghost, expected, expected)),
  ];
}

let scratch: Extremes | undefined;

/** Draws columns [a, b) of a strip into a sheet, where nothing else is yet. */
export function drawStrip(
  sheet: Sheet,
  strip: Strip,
  [above, below]: readonly Band[],
  pixels: Pixels,
  a: number,
  b: number,
  pens: Pens,
): void {
  if (above === undefined || below === undefined) return;
  const { dpr, palette } = pens;
  const line = Math.max(1, Math.round(dpr));
  const before = Math.min(a, THICKEST * Math.ceil(dpr));
  const part = columnsOf(pixels, a - before, b);
  for (const { y, height } of [above, below]) {
    const floor = {
      x: pixels.left + a,
      y: Math.round((y + height) * dpr),
      width: b - a,
      height: line,
    };
    fillArea(sheet, floor, packed(palette.grid));
  }
  if (strip.selected !== undefined) drawSelected(sheet, strip.selected, above, part, pens);
  for (const { curve, until, band, look } of drawingsOf(strip, above, below, pens)) {
    scratch = extremesOf(curve.steps, part, scratch);
    drawCurve(sheet, scratch, until, band, part, look, dpr, before);
  }
}

/** Along the floor of a band, in the gap under it. */
function drawSelected(
  sheet: Sheet,
  life: TimeRange,
  { y, height }: Band,
  pixels: Pixels,
  { dpr, palette }: Pens,
): void {
  if (life[1] < pixels.from || life[0] > pixels.to) return;
  const [from, to] = life.map((time) =>
    Math.max(0, Math.min(pixels.width, tickColumn(pixels, time))),
  ) as [number, number];
  const width = Math.max(Math.round(2 * dpr), to - from);
  const top = Math.round((y + height) * dpr);
  const mark = { x: pixels.left + from, y: top, width, height: Math.round(MARK * dpr) };
  fillArea(sheet, mark, packed(palette.ink));
}
