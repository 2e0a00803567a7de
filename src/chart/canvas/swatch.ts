import { swatchShapes } from "../layout/mark-shapes.ts";
import { readPalette, watchTheme } from "../style/chart-theme.ts";
import { devicePx } from "../style/looks.ts";
import { type Medium, watchPaper } from "../style/paper.ts";
import { SWATCH, type Swatch } from "../style/swatch-sample.ts";
import { paintShapes } from "./paint-mark.ts";
import { makePens } from "./pens.ts";

/** Draws a swatch with the colours in force at the canvas; it must be in the document. */
export function drawSwatch(
  canvas: HTMLCanvasElement,
  swatch: Swatch,
  medium: Medium = "screen",
): void {
  const host = canvas.parentElement;
  const context = canvas.getContext("2d");
  if (host === null || context === null) return;
  const dpr = devicePixelRatio;
  canvas.width = devicePx(SWATCH.width, dpr);
  canvas.height = devicePx(SWATCH.height, dpr);
  canvas.style.width = `${SWATCH.width}px`;
  canvas.style.height = `${SWATCH.height}px`;
  paintShapes(context, swatchShapes(swatch, 0, 0, dpr), makePens(readPalette(host, medium), dpr));
}

/** A swatch that follows the theme, and print. */
export function mountSwatch(canvas: HTMLCanvasElement, swatch: Swatch): { destroy(): void } {
  let medium: Medium = "screen";
  const draw = () => drawSwatch(canvas, swatch, medium);
  draw();
  const stops = [
    watchTheme(canvas, draw),
    watchPaper((next) => {
      medium = next;
      draw();
    }),
  ];
  return {
    destroy: () => {
      for (const stop of stops) stop();
    },
  };
}
