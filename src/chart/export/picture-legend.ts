import type { Trace } from "../../trace/types.ts";
import { swatchShapes } from "../layout/mark-shapes.ts";
import { legendOf } from "../reading/legend.ts";
import { measured } from "../style/font.ts";
import type { Palette } from "../style/palette.ts";
import { SWATCH } from "../style/swatch-sample.ts";
import { ellipsised } from "../svg/gutter.ts";
import { FINE, shapesSvg } from "./picture-fills.ts";
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
    const shapes = swatchShapes(swatch, x * FINE, (y - SWATCH.height / 2) * FINE, FINE);
    const svg = shapesSvg(shapes, palette) + textAt(x + SWATCH.width + 8, y, text, soft);
    x += wide;
    return svg;
  });
  parts.push(textAt(width, y, "Overlap", { ...soft, anchor: "end" }));
  return { svg: parts.join(""), height: y + 10 };
}
