import type { Ms } from "../../trace/types.ts";
import type { Band } from "../layout/frame.ts";
import type { Extremes } from "../spans/extremes.ts";
import { DASH } from "../style/looks.ts";
import { packed, type Rgba } from "../style/palette.ts";
import type { Pixels } from "../time/pixels.ts";
import type { Sheet } from "./sheet.ts";

/** How one curve is drawn. */
export interface CurveLook {
  readonly line: Rgba;
  /** of the area below the line */
  readonly fill: Rgba | undefined;
  /** of the line, CSS px */
  readonly width: number;
  readonly dashed: boolean;
}

/** So little of a column (px) is none of it, but an error of rounding. */
const NEXT = 1e-6;

/**
 * A count over time into a sheet: in each column the line from the lowest to the highest, and the area below.
 *
 * @param until nothing is drawn of what is later
 * @param band `top`: the count at its upper edge
 */
export function drawCurve(
  { words, width: across }: Sheet,
  { low, high }: Extremes,
  until: Ms,
  { y, height, top }: Band & { readonly top: number },
  { left, first, from, perMs, width }: Pixels,
  look: CurveLook,
  dpr: number,
): void {
  const above = Math.round(y * dpr);
  const tall = Math.round((y + height) * dpr) - above;
  const thick = Math.max(1, Math.round(look.width * dpr));
  const per = (tall - thick) / top;
  const edge = packed(look.line);
  const area = look.fill === undefined ? 0 : packed(look.fill);
  const dash = Math.round(DASH.length * dpr);
  const dashes = Math.round((DASH.length + DASH.gap) * dpr);
  const end = Math.min(width, Math.ceil((until - from) * perMs - NEXT));
  let risen = 0; // columns that a line going up or down, which is as thick as it is, still reaches over
  let upper = 0;
  let lower = 0;
  for (let x = 0; x < end; x++) {
    const most = high[x] as number;
    const least = low[x] as number;
    let begin = tall - thick - Math.round(most * per);
    let after = tall - Math.round(least * per);
    risen = most === least ? risen - 1 : thick;
    if (risen === thick) {
      upper = begin;
      lower = after;
    } else if (risen > 0) {
      begin = Math.min(begin, upper);
      after = Math.max(after, lower);
    }
    const place = (((first + x) % dashes) + dashes) % dashes;
    let at = (above + begin) * across + left + x;
    for (let row = begin; row < after; row++, at += across) {
      const on = !look.dashed || (risen > 0 ? row % dashes : place) < dash;
      if (on) words[at] = edge;
      else if (area !== 0) words[at] = area;
    }
    if (area === 0) continue;
    for (let row = after; row < tall; row++, at += across) words[at] = area;
  }
}
