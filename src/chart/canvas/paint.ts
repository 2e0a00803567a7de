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
import { putSheet, type Sheet, sheetOf } from "./sheet.ts";
import { drawStrip } from "./strip.ts";
import { type Tones, tonesOf } from "./tones.ts";

/**
 * Paints timelines: first a sheet, pixel by pixel, which is put on the canvas as it is, then over it what needs
 * paths, patterns or texts. Each frame is painted anew, whole; `npm run bench -- --only chart` says what that costs.
 */
export interface Painter {
  /** The context is in device pixels, untransformed; all of its canvas is painted. */
  paint(context: Context, scene: Scene, pens: Pens): void;
}

export function createPainter(): Painter {
  let sheet = sheetOf(1, 1);
  let layer: OffscreenCanvas | undefined;
  const tonesFor = tonesOnce();
  const selectedTonesFor = tonesOnce();

  return {
    paint(context, scene, pens) {
      const { width, height } = context.canvas;
      if (sheet.width !== width || sheet.height !== height) sheet = sheetOf(width, height);
      const { shown, strip, frame, selection } = scene;
      const pixels = pixelsOf(scene.scale, pens.dpr);
      const tones = tonesFor(shown.index, pens, scene.outlined);
      const spans: Spans = { index: shown.index, lineOf: (line) => line, tones };
      const marks = drawRows(sheet, scene, spans, pixels, pens);
      if (strip !== undefined) drawStrip(sheet, strip, frame.strip, pixels, pens);
      drawGrid(sheet, scene, pixels, pens);
      putSheet(context, sheet);
      if (marks.length > 0) paintMarks(context, scene, marks, pens);
      if (selection !== undefined) paintSelection(context, scene, selection, pixels, pens);
    },
  };

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
    const marks = drawRows(own, alone, { index, lineOf, tones }, pixels, pens);
    if (layer?.width !== own.width || layer.height !== own.height) {
      layer = new OffscreenCanvas(own.width, own.height);
    }
    layer.getContext("2d")?.putImageData(own.image, 0, 0);
    context.drawImage(layer, 0, 0);
    paintMarks(context, scene, marks, pens);
  }
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
  { dpr, palette }: Pens,
): void {
  const line = Math.max(1, Math.round(dpr));
  const ink = packed(palette.grid);
  const end = Math.min(height, Math.round(gridTo * dpr)) * width;
  for (const tick of scale.ticks) {
    const column = tickColumn(pixels, tick);
    for (let x = Math.max(0, column); x < Math.min(pixels.width, column + line); x++) {
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
