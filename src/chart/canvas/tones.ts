import type { Boxes } from "../spans/columns.ts";
import { EDGE, HOLLOW } from "../spans/scan.ts";
import type { MarkClass, SpanIndex } from "../spans/span-index.ts";
import {
  BAR,
  devicePx,
  LOOKS,
  MERGED,
  PREDICTED,
  shadeOf,
  TEXTURE,
  type Texture,
  tokenOf,
} from "../style/looks.ts";
import { mix, type Palette, packed, type Rgba } from "../style/palette.ts";

/**
 * What each class looks like, as canvas bytes: tables by cell (see `cellOf`), so that a pixel costs one look-up,
 * texture or not.
 */
export interface Tones {
  /** of rails and of the edges of boxes, by 1 + class; 0 is nothing */
  readonly full: Uint32Array;
  readonly solid: Uint32Array;
  /** of high lines: band * TEXTURE + row of the texture */
  readonly bands: (bands: number) => readonly Uint32Array[];
  /** of low lines, by row of the texture: between faint and full, by level */
  readonly pale: readonly Uint32Array[];
  /** by 1 + class: 0 where all rows of its texture are alike */
  readonly textured: Uint8Array;
  /** whether any class has one */
  readonly textures: boolean;
  /** whether the class is drawn as a rail in the middle of the line */
  readonly rail: Uint8Array;
  readonly rails: boolean;
  readonly boxes: Boxes;
  readonly dpr: number;
}

/** How high a column may be filled: not at all, up to every band; within a box and at its edge. */
const LEVELS = MERGED.bands + 3;

/**
 * Class, level and column of the texture of a column of pixels as one number, below 14 * 11 * 6.
 *
 * @param value 1 + class
 */
export const cellOf = (value: number, level: number, column: number): number =>
  (value * LEVELS + level) * TEXTURE + column;

/** The level of a share that is HOLLOW or EDGE. */
export const boxLevel = (share: number): number => MERGED.bands + share - 1;

/** @param outlined a prediction: paler than what happened, its wide bars no more than outlines */
export function tonesOf(
  { classes }: Pick<SpanIndex, "classes">,
  palette: Palette,
  dpr: number,
  outlined: boolean,
): Tones {
  const strong = outlined ? PREDICTED.strength : 1;
  const colours = classes.map(({ state, tint }) => palette[tokenOf(state, tint)]);
  const mixed = (colour: Rgba, share: number) => packed(mix(colour, palette.surface, share));
  const solid = colours.map(packed);
  const full = colours.map((colour) => mixed(colour, strong));
  const grounds = classes.map(groundOf);
  const ground = colours.map((colour, k) => mixed(colour, strong * (grounds[k] ?? 1)));
  const faint = colours.map((colour) => mixed(colour, MERGED.faint));
  const hollow = colours.map((colour) => mixed(colour, PREDICTED.inside));
  const table = (colour: (k: number, level: number, inked: boolean) => number | undefined) =>
    tablesOf(classes, (k, level, inked) => {
      if (level === boxLevel(EDGE)) return solid[k] ?? 0;
      if (level === boxLevel(HOLLOW)) return hollow[k] ?? 0;
      return colour(k, level, inked) ?? 0;
    });
  const made: (readonly Uint32Array[])[] = [];
  const bands = (count: number) => {
    made[count] ??= Array.from({ length: count }, (_, band) =>
      table((k, level, inked) => {
        // The lowest band is always full: what is there can be seen.
        const filled = band === count - 1 || level >= count - band;
        return filled ? (inked ? full[k] : ground[k]) : faint[k];
      }),
    ).flat();
    return made[count];
  };
  const pale = table((k, level, inked) => {
    const share = strong * shadeOf(level) * (inked ? 1 : (grounds[k] ?? 1));
    return mixed(colours[k] ?? palette.surface, share);
  });
  const flags = (of: (state: MarkClass["state"]) => boolean) =>
    Uint8Array.from([false, ...classes.map(({ state }) => of(state))], Number);
  const textured = flags((state) => LOOKS[state].small.is === "texture");
  const rail = flags((state) => LOOKS[state].rail !== undefined);
  const plain = Uint8Array.from(classes, ({ state }) => Number(state === "running"));
  return {
    full: Uint32Array.from([0, ...full]),
    solid: Uint32Array.from([0, ...solid]),
    bands,
    pale,
    textured,
    textures: textured.includes(1),
    rail,
    rails: rail.includes(1),
    boxes: { plain, line: devicePx(BAR.gap, dpr), hollow: outlined },
    dpr,
  };
}

/** The colour of each cell, one table for each row of the texture. */
function tablesOf(
  classes: readonly MarkClass[],
  colour: (k: number, level: number, inked: boolean) => number,
): readonly Uint32Array[] {
  return Array.from({ length: TEXTURE }, (_, y) => {
    const table = new Uint32Array((classes.length + 1) * LEVELS * TEXTURE);
    classes.forEach((one, k) => {
      const cells = cellsOf(one);
      for (let level = 0; level < LEVELS; level++) {
        const [ink, ground] = [colour(k, level, true), colour(k, level, false)];
        const cell = cellOf(k + 1, level, 0);
        for (let x = 0; x < TEXTURE; x++)
          table[cell + x] = cells === undefined || cells[y]?.[x] === "#" ? ink : ground;
      }
    });
    return table;
  });
}

/** What fills a class's columns between the ink of its texture: undefined for one that is all ink. */
const textureOf = ({ state }: MarkClass) => {
  const { small } = LOOKS[state];
  return small.is === "texture" ? small : undefined;
};
const cellsOf = (one: MarkClass): Texture | undefined => textureOf(one)?.cells;
const groundOf = (one: MarkClass): number => textureOf(one)?.ground ?? 1;
