import { create, type Selection } from "d3-selection";
import { FONT_STACK, TEXT_PX } from "../style/font.ts";

export type Group = Selection<SVGGElement, undefined, null, undefined>;

/** An SVG over a canvas, out of the pointer's way. It is hidden from assistive technology: its chart says what it shows. */
export function svgOver() {
  const svg = create("svg")
    .attr("aria-hidden", "true")
    .attr("font-family", FONT_STACK)
    .attr("font-size", TEXT_PX)
    .style("position", "absolute")
    .style("inset", "0")
    .style("pointer-events", "none")
    .style("font-variant-numeric", "tabular-nums");
  const node = svg.node();
  if (node === null) throw new Error("SVG is not available in this document");
  const resize = whereChanged((width: number, height: number) => {
    svg.attr("width", width).attr("height", height);
  });
  /** a part of it, over those before it */
  const part = (): Group => svg.append("g");
  return { node, resize, part };
}

/**
 * Draws a part of an SVG where what it is drawn from is not what it was: most frames change nothing of most parts,
 * and an attribute that is written again costs a frame its style and layout, whatever was written.
 */
export function whereChanged<Facts extends readonly unknown[]>(
  draw: (...facts: Facts) => unknown,
): (...facts: Facts) => void {
  let before: Facts | undefined;
  return (...facts) => {
    if (before !== undefined && facts.every((fact, i) => fact === before?.[i])) return;
    before = facts;
    draw(...facts);
  };
}

/** Pixel of an instant on whole pixels, so that lines are crisp. */
export const crispAt = (x: number): number => Math.round(x) + 0.5;
