import { expect, test } from "vitest";
import { paintShapes } from "../canvas/paint-mark.ts";
import { makePens } from "../canvas/pens.ts";
import { shapesOf } from "../layout/mark-shapes.ts";
import { HATCH } from "../picture-pixels-test-kit.ts";
import { readPalette } from "../style/chart-theme.ts";
import { LOOKS, type MarkState } from "../style/looks.ts";
import { FINE, patternDefs, shapesSvg } from "./picture-fills.ts";
import { picturePng } from "./picture-png.ts";
import { documentOf } from "./picture-svg.ts";

const STATES = Object.keys(LOOKS) as MarkState[];
/** Of a mark, CSS px: a dense block of waits, low rows and high ones. */
const HEIGHTS = [1, 3, 5, 8, 11, 14, 20, 26];
const WIDTHS = [1, 3, 6, 40];
const CELL = 50;

/** Every mark there is, one beside the other, device px. */
const marks = [false, true].flatMap((predicted, table) =>
  STATES.flatMap((state, row) =>
    HEIGHTS.flatMap((height, i) =>
      WIDTHS.map((width, j) => ({
        state,
        predicted,
        x: FINE * CELL * (WIDTHS.length * i + j),
        y: FINE * CELL * (STATES.length * table + row),
        width: FINE * width,
        height: FINE * height,
      })),
    ),
  ),
);
const width = CELL * WIDTHS.length * HEIGHTS.length;
const height = CELL * STATES.length * 2;

function contextOf(): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(FINE * width, FINE * height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no context");
  return context;
}

test("marks of every state, height and width are the same on the screen and in a picture", async () => {
  const palette = readPalette(document.body);
  const pens = makePens(palette, FINE);
  const screen = contextOf();
  screen.fillStyle = pens.surface;
  screen.fillRect(0, 0, FINE * width, FINE * height);
  const shapes = marks.map((mark) => shapesOf(mark, mark.state, "task2", mark.predicted, FINE));
  for (const one of shapes) paintShapes(screen, one, pens);
  const parts = [patternDefs(palette), ...shapes.map((one) => shapesSvg(one, palette))];
  const svg = documentOf(width, height, "Marks", palette, parts);
  const picture = contextOf();
  picture.drawImage(await createImageBitmap(await picturePng({ svg, width, height })), 0, 0);
  const read = (context: typeof picture) =>
    new Uint8ClampedArray(context.getImageData(0, 0, FINE * width, FINE * height).data);
  const [here, there] = [read(screen), read(picture)];
  const most = new Map<MarkState, number>();
  for (const { state, x, y } of marks) {
    for (let line = y; line < y + FINE * CELL; line++) {
      for (let at = 4 * (line * FINE * width + x), end = at + 4 * FINE * CELL; at < end; at++) {
        const by = Math.abs((here[at] ?? 0) - (there[at] ?? 0));
        most.set(state, Math.max(most.get(state) ?? 0, by));
      }
    }
  }
  expect(most.get("waiting"), "lines across pixels are smoothed twice").toBeLessThanOrEqual(HATCH);
  most.delete("waiting");
  expect(new Set(most.values())).toEqual(new Set([0]));
  expect(most.size).toBe(STATES.length - 1);
});
