import { readPalette, watchPixelRatio, watchTheme } from "../style/chart-theme.ts";
import type { Palette } from "../style/palette.ts";
import { type Medium, PAPER_PX, watchPaper } from "../style/paper.ts";
import { makePens, type Pens } from "./pens.ts";

/** `all`: bars and everything over them. `overlay`: only what follows the pointer. */
export type Redraw = "all" | "overlay";

/** A canvas that fills its root's width, follows theme, pixel ratio and print, and draws only when asked. */
export interface Surface {
  /** Draws in the next animation frame, once however often it is asked. */
  request(what: Redraw): void;
  /** Width of the root, CSS px; 0 while it is not laid out. */
  width(): number;
  palette(): Palette;
  /** The canvas at this height (CSS px), which the root takes too; it may still show the frame before. */
  begin(height: number): { readonly context: CanvasRenderingContext2D; readonly pens: Pens };
  destroy(): void;
}

/** Beyond this a browser refuses the canvas (Chromium 65 535, Safari and phones less), device px. */
const MAX_SIDE = 16_384;
/** Device px to a CSS px on paper, at least: 288 dots an inch. */
const PRINT = 3;

export function createSurface(root: HTMLElement, draw: (what: Redraw) => void): Surface {
  const canvas = root.ownerDocument.createElement("canvas");
  const context = canvas.getContext("2d", { alpha: true });
  if (context === null) throw new Error("This browser draws no 2D canvas");
  canvas.setAttribute("aria-hidden", "true");
  Object.assign(canvas.style, { display: "block", pointerEvents: "none" });
  // Its height never changes: observing the root itself would report our own changes of height as a loop.
  const ruler = root.ownerDocument.createElement("div");
  Object.assign(ruler.style, { height: "0", overflow: "hidden" });
  root.append(ruler, canvas);

  let palette = readPalette(root);
  let pens = makePens(palette, devicePixelRatio);
  let width: number | undefined;
  let frame = 0;
  let pending: Redraw | undefined;
  let set = "";
  let medium: Medium = "screen";

  const request = (what: Redraw) => {
    pending = what === "all" ? what : (pending ?? what);
    frame ||= requestAnimationFrame(() => {
      const redraw = pending ?? "all";
      frame = 0;
      pending = undefined;
      draw(redraw);
    });
  };
  const dip = () => {
    palette = readPalette(root, medium);
    pens = makePens(
      palette,
      medium === "paper" ? Math.max(PRINT, devicePixelRatio) : devicePixelRatio,
    );
  };
  const recolour = () => {
    dip();
    request("all");
  };
  const print = (next: Medium) => {
    medium = next;
    root.style.width = medium === "paper" ? `${PAPER_PX}px` : "";
    width = medium === "paper" ? PAPER_PX : ruler.clientWidth;
    dip();
    draw("all");
  };
  const resize = new ResizeObserver(([entry]) => {
    const next = entry?.contentRect.width ?? 0;
    if (next === width) return;
    width = next;
    request("all");
  });
  resize.observe(ruler);
  const stops = [watchTheme(root, recolour), watchPixelRatio(recolour), watchPaper(print)];

  return {
    request,
    width: () => {
      width ??= ruler.clientWidth;
      return width;
    },
    palette: () => palette,
    begin(height) {
      const dpr = pens.dpr;
      const size = {
        width: Math.min(MAX_SIDE, Math.round((width ?? 0) * dpr)),
        height: Math.min(MAX_SIDE, Math.round(height * dpr)),
      };
      const wanted = `${width}x${height}@${dpr}`;
      if (wanted !== set) {
        set = wanted;
        Object.assign(canvas, size);
        canvas.style.width = `${size.width / dpr}px`;
        canvas.style.height = `${size.height / dpr}px`;
        root.style.height = `${height}px`;
      }
      return { context, pens };
    },
    destroy() {
      cancelAnimationFrame(frame);
      resize.disconnect();
      for (const stop of stops) stop();
      ruler.remove();
      canvas.remove();
    },
  };
}
