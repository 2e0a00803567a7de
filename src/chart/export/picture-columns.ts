import type { Extent } from "../layout/marks.ts";
import type { Scan } from "../spans/scan.ts";
import type { MarkClass } from "../spans/span-index.ts";
import { bandsOf, LOOKS, MERGED, PREDICTED, railOf, shadeOf, tokenOf } from "../style/looks.ts";
import { mix, type Palette, type Rgba } from "../style/palette.ts";
import { FINE, patternUrl } from "./picture-fills.ts";
import { hex, round } from "./picture-svg.ts";

/** A stretch of columns that look alike, and the part of their line's height that it fills; FINE px. */
interface Piece {
  readonly look: string;
  readonly y: number;
  readonly height: number;
}

/** Merged columns of a line: one path for each look. */
export function columnsSvg(
  { kind, share, filled }: Scan,
  classes: readonly MarkClass[],
  left: number,
  extent: Extent,
  palette: Palette,
  predicted: boolean,
): string {
  if (!filled) return "";
  const high = extent.height >= MERGED.tallFrom * FINE;
  const piecesOf = high ? highPieces : lowPieces;
  const steps = high ? bandsOf(extent.height) : MERGED.shades;
  const levelOf = (x: number) => Math.floor((share[x] ?? 0) * steps + (high ? 0.5 : 0));
  const paths = new Map<string, string[]>();
  for (let x = 0; x < kind.length; ) {
    const value = kind[x] ?? 0;
    const level = levelOf(x);
    let to = x + 1;
    while (to < kind.length && kind[to] === value && levelOf(to) === level) to += 1;
    const one = classes[value - 1];
    const pieces = one === undefined ? [] : piecesOf(one, level, extent, palette, predicted);
    for (const { look, y, height } of pieces) {
      const [w, h] = [round((to - x) / FINE), round(height / FINE)];
      const path = `M${round((left + x) / FINE)} ${round(y / FINE)}h${w}v${h}h-${w}z`;
      const known = paths.get(look);
      if (known === undefined) paths.set(look, [path]);
      else known.push(path);
    }
    x = to;
  }
  return [...paths].map(([look, d]) => `<path ${look} d="${d.join("")}"/>`).join("");
}

/** From below as far as spans cover it, in whole bands, over a faint ground; of what is a rail, the rail alone. */
function highPieces(
  one: MarkClass,
  level: number,
  { y, height }: Extent,
  palette: Palette,
  predicted: boolean,
): readonly Piece[] {
  const colour = colourOf(one, palette);
  const strong = predicted ? PREDICTED.strength : 1;
  if (LOOKS[one.state].rail !== undefined) {
    const rail = railOf(height, FINE);
    const look = plain(mix(colour, palette.surface, strong));
    return [{ look, y: y + Math.round((height - rail) / 2), height: rail }];
  }
  const bands = bandsOf(height);
  const free = Math.round(((bands - Math.max(1, level)) * height) / bands);
  const faint = { look: plain(mix(colour, palette.surface, MERGED.faint)), y, height: free };
  const looks = looksOf(one, strong, palette);
  return [
    ...(free > 0 ? [faint] : []),
    ...looks.map((look) => ({ look, y: y + free, height: height - free })),
  ];
}

/** All of its height, in a shade that says how much spans cover. */
const lowPieces = (
  one: MarkClass,
  level: number,
  { y, height }: Extent,
  palette: Palette,
  predicted: boolean,
): readonly Piece[] =>
  looksOf(one, (predicted ? PREDICTED.strength : 1) * shadeOf(level), palette).map((look) => ({
    look,
    y,
    height,
  }));

const colourOf = ({ state, tint }: MarkClass, palette: Palette): Rgba =>
  palette[tokenOf(state, tint)];

const plain = (colour: Rgba): string => `fill="${hex(colour)}"`;

/** From below: a texture pales by opacity, on paper, so that one pattern does for all its shades. */
function looksOf(one: MarkClass, strong: number, palette: Palette): readonly string[] {
  const url = patternUrl(LOOKS[one.state].small);
  if (url === undefined) return [plain(mix(colourOf(one, palette), palette.surface, strong))];
  const fill = `fill="${url}"`;
  return strong < 1
    ? [plain(palette.surface), `${fill} fill-opacity="${strong.toFixed(3)}"`]
    : [fill];
}
