import { widestPiece } from "../layout/bar-label.ts";
import type { PlacedRow } from "../layout/layout.ts";
import { shapesOf } from "../layout/mark-shapes.ts";
import type { Mark } from "../layout/marks.ts";
import { stacked } from "../layout/stacking.ts";
import type { Scene } from "../scene/scene.ts";
import type { Selection } from "../scene/selection.ts";
import type { SpanIndex } from "../spans/span-index.ts";
import type { Context } from "../style/font.ts";
import { DIM } from "../style/looks.ts";
import { packed } from "../style/palette.ts";
import { type Pixels, pixelsOf, tickColumn } from "../time/pixels.ts";
import { paintShapes, paintText } from "./paint-mark.ts";
import { drawRows, type RowMarks, type Spans } from "./paint-rows.ts";
import type { Pens } from "./pens.ts";
import { moveAcross, putSheet, type Sheet, sheetOf } from "./sheet.ts";
import { drawStrip } from "./strip.ts";
import { type Tones, tonesOf } from "./tones.ts";

/**
 * Paints timelines: first a sheet, pixel by pixel, which is put on the canvas as it is, then over it what needs
 * paths, patterns or texts. A frame that only pans moves the sheet of the one before, if that was all there was,
 * and works out what came into sight.
 */
export interface Painter {
  /** The context is in device pixels, untransformed; all of its canvas is painted. */
  paint(context: Context, scene: Scene, pens: Pens): void;
}

/** Columns come into sight so many at once, or a multiple: arrays as wide can be used again. */
const LOT = 16;

/** What a sheet shows: all of `facts` must be the same for it to be moved. */
export interface Held {
  readonly facts: readonly unknown[];
  readonly pixels: Pixels;
}

export function createPainter(): Painter {
  let sheet = sheetOf(1, 1);
  let held: Held | undefined;
  let layer: OffscreenCanvas | undefined;
  const tonesFor = tonesOnce();
  const selectedTonesFor = tonesOnce();

  return {
    paint(context, scene, pens) {
      const { width, height } = context.canvas;
      if (sheet.width !== width || sheet.height !== height) {
        sheet = sheetOf(width, height);
        held = undefined;
      }
      const pixels = pixelsOf(scene.scale, pens.dpr);
      const marks = paintSheet(scene, pixels, pens);
      putSheet(context, sheet);
      if (marks.length > 0) paintMarks(context, scene, marks, pens);
      if (scene.selection !== undefined) {
        paintSelection(context, scene, scene.selection, pixels, pens);
      }
    },
  };

  /** @returns what is to be painted over it */
  function paintSheet(scene: Scene, pixels: Pixels, pens: Pens): readonly RowMarks[] {
    const tones = tonesFor(scene.shown.index, pens, scene.outlined);
    const facts = factsOf(scene, pens);
    const columns = (a: number, b: number): readonly RowMarks[] => {
      const spans: Spans = { index: scene.shown.index, lineOf: (line) => line, tones };
      const marks = drawRows(sheet, scene, spans, pixels, a, b, pens);
      const { strip, frame } = scene;
      if (strip !== undefined) drawStrip(sheet, strip, frame.strip, pixels, a, b, pens);
      drawGrid(sheet, scene, pixels, a, b, pens);
      return marks;
    };
    const by = held === undefined ? undefined : shiftOf(held, { facts, pixels });
    held = undefined;
    let marks: readonly RowMarks[] | undefined;
    if (by !== undefined) {
      const [a, b] = pan(scene, pixels, by, pens.dpr);
      marks = columns(a, b);
    }
    if (marks === undefined || marks.length > 0) marks = columns(0, pixels.width);
    if (marks.length === 0 && isMovable(scene)) held = { facts, pixels };
    return marks;
  }

  /** Moves what is held. @returns the columns [a, b) that came into sight, or nearly */
  function pan(
    { frame }: Scene,
    { left, width }: Pixels,
    by: number,
    dpr: number,
  ): readonly [number, number] {
    if (by === 0) return [0, 0];
    const bottom = Math.min(sheet.height, Math.round(frame.axisY * dpr));
    moveAcross(sheet, left, left + width, bottom, by);
    // The column that was at the edge comes once more: what began or ended in it was cut.
    const fresh = Math.min(width, LOT * Math.ceil((1 + Math.abs(by)) / LOT));
    return by < 0 ? [0, fresh] : [width - fresh, width];
  }

  function paintSelection(
    context: Context,
    scene: Scene,
    { index, lineOf }: Selection,
    pixels: Pixels,
    pens: Pens,
  ): void {
    dim(context, scene, pens);
    const own = sheetOf(sheet.width, sheet.height);
    const tones = selectedTonesFor(index, pens, scene.outlined);
    const alone: Scene = { ...scene, ghost: undefined };
    const marks = drawRows(own, alone, { index, lineOf, tones }, pixels, 0, pixels.width, pens);
    if (layer?.width !== own.width || layer.height !== own.height) {
      layer = new OffscreenCanvas(own.width, own.height);
    }
    layer.getContext("2d")?.putImageData(own.image, 0, 0);
    context.drawImage(layer, 0, 0);
    paintMarks(context, scene, marks, pens);
  }
}

/** A selection or a prediction lies over, or under, what a sheet holds. */
const isMovable = ({ ghost, selection }: Scene): boolean =>
  ghost === undefined && selection === undefined;

const factsOf = ({ trace, shown, strip, frame, axis, scale, outlined }: Scene, pens: Pens) => [
  trace,
  shown.rows,
  strip?.counts,
  frame.width,
  frame.height,
  axis,
  outlined,
  pens,
  scale.tickStep,
];

/** How many columns further right than those held the wanted ones begin; undefined where they are others. */
export function shiftOf(held: Held, wanted: Held): number | undefined {
  if (!held.facts.every((fact, i) => fact === wanted.facts[i])) return undefined;
  const { from, first, perMs, width } = wanted.pixels;
  if (Math.abs(perMs / held.pixels.perMs - 1) > 1e-9) return undefined;
  if (Math.abs(from * perMs - first) > 1e-3) return undefined;
  const by = first - held.pixels.first;
  return Math.abs(by) < width / 2 ? by : undefined;
}

/** The last one made is kept. */
function tonesOnce(): (index: SpanIndex, pens: Pens, outlined: boolean) => Tones {
  let known: { readonly key: readonly unknown[]; readonly tones: Tones } | undefined;
  return (index, pens, outlined) => {
    const classes = index.classes.map(({ state, tint }) => `${state} ${tint}`).join();
    const key = [classes, pens, outlined];
    if (known === undefined || !key.every((part, i) => part === known?.key[i])) {
      known = { key, tones: tonesOf(index, pens.palette, pens.dpr, outlined) };
    }
    return known.tones;
  };
}

/** Where nothing else is. */
function drawGrid(
  { words, width, height }: Sheet,
  { scale, gridTo }: Scene,
  pixels: Pixels,
  a: number,
  b: number,
  { dpr, palette }: Pens,
): void {
  const line = Math.max(1, Math.round(dpr));
  const ink = packed(palette.grid);
  const end = Math.min(height, Math.round(gridTo * dpr)) * width;
  for (const tick of scale.ticks) {
    const column = tickColumn(pixels, tick);
    for (let x = Math.max(a, column); x < Math.min(b, column + line); x++) {
      for (let at = pixels.left + x; at < end; at += width) if (words[at] === 0) words[at] = ink;
    }
  }
}

/** What a sheet can't hold of the rows, the lowest of which may be cut. */
function paintMarks(context: Context, scene: Scene, rows: readonly RowMarks[], pens: Pens): void {
  context.save();
  context.beginPath();
  context.rect(0, 0, context.canvas.width, Math.round(scene.shown.height * pens.dpr));
  context.clip();
  for (const { placed, marks, holes } of rows) paintRow(context, scene, placed, marks, holes, pens);
  for (const { holes } of rows) {
    for (const hole of holes) {
      paintShapes(context, shapesOf(hole, hole.state, "running", scene.outlined, pens.dpr), pens);
    }
  }
  context.restore();
}

function paintRow(
  context: Context,
  scene: Scene,
  placed: PlacedRow,
  marks: readonly Mark[],
  holes: readonly Mark[],
  pens: Pens,
): void {
  for (const mark of stacked(placed.row, marks)) {
    const tint = scene.tint(mark.task);
    // The sheet has the bars that run; here come their texts.
    if (mark.state !== "running") {
      paintShapes(context, shapesOf(mark, mark.state, tint, scene.outlined, pens.dpr), pens);
      continue;
    }
    const ink = scene.outlined ? pens.ink : pens.inkOn(tint);
    paintText(context, widestPiece(mark, holes), scene.text(placed.row, mark), pens, ink);
  }
}

/** Everything else recedes; the selected task's spans are drawn again on top. */
function dim(context: Context, { scale, shown }: Scene, pens: Pens): void {
  const [left, right] = scale.range;
  context.globalAlpha = DIM;
  context.fillStyle = pens.surface;
  context.fillRect(left * pens.dpr, 0, (right - left) * pens.dpr, shown.height * pens.dpr);
  context.globalAlpha = 1;
}
