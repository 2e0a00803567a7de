import type { Scan } from "./columns.ts";
import type { Extent } from "./marks.ts";
import type { Context } from "./paint-mark.ts";
import { mix, type Palette, packed, type Rgba } from "./palette.ts";
import { cellSize, groundOf, TEXTURE, TEXTURES } from "./pattern.ts";
import type { MarkClass, SpanIndex } from "./span-index.ts";

/** Draws the columns of scans, all of them at the cost of one image. */
export interface Raster {
  /** Starts an empty image, device px; its left edge is to come to `x`. */
  begin(x: number, width: number, height: number): void;
  /**
   * One line: a column is filled from below as far as spans cover it, over a faint ground, so that half a busy
   * pixel is half a bar. Where a line is too low for that, the colour pales instead. Each state has its texture,
   * anchored to the canvas: neighbouring columns show it whole, however narrow each is.
   */
  line(scan: Scan, extent: Extent, tones: Tones): void;
  /** Lays the image over what the context has, its upper edge at 0; nothing where nothing was drawn. */
  end(context: Context): void;
}

/**
 * What each class looks like, as canvas bytes: tables by cell (see `cellsOf`), so that a pixel costs one look-up,
 * texture or not.
 */
export interface Tones {
  /** by 1 + class; 0 is nothing */
  readonly full: Uint32Array;
  /** of high lines: band * TEXTURE + row of the texture */
  readonly bands: (bands: number) => readonly Uint32Array[];
  /** of low lines, by row of the texture: between faint and full, by level */
  readonly pale: readonly Uint32Array[];
  /** by 1 + class: 0 where all rows of its texture are alike */
  readonly textured: Uint8Array;
  /** whether the class is drawn as a rail in the middle of the line */
  readonly rail: Uint8Array;
  readonly rails: boolean;
  readonly dpr: number;
}

/** Shades of a column of a low line. */
const STEPS = 8;
/** Lines at least this high (CSS px) show how busy a column is by height. */
const TALL = 6;
/** Rows of pixels of a line that are worked out, texture aside; the others are copies. */
const BANDS = 8;
/** How high a column may be filled: not at all, up to every band. */
const LEVELS = BANDS + 1;

/** @param outlined a prediction: paler than what happened */
export function tonesOf(
  { classes }: Pick<SpanIndex, "classes">,
  palette: Palette,
  dpr: number,
  outlined: boolean,
): Tones {
  const strong = outlined ? 0.55 : 1;
  const colours = classes.map(({ state, tint }) => palette[state === "running" ? tint : state]);
  const shadeOf = (colour: Rgba, share: number) => packed(mix(colour, palette.surface, share));
  const full = colours.map((colour) => shadeOf(colour, strong));
  const grounds = classes.map(({ state }) => groundOf(state));
  const ground = colours.map((colour, k) => shadeOf(colour, strong * (grounds[k] ?? 1)));
  const faint = colours.map((colour) => shadeOf(colour, 0.2));
  const made: (readonly Uint32Array[])[] = [];
  const bands = (count: number) => {
    made[count] ??= Array.from({ length: count }, (_, band) =>
      tablesOf(classes, (k, level, inked) => {
        // The lowest band is always full: what is there can be seen.
        const filled = band === count - 1 || level >= count - band;
        return (filled ? (inked ? full[k] : ground[k]) : faint[k]) ?? 0;
      }),
    ).flat();
    return made[count];
  };
  const pale = tablesOf(classes, (k, level, inked) => {
    const share = 0.35 + (0.65 * Math.min(STEPS, level + 1)) / STEPS;
    return shadeOf(colours[k] ?? palette.surface, strong * share * (inked ? 1 : (grounds[k] ?? 1)));
  });
  const flags = (of: (state: MarkClass["state"]) => boolean) =>
    Uint8Array.from([false, ...classes.map(({ state }) => of(state))], Number);
  const rail = flags((state) => state === "queued");
  return {
    full: Uint32Array.from([0, ...full]),
    bands,
    pale,
    textured: flags((state) => state !== "running"),
    rail,
    rails: rail.includes(1),
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
    classes.forEach(({ state }, k) => {
      for (let level = 0; level < LEVELS; level++) {
        const [ink, ground] = [colour(k, level, true), colour(k, level, false)];
        const cell = ((k + 1) * LEVELS + level) * TEXTURE;
        for (let x = 0; x < TEXTURE; x++)
          table[cell + x] = TEXTURES[state][y]?.[x] === "#" ? ink : ground;
      }
    });
    return table;
  });
}

export function createRaster(): Raster {
  let canvas: OffscreenCanvas | undefined;
  let context: OffscreenCanvasRenderingContext2D | null = null;
  let image: ImageData | undefined;
  let words = new Uint32Array(0);
  let left = 0;
  let width = 0;
  let height = 0;
  let top = Number.POSITIVE_INFINITY;
  let bottom = 0;
  return {
    begin(x, w, h) {
      if (bottom > top) words.fill(0, top * width, bottom * width);
      top = Number.POSITIVE_INFINITY;
      bottom = 0;
      left = x;
      width = w;
      height = h;
    },
    line(scan, { y, height: tall }, tones) {
      const from = Math.max(0, y);
      const to = Math.min(height, y + tall);
      if (!scan.filled || to <= from) return;
      if (image?.width !== width || image.height !== height) {
        image = new ImageData(width, height);
        words = new Uint32Array(image.data.buffer);
      }
      top = Math.min(top, from);
      bottom = Math.max(bottom, to);
      if (tall < TALL * tones.dpr) paintPale(words, left, width, scan, from, to, tones);
      else paintTall(words, left, width, scan, { y, height: tall }, height, tones);
    },
    end(target) {
      if (image === undefined || bottom <= top) return;
      if (canvas === undefined || canvas.width !== width || canvas.height !== height) {
        canvas = new OffscreenCanvas(width, height);
        context = canvas.getContext("2d");
      }
      context?.putImageData(image, 0, 0, 0, top, width, bottom - top);
      target.drawImage(canvas, 0, top, width, bottom - top, left, top, width, bottom - top);
    },
  };
}

function paintPale(
  words: Uint32Array,
  left: number,
  width: number,
  scan: Scan,
  from: number,
  to: number,
  tones: Tones,
): void {
  const size = cellSize(tones.dpr);
  const textured = cellsOf(scan, left, width, STEPS, 0, tones);
  for (let line = from; line < to; line++) {
    const table = tones.pale[textured ? rowAt(line, size) : 0] as Uint32Array;
    const row = line * width;
    for (let x = 0; x < width; x++) {
      const colour = table[cells[x] as number] as number;
      if (colour !== 0) words[row + x] = colour; // a line may share its pixels with others
    }
  }
}

function paintTall(
  words: Uint32Array,
  left: number,
  width: number,
  scan: Scan,
  { y, height }: Extent,
  limit: number,
  tones: Tones,
): void {
  const size = cellSize(tones.dpr);
  const bands = Math.min(BANDS, Math.ceil(height / 2));
  const tables = tones.bands(bands);
  const textured = cellsOf(scan, left, width, bands, 0.5, tones);
  for (let band = 0; band < bands; band++) {
    const first = Math.max(0, y + Math.round((band * height) / bands));
    const after = Math.min(limit, y + Math.round(((band + 1) * height) / bands));
    for (let line = first; line < after; line++) {
      const row = line * width;
      if (line > first && !(textured && line % size === 0)) {
        words.copyWithin(row, row - width, row);
        continue;
      }
      const table = tables[band * TEXTURE + (textured ? rowAt(line, size) : 0)] as Uint32Array;
      for (let x = 0; x < width; x++) words[row + x] = table[cells[x] as number] as number;
    }
  }
  if (tones.rails) paintRails(words, width, scan.kind, { y, height }, limit, tones);
}

/** The row of the texture that a row of pixels shows. */
const rowAt = (line: number, size: number): number => Math.floor(line / size) % TEXTURE;

let cells = new Uint16Array(0);

/**
 * Writes class, level and column of the texture of each column of pixels into `cells`, as one number:
 * (value * LEVELS + level) * TEXTURE + column, below 14 * 9 * 6.
 *
 * @param levels how many a share of 1 is; `round` is added before the fraction is cut off
 * @returns whether any class on the line has a texture
 */
function cellsOf(
  { kind, share }: Scan,
  left: number,
  width: number,
  levels: number,
  round: number,
  { textured, dpr }: Tones,
): boolean {
  if (cells.length < width) cells = new Uint16Array(width);
  const size = cellSize(dpr);
  let column = Math.floor(left / size) % TEXTURE;
  let rest = size - (left % size);
  let any = 0;
  for (let x = 0; x < width; x++) {
    const value = kind[x] as number;
    const level = ((share[x] as number) * levels + round) | 0;
    any |= textured[value] as number;
    cells[x] = (value * LEVELS + level) * TEXTURE + column;
    rest -= 1;
    if (rest > 0) continue;
    rest = size;
    column = column === TEXTURE - 1 ? 0 : column + 1;
  }
  return any !== 0;
}

/** Takes back what is not the rail of queued columns. */
function paintRails(
  words: Uint32Array,
  width: number,
  kind: Uint8Array,
  { y, height }: Extent,
  limit: number,
  { full, rail, dpr }: Tones,
): void {
  const thick = Math.max(1, Math.round((height < 12 * dpr ? 1 : 2) * dpr));
  const middle = y + Math.round((height - thick) / 2);
  const last = Math.min(limit, y + height) - 1;
  for (let x = 0; x < width; x++) {
    if (rail[kind[x] as number] === 0) continue;
    const value = full[kind[x] as number] as number;
    for (let line = Math.max(0, y); line <= last; line++) {
      words[line * width + x] = line >= middle && line < middle + thick ? value : 0;
    }
  }
}
