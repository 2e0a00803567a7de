import { devicePx, type Paint, TEXTURE, type Texture } from "../style/looks.ts";
import { css, mix, type Rgba } from "../style/palette.ts";

/**
 * Fills that tell states apart without colour. They are anchored to the canvas, not to the mark: stacked
 * marks of one pixel each still show the whole pattern. `dpr`: device pixels per CSS pixel.
 */
export type Fill = string | CanvasPattern;

/** A paint in a colour, on paper. */
export function fillOf(paint: Paint, ink: Rgba, paper: Rgba, dpr: number): Fill {
  switch (paint.is) {
    case "colour":
      return css(mix(ink, paper, paint.share));
    case "hatch":
      return hatched(paint.every, paint.line, ink, mix(ink, paper, paint.ground), dpr);
    case "dots":
      return dotted(paint.every, paint.dot, ink, paper, dpr);
    case "texture":
      return textured(paint.cells, ink, mix(ink, paper, paint.ground), dpr);
    default:
      return paint satisfies never;
  }
}

function hatched(every: number, line: number, ink: Rgba, paper: Rgba, dpr: number): Fill {
  const size = Math.max(4, Math.round(every * dpr));
  return tile(size, paper, ink, (context) => {
    context.lineWidth = line * dpr;
    context.beginPath();
    for (const shift of [-size, 0, size]) {
      context.moveTo(shift - 1, size + 1);
      context.lineTo(shift + size + 1, -1);
    }
    context.stroke();
  });
}

function dotted(every: number, dot: number, ink: Rgba, paper: Rgba, dpr: number): Fill {
  const side = devicePx(dot, dpr);
  return tile(Math.max(3, Math.round(every * dpr)), paper, ink, (context) =>
    context.fillRect(0, 0, side, side),
  );
}

/** Device px of a texture's cell. */
export const cellSize = (dpr: number): number => devicePx(1, dpr);

function textured(cells: Texture, ink: Rgba, ground: Rgba, dpr: number): Fill {
  const cell = cellSize(dpr);
  return tile(TEXTURE * cell, ground, ink, (context) => {
    for (const [y, row] of cells.entries()) {
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
