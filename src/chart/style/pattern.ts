import type { SpanState } from "../../trace/types.ts";
import { css, type Rgba } from "./palette.ts";

/**
 * Fills that tell states apart without colour. They are anchored to the canvas, not to the mark: stacked
 * marks of one pixel each still show the whole pattern. `dpr`: device pixels per CSS pixel.
 */
export type Fill = string | CanvasPattern;

/** Diagonal lines, one every 5 CSS px. */
export function hatched(ink: Rgba, paper: Rgba, dpr: number): Fill {
  const size = Math.max(4, Math.round(5 * dpr));
  return tile(size, paper, ink, (context) => {
    context.lineWidth = 1.25 * dpr;
    context.beginPath();
    for (const shift of [-size, 0, size]) {
      context.moveTo(shift - 1, size + 1);
      context.lineTo(shift + size + 1, -1);
    }
    context.stroke();
  });
}

/** A sparse grid of dots, one every 4 CSS px. */
export function dotted(ink: Rgba, paper: Rgba, dpr: number): Fill {
  const dot = Math.max(1, Math.round(1.25 * dpr));
  return tile(Math.max(3, Math.round(4 * dpr)), paper, ink, (context) =>
    context.fillRect(0, 0, dot, dot),
  );
}

/** Cells of a texture, across and down. */
export const TEXTURE = 6;

/** How strong a texture's ground is beside its ink; queued recedes. */
export const groundOf = (state: SpanState["is"]): number => (state === "queued" ? 0.2 : 0.4);

/**
 * What tells states apart where there is no room for an edge, a rail or a hatch: in spans of a few pixels, and in
 * low lines. A cell is a CSS px, ink where a # stands. Hatched, bricks (outlined boxes) and dotted as the larger
 * marks are. No column but that of running is all ink: a span of one pixel is still no running one.
 */
export const TEXTURES = {
  running: ["######", "######", "######", "######", "######", "######"],
  waiting: ["##....", "#....#", "....##", "...##.", "..##..", ".##..."],
  blocked: ["######", "#.....", "#.....", "######", "...#..", "...#.."],
  ready: ["#.....", "..#...", "....#.", ".#....", ".....#", "...#.."],
  queued: ["######", "......", "######", "......", "......", "......"],
} as const satisfies Record<SpanState["is"], readonly string[]>;

/** The states whose marks look otherwise where they are small; running is solid. */
export const TEXTURED = ["waiting", "blocked", "ready", "queued"] as const;
export type Textured = (typeof TEXTURED)[number];
export const isTextured = (state: string): state is Textured =>
  TEXTURED.some((one) => one === state);

/** Device px of a cell. */
export const cellSize = (dpr: number): number => Math.max(1, Math.round(dpr));

/** A state's texture. */
export function textured(state: SpanState["is"], ink: Rgba, ground: Rgba, dpr: number): Fill {
  const cell = cellSize(dpr);
  return tile(TEXTURE * cell, ground, ink, (context) => {
    for (const [y, row] of TEXTURES[state].entries()) {
      for (const [x, mark] of [...row].entries()) {
        if (mark === "#") context.fillRect(x * cell, y * cell, cell, cell);
      }
    }
  });
}

function tile(
  size: number,
  paper: Rgba,
  ink: Rgba,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): Fill {
  const context = new OffscreenCanvas(size, size).getContext("2d");
  if (context === null) return css(ink);
  context.fillStyle = css(paper);
  context.fillRect(0, 0, size, size);
  context.fillStyle = css(ink);
  context.strokeStyle = css(ink);
  draw(context);
  return context.createPattern(context.canvas, "repeat") ?? css(ink);
}
