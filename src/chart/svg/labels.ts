import { type Frame, isNarrow } from "../layout/frame.ts";
import { TEXT_PX } from "../style/font.ts";
import { css, type Palette } from "../style/palette.ts";
import { ellipsised, type GutterText } from "./gutter.ts";
import type { Group } from "./svg.ts";

/** Row labels, peaks and the unit of the axis. */
export function labelsIn(group: Group) {
  group.attr("data-part", "labels").attr("text-anchor", "end");
  let drawn: readonly unknown[] = [];
  return (texts: readonly GutterText[], { gutter, width }: Frame, palette: Palette): void => {
    const facts = [width, palette, ...texts.flatMap(({ key, text, y }) => [key, text, y])];
    if (facts.length === drawn.length && facts.every((fact, i) => fact === drawn[i])) return;
    drawn = facts;
    const size = isNarrow(width) ? TEXT_PX - 1 : TEXT_PX;
    const gap = isNarrow(width) ? 6 : 10;
    const soft = ({ tone }: GutterText) => tone === "soft" || tone === "unit";
    group
      .attr("font-size", size)
      .selectAll<SVGTextElement, GutterText>("text")
      .data(texts, ({ key }) => key)
      .join((enter) => enter.append("text").attr("dy", "0.35em"))
      .attr("x", ({ tone }) => gutter - (tone === "unit" ? 14 : gap))
      .attr("y", ({ y }) => y)
      .attr("font-weight", ({ tone }) => (tone === "figure" ? 600 : 400))
      .attr("fill", (text) => css(soft(text) ? palette.inkSoft : palette.ink))
      .text(({ text }) => ellipsised(text, gutter - gap - 2, size));
  };
}
