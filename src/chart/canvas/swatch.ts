import { readPalette, watchTheme } from "../style/chart-theme.ts";
import { css, mix } from "../style/palette.ts";
import { type Medium, watchPaper } from "../style/paper.ts";
import { groundOf, isTextured, textured } from "../style/pattern.ts";
import { GAP, SWATCH, type Swatch } from "../style/swatch-sample.ts";
import { paintMark, strokeInside } from "./paint-mark.ts";
import { makePens } from "./pens.ts";

/** Draws a swatch with the colours in force at the canvas; it must be in the document. */
export function drawSwatch(
  canvas: HTMLCanvasElement,
  { state, tint, predicted, hollow = false }: Swatch,
  medium: Medium = "screen",
): void {
  const host = canvas.parentElement;
  const context = canvas.getContext("2d");
  if (host === null || context === null) return;
  const dpr = devicePixelRatio;
  canvas.width = Math.round(SWATCH.width * dpr);
  canvas.height = Math.round(SWATCH.height * dpr);
  canvas.style.width = `${SWATCH.width}px`;
  canvas.style.height = `${SWATCH.height}px`;
  const palette = readPalette(host, medium);
  const pens = makePens(palette, dpr);
  const whole = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const third = Math.round(canvas.width / 3);
  if (hollow) {
    const line = Math.max(1, Math.round(dpr));
    context.lineWidth = line;
    context.strokeStyle = css(palette[tint]);
    strokeInside(context, whole, line);
    return;
  }
  if (isTextured(state)) {
    const [x, gap] = [canvas.width - third, Math.round(GAP * dpr)];
    paintMark(context, { state, ...whole, width: x }, pens, tint, predicted);
    const ground = mix(palette[state], palette.surface, groundOf(state));
    context.fillStyle = textured(state, palette[state], ground, dpr);
    context.fillRect(x + gap, 0, third - gap, canvas.height);
    return;
  }
  if (state !== "preempted") {
    paintMark(context, { state, ...whole }, pens, tint, predicted);
    return;
  }
  paintMark(context, { state: "running", ...whole }, pens, tint, false);
  paintMark(context, { state, ...whole, x: third, width: third }, pens, tint, false);
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
