import type { Box } from "../layout/box.ts";
import type { Shape } from "../layout/mark-shapes.ts";
import { LOOKS, type MarkState, type Paint, TEXTURE, type Texture } from "../style/looks.ts";
import { mix, type Palette } from "../style/palette.ts";
import { hex, round } from "./picture-svg.ts";

/** Columns and lengths of a picture come in halves of a px: fine enough for print, and still few marks. */
export const FINE = 2;

/** The patterns that states are filled with: as on the screen, they tell states apart without colour. */
export const patternDefs = (palette: Palette): string =>
  `<defs>${patterns.map(({ id, state, paint }) => patternOf(id, state, paint, palette)).join("")}</defs>`;

/** Every paint of the table of looks that is more than a colour. */
const patterns = (Object.keys(LOOKS) as MarkState[]).flatMap((state) => {
  const { inside, small } = LOOKS[state];
  const paints = [
    { id: `overlap-${state}`, state, paint: inside },
    ...(small === inside ? [] : [{ id: `overlap-small-${state}`, state, paint: small }]),
  ];
  return paints.flatMap(({ id, paint }) =>
    paint === undefined || paint.is === "colour" ? [] : [{ id, state, paint }],
  );
});

function patternOf(id: string, state: MarkState, paint: Paint, palette: Palette): string {
  const colour = palette[LOOKS[state].token];
  const ink = hex(colour);
  const ground = (share: number) => hex(mix(colour, palette.surface, share));
  switch (paint.is) {
    case "colour":
      return "";
    case "hatch": {
      const { every: n, line } = paint;
      const lines = `M-1 ${n + 1}L${n + 1} -1M-1 1L1 -1M${n - 1} ${n + 1}L${n + 1} ${n - 1}`;
      const path = `<path d="${lines}" stroke="${ink}" stroke-width="${line}"/>`;
      return tile(id, n, ground(paint.ground), path);
    }
    case "dots": {
      const dot = Math.round(paint.dot * FINE) / FINE;
      return tile(
        id,
        paint.every,
        hex(palette.surface),
        `<rect width="${dot}" height="${dot}" fill="${ink}"/>`,
      );
    }
    case "texture":
      return tile(
        id,
        TEXTURE,
        ground(paint.ground),
        `<path d="${inkOf(paint.cells)}" fill="${ink}"/>`,
      );
    default:
      return paint satisfies never;
  }
}

/** A box round each run of inked cells. */
const inkOf = (cells: Texture): string =>
  cells
    .flatMap((row, y) =>
      [...row.matchAll(/#+/g)].map(
        ({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`,
      ),
    )
    .join("");

const tile = (id: string, size: number, paper: string, ink: string): string =>
  `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><rect width="${size}" height="${size}" fill="${paper}"/>${ink}</pattern>`;

/** What fills a state's paint: a cell of a texture is a user unit, and the origin that of the rows. */
export const patternUrl = (paint: Paint): string | undefined => {
  const found = patterns.find((one) => one.paint === paint);
  return found && `url(#${found.id})`;
};

/** The shapes of a mark as SVG; theirs are FINE px, SVG's user units. */
export const shapesSvg = (shapes: readonly Shape[], palette: Palette): string =>
  shapes.map((shape) => shapeSvg(shape, palette)).join("");

function shapeSvg(shape: Shape, palette: Palette): string {
  const colour = palette[shape.token];
  const { x, y, width, height } = userBox(shape.box);
  switch (shape.is) {
    case "area": {
      const { paint } = shape;
      const fill = paint.is === "colour" ? hex(mix(colour, palette.surface, paint.share)) : "none";
      return box({ x, y, width, height }, patternUrl(paint) ?? fill);
    }
    case "frame": {
      const line = shape.line / FINE;
      const inner = `x="${round(x + line / 2)}" y="${round(y + line / 2)}" width="${round(width - line)}" height="${round(height - line)}"`;
      return `<rect ${inner} fill="none" stroke="${hex(colour)}"${line === 1 ? "" : ` stroke-width="${line}"`}${dashes(shape.dash)}/>`;
    }
    case "rule":
      return `<path d="M${round(x)} ${round(y + height / 2)}h${round(width)}" stroke="${hex(colour)}" stroke-width="${round(height)}"${dashes(shape.dash)}/>`;
    default:
      return shape satisfies never;
  }
}

const dashes = (dash: readonly number[]): string =>
  dash.length === 0 ? "" : ` stroke-dasharray="${dash.map((length) => length / FINE).join(" ")}"`;

const userBox = ({ x, y, width, height }: Box): Box => ({
  x: x / FINE,
  y: y / FINE,
  width: width / FINE,
  height: height / FINE,
});

/** User units. */
export const box = ({ x, y, width, height }: Box, fill: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`;
