import { FONT_STACK, TEXT_PX } from "../style/font.ts";
import type { Paint } from "../style/looks.ts";
import { css, inkOn, type Palette, type Token } from "../style/palette.ts";
import { type Fill, fillOf } from "./pattern.ts";

/** Everything a canvas needs to draw looks, made once per palette and pixel ratio. */
export interface Pens {
  readonly dpr: number;
  readonly palette: Palette;
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly font: string;
  solid(token: Token): string;
  /** what an area is filled with, in the colour of its state; made where it is asked for first */
  fill(token: Token, paint: Paint): Fill;
  /** the ink that reads on a bar of that colour */
  inkOn(token: Token): string;
}

export function makePens(palette: Palette, dpr: number): Pens {
  const solid = new Map<Token, string>();
  for (const token of Object.keys(palette) as Token[]) solid.set(token, css(palette[token]));
  const fills = new Map<Paint, Map<Token, Fill>>();
  const of = (token: Token): string => solid.get(token) ?? "";
  return {
    dpr,
    palette,
    surface: of("surface"),
    ink: of("ink"),
    inkSoft: of("inkSoft"),
    font: `500 ${TEXT_PX * dpr}px ${FONT_STACK}`,
    solid: of,
    fill(token, paint) {
      const known = fills.get(paint)?.get(token);
      if (known !== undefined) return known;
      const fill = fillOf(paint, palette[token], palette.surface, dpr);
      fills.set(paint, (fills.get(paint) ?? new Map<Token, Fill>()).set(token, fill));
      return fill;
    },
    inkOn: (token) => css(inkOn(palette[token])),
  };
}
