import type { MarkState } from "../style/looks.ts";
import { mix, type Palette, type Token } from "../style/palette.ts";
import { groundOf, TEXTURE, TEXTURED, TEXTURES, type Textured } from "../style/pattern.ts";
import { hex, round } from "./picture-svg.ts";

/** A rectangle, user units. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The patterns that states are filled with: as on the screen, they tell states apart without colour. */
export function patternDefs(palette: Palette): string {
  const { waiting, surface, queued } = palette;
  const hatch = `<path d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4" stroke="${hex(waiting)}" stroke-width="1.25"/>`;
  const dots = `<rect width="1.25" height="1.25" fill="${hex(queued)}"/>`;
  return `<defs>${tile("waiting", 5, hex(mix(waiting, surface, 0.14)), hatch)}${tile("starting", 4, hex(surface), dots)}${TEXTURED.map((state) => textureTile(state, palette)).join("")}</defs>`;
}

/** What fills a state's small marks: as on the screen, a cell is a user unit and the origin that of the rows. */
export const textureOf = (state: Textured): string => `url(#overlap-small-${state})`;

const textureTile = (state: Textured, palette: Palette): string => {
  const ground = hex(mix(palette[state], palette.surface, groundOf(state)));
  const ink = `<path d="${inkOf(TEXTURES[state])}" fill="${hex(palette[state])}"/>`;
  return tile(`small-${state}`, TEXTURE, ground, ink);
};

/** A box round each run of inked cells. */
const inkOf = (rows: readonly string[]): string =>
  rows
    .flatMap((row, y) =>
      [...row.matchAll(/#+/g)].map(
        ({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`,
      ),
    )
    .join("");

const tile = (name: string, size: number, paper: string, ink: string): string =>
  `<pattern id="overlap-${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><rect width="${size}" height="${size}" fill="${paper}"/>${ink}</pattern>`;

/** Lower marks have no room for an outline or a rail of their own: a texture fills them instead. */
const FLAT = 6;

/** One mark as SVG, in the look it has on the screen. @param predicted outlined, never as if it had happened */
export function markSvg(
  rect: Rect,
  state: MarkState,
  tint: Token,
  palette: Palette,
  predicted: boolean,
): string {
  const flat = rect.height < FLAT || rect.width < 3;
  const colour = hex(palette[tint]);
  const { surface } = palette;
  switch (state) {
    case "running": {
      const bar = rect.width >= 4 ? { ...rect, width: rect.width - 0.5 } : rect;
      if (!predicted || flat) return box(bar, colour, predicted ? 0.55 : 1);
      return outlined(bar, hex(mix(palette[tint], surface, 0.2)), colour, 1);
    }
    case "waiting":
    case "starting":
      return box(rect, `url(#overlap-${state})`);
    case "blocked":
    case "ready": {
      const line = hex(palette[state]);
      const fill = hex(mix(palette[state], surface, state === "ready" ? 0.22 : 0));
      if (flat) return box(rect, textureOf(state));
      return outlined(rect, fill, line, 1.5, state === "ready" ? "1 2" : undefined);
    }
    case "queued":
      if (rect.height < FLAT) return box(rect, textureOf(state));
      return box({ ...rect, y: rect.y + rect.height / 2 - 1, height: 2 }, hex(palette.queued));
    case "preempted":
      return `${box(rect, hex(surface))}${edge(rect, rect.y + 0.5, hex(palette.preempted))}${edge(rect, rect.y + rect.height - 0.5, hex(palette.preempted))}`;
    default:
      return state satisfies never;
  }
}

export const box = ({ x, y, width, height }: Rect, fill: string, opacity = 1): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ""}/>`;

/** A prediction beneath a run: a thin outline and nothing in it. */
export const hollowSvg = ({ x, y, width, height }: Rect, line: string): string =>
  width < 2 || height < 2
    ? box({ x, y, width, height }, line)
    : `<rect x="${round(x + 0.5)}" y="${round(y + 0.5)}" width="${round(width - 1)}" height="${round(height - 1)}" fill="none" stroke="${line}"/>`;

/** An outline whose outer edge is the mark's edge. */
function outlined(rect: Rect, fill: string, line: string, width: number, dash?: string): string {
  const { x, y } = rect;
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
  return `<rect x="${round(x + width / 2)}" y="${round(y + width / 2)}" width="${round(Math.max(0, rect.width - width))}" height="${round(Math.max(0, rect.height - width))}" fill="${fill}" stroke="${line}" stroke-width="${width}"${dashes}/>`;
}

const edge = ({ x, width }: Rect, y: number, line: string): string =>
  `<path d="M${round(x)} ${round(y)}h${round(width)}" stroke="${line}" stroke-dasharray="1 2"/>`;
