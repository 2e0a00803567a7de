import type { Trace } from "../../trace/types.ts";
import { legendOf } from "../reading/legend.ts";
import { measured } from "../style/font.ts";
import type { Palette } from "../style/palette.ts";
import { isTextured } from "../style/pattern.ts";
import { GAP, SWATCH, type Swatch } from "../style/swatch-sample.ts";
import { ellipsised } from "../svg/gutter.ts";
import { box, hollowSvg, markSvg, type Rect, textureOf } from "./picture-fills.ts";
import { hex, type Part, SMALL, textAt } from "./picture-svg.ts";

/** What is drawn of one side. */
interface Drawn {
  readonly trace: Trace;
  readonly ghost: Trace | undefined;
}

/** What the bars mean, in as many lines as it takes, and where the picture is from. */
export function legendPart(sides: readonly Drawn[], width: number, palette: Palette): Part {
  const all = sides.flatMap(({ trace, ghost }) => legendOf(trace, ghost));
  const entries = new Map(all.map((entry) => [entry.key, entry]));
  const soft = { size: SMALL, fill: hex(palette.inkSoft) };
  let [x, y] = [0, 10];
  const parts = [...entries.values()].map(({ label, swatch }) => {
    const text = ellipsised(label, 320, SMALL);
    const wide = SWATCH.width + 8 + measured(text, SMALL) + 20;
    if (x > 0 && x + wide > width - 80) [x, y] = [0, y + 22];
    const sample = swatchSvg(swatch, { x, y: y - SWATCH.height / 2, ...SWATCH }, palette);
    const svg = sample + textAt(x + SWATCH.width + 8, y, text, soft);
    x += wide;
    return svg;
  });
  parts.push(textAt(width, y, "Overlap", { ...soft, anchor: "end" }));
  return { svg: parts.join(""), height: y + 10 };
}

/** As the page's own: also how small marks look, and a hole within a bar. */
function swatchSvg(swatch: Swatch, rect: Rect, palette: Palette): string {
  const { state, tint, predicted, hollow = false } = swatch;
  if (hollow) return hollowSvg(rect, hex(palette[tint]));
  const third = Math.round(rect.width / 3);
  if (isTextured(state)) {
    const width = rect.width - third;
    const small = { ...rect, x: rect.x + width + GAP, width: third - GAP };
    return (
      markSvg({ ...rect, width }, state, tint, palette, predicted) + box(small, textureOf(state))
    );
  }
  if (state !== "preempted") return markSvg(rect, state, tint, palette, predicted);
  const hole = { ...rect, x: rect.x + third, width: third };
  return (
    markSvg(rect, "running", tint, palette, false) + markSvg(hole, state, tint, palette, false)
  );
}
