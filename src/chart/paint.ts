import type { Trace } from "../trace/types.ts";
import { type Pixels, pixelsOf, type Scan, scanLine, scanOf } from "./columns.ts";
import type { PlacedRow, Shown } from "./layout.ts";
import { gapMarks, lineExtent, type Mark, type MarkState, wideMarks } from "./marks.ts";
import { type Box, type Context, paintMark, paintText, strokeInside } from "./paint-mark.ts";
import type { Pens } from "./pens.ts";
import { createRaster, type Tones, tonesOf } from "./raster.ts";
import type { Row } from "./rows.ts";
import type { TimeScale } from "./scale.ts";
import type { Line, SpanIndex } from "./span-index.ts";
import type { Tint } from "./tints.ts";

/** Everything the bars of one timeline are drawn from. */
export interface Scene {
  readonly trace: Trace;
  readonly ghost: Trace | undefined;
  /** the rows in sight */
  readonly shown: Shown;
  readonly scale: TimeScale;
  readonly tint: Tint;
  /** the selected task's spans alone, on the same rows */
  readonly selection: Selection | undefined;
  /** what to write into a running bar, where it fits; "" for nothing */
  readonly text: (row: Row, mark: Mark) => string;
  /** a prediction is drawn as outlines, never as if it had happened */
  readonly outlined: boolean;
  /** grid lines reach down to here, CSS px */
  readonly gridTo: number;
}

/** An index of some of the spans, and its lines by the lines of the layout's own index. */
export interface Selection {
  readonly index: SpanIndex;
  readonly lineOf: (line: Line) => Line;
}

/** Marks of a later state lie over earlier ones: a computation is never hidden by what waits around it. */
const order: readonly MarkState[] = [
  "queued",
  "ready",
  "waiting",
  "blocked",
  "running",
  "starting",
  "preempted",
];

/** How much paper covers what is not selected. */
const DIM = 0.72;

/** Paints rows; keeps what a frame can reuse of the one before: an image, and arrays as wide as the chart. */
export interface RowPainter {
  /** Draws the rows in sight. The context is in device pixels, untransformed. */
  paint(context: Context, scene: Scene, pens: Pens): void;
}

export function createRowPainter(): RowPainter {
  const raster = createRaster();
  let scan = scanOf(0);
  let tones: { readonly key: readonly unknown[]; readonly of: Tones } | undefined;
  let selectedTones: typeof tones;

  return {
    paint(context, scene, pens) {
      const pixels = pixelsOf(scene.scale, pens.dpr);
      if (scan.kind.length !== pixels.width) scan = scanOf(pixels.width);
      const { index, ghostIndex, height } = scene.shown;
      paintGrid(context, scene, pens);
      context.save();
      // the lowest row of a window on many may be cut
      context.beginPath();
      context.rect(0, 0, context.canvas.width, Math.round(height * pens.dpr));
      context.clip();
      if (scene.ghost !== undefined && ghostIndex !== undefined) {
        for (const placed of scene.shown.rows) {
          if (placed.ghost !== undefined)
            paintGhost(context, ghostIndex, placed, placed.ghost, pixels, scan, pens);
        }
      }
      tones = cached(tones, index, pens, scene.outlined);
      paintAll(context, scene, index, (line) => line, pixels, pens, tones.of);
      if (scene.selection !== undefined) {
        const { index: own, lineOf } = scene.selection;
        dim(context, scene, pens);
        selectedTones = cached(selectedTones, own, pens, scene.outlined);
        paintAll(context, scene, own, lineOf, pixels, pens, selectedTones.of);
      }
      context.restore();
    },
  };

  function cached(known: typeof tones, index: SpanIndex, pens: Pens, outlined: boolean) {
    const classes = index.classes.map(({ state, tint }) => `${state} ${tint}`).join();
    const key = [classes, pens, outlined];
    if (known !== undefined && key.every((part, i) => part === known.key[i])) return known;
    return { key, of: tonesOf(index, pens.palette, pens.dpr, outlined) };
  }

  function paintAll(
    context: Context,
    scene: Scene,
    index: SpanIndex,
    lineOf: (line: Line) => Line,
    pixels: Pixels,
    pens: Pens,
    shades: Tones,
  ): void {
    raster.begin(pixels.left, pixels.width, Math.round(scene.shown.height * pens.dpr));
    const gaps: Mark[] = [];
    for (const placed of scene.shown.rows) {
      const marks: Mark[] = [];
      for (const [i, line] of placed.row.lines.entries()) {
        const own = lineOf(line);
        if (own.from === own.to) continue;
        const extent = lineExtent(placed, i, pens.dpr);
        scanLine(index, own, pixels, scan);
        marks.push(...wideMarks(scene.trace, index, scan, pixels, extent));
        raster.line(scan, extent, shades);
      }
      const holes =
        placed.row.gaps.length === 0
          ? []
          : gapMarks(scene.trace, placed.row, pixels, lineExtent(placed, 0, pens.dpr));
      gaps.push(...holes);
      paintWide(context, scene, placed, marks, holes, pens);
    }
    raster.end(context);
    for (const hole of gaps) paintMark(context, hole, pens, "running", scene.outlined);
  }
}

function paintWide(
  context: Context,
  scene: Scene,
  placed: PlacedRow,
  marks: readonly Mark[],
  holes: readonly Mark[],
  pens: Pens,
): void {
  const sorted = placed.row.lines.length > 1 || placed.row.kind === "task";
  for (const mark of sorted ? byState(marks) : marks) {
    const tint = scene.tint(mark.task);
    paintMark(context, mark, pens, tint, scene.outlined);
    if (mark.state !== "running") continue;
    const ink = scene.outlined ? pens.ink : pens.running(tint).ink;
    paintText(context, widestPiece(mark, holes), scene.text(placed.row, mark), pens, ink);
  }
}

const byState = (marks: readonly Mark[]): readonly Mark[] =>
  order.flatMap((state) => marks.filter((mark) => mark.state === state));

function paintGrid(context: Context, { scale, gridTo }: Scene, pens: Pens): void {
  const line = Math.max(1, Math.round(pens.dpr));
  context.fillStyle = pens.grid;
  for (const tick of scale.ticks) {
    context.fillRect(Math.round(scale.x(tick) * pens.dpr), 0, line, Math.round(gridTo * pens.dpr));
  }
}

/**
 * The widest part of a bar that no pre-emption cuts, for its label; holes are in order and do not overlap.
 *
 *   bar    [==  ==========  ==]
 *   piece       ^--------^
 */
export function widestPiece(bar: Box, holes: readonly Box[]): Box {
  let best = { x: bar.x, width: 0 };
  let from = bar.x;
  const take = (to: number): void => {
    if (to - from > best.width) best = { x: from, width: to - from };
  };
  for (const hole of holes) {
    if (hole.x + hole.width <= bar.x || hole.x >= bar.x + bar.width) continue;
    take(hole.x);
    from = hole.x + hole.width;
  }
  take(bar.x + bar.width);
  return { ...best, y: bar.y, height: bar.height };
}

/**
 * The prediction: a thin outline round where each bar should be; round a stretch of short ones, where they are too
 * short to be told apart.
 */
function paintGhost(
  context: Context,
  index: SpanIndex,
  placed: PlacedRow,
  row: Row,
  pixels: Pixels,
  scan: Scan,
  pens: Pens,
): void {
  const line = Math.max(1, Math.round(pens.dpr));
  context.lineWidth = line;
  context.strokeStyle = pens.inkSoft;
  row.lines.forEach((spans, i) => {
    const extent = lineExtent(placed, i, pens.dpr, 2);
    if (extent.height < 4 * pens.dpr) return;
    scanLine(index, spans, pixels, scan);
    for (const [x, end] of ghostRuns(index, row, scan)) {
      strokeInside(context, { x: pixels.left + x, width: end - x, ...extent }, line);
    }
  });
}

/** Columns [x, end) of a line of the prediction that are outlined: what runs, and in a row of waits what waits. */
export const ghostRuns = (index: SpanIndex, { kind }: Row, scan: Scan) =>
  runsOf(index, scan, (k) => {
    const state = index.classes[k]?.state;
    return state === "running" || (kind === "away" && state === "waiting");
  });

/** Columns [x, end) of each wide mark, and of each run of filled columns, of the classes asked for. */
export function runsOf(
  index: SpanIndex,
  { wides, used, kind, filled }: Scan,
  drawn: (k: number) => boolean,
): readonly (readonly [x: number, end: number])[] {
  const runs: [number, number][] = [];
  for (let i = 0; i < used; i += 3) {
    if (drawn(index.kind[wides[i] ?? 0] ?? 0)) runs.push([wides[i + 1] ?? 0, wides[i + 2] ?? 0]);
  }
  if (!filled) return runs;
  let from = -1;
  for (let x = 0; x <= kind.length; x++) {
    const on = (kind[x] ?? 0) > 0 && drawn((kind[x] ?? 0) - 1);
    if (on && from < 0) from = x;
    if (on || from < 0) continue;
    runs.push([from, x]);
    from = -1;
  }
  return runs;
}

/** Everything else recedes; the selected task's spans are drawn again on top. */
function dim(context: Context, { scale, shown }: Scene, pens: Pens): void {
  const [left, right] = scale.range;
  context.globalAlpha = DIM;
  context.fillStyle = pens.surface;
  context.fillRect(left * pens.dpr, 0, (right - left) * pens.dpr, shown.height * pens.dpr);
  context.globalAlpha = 1;
}
