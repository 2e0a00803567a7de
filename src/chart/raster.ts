import type { Scan } from "./columns.ts";
import type { Extent } from "./marks.ts";
import type { Context } from "./paint-mark.ts";
import { mix, type Palette, packed } from "./palette.ts";
import type { SpanIndex } from "./span-index.ts";

/** Draws the columns of scans, all of them at the cost of one image. */
export interface Raster {
  /** Starts an empty image, device px. */
  begin(width: number, height: number): void;
  /**
   * One line: a column is filled from below as far as spans cover it, over a faint ground, so that half a busy
   * pixel is half a bar. Where a line is too low for that, the colour pales instead.
   */
  line(scan: Scan, extent: Extent, tones: Tones): void;
  /** Lays the image over what the context has, its left upper corner at x, 0; nothing where nothing was drawn. */
  end(context: Context, x: number): void;
}

/** Colours of each class as canvas bytes. By 1 + class; 0 is nothing. */
export interface Tones {
  readonly full: Uint32Array;
  readonly faint: Uint32Array;
  /** between faint and full, by share: pale[value * STEPS + step] */
  readonly pale: Uint32Array;
  /** of each band of pixel rows, by cell: see `cellsOf` */
  readonly bands: (bands: number) => readonly Uint32Array[];
  /** whether the class is drawn as a rail in the middle of the line */
  readonly rail: Uint8Array;
  readonly rails: boolean;
  readonly dpr: number;
}

const STEPS = 8;
/** Lines at least this high (CSS px) show how busy a column is by height. */
const TALL = 6;
/** Rows of pixels of a line that are worked out; the others are copies. */
const BANDS = 8;
/** How high a column may be filled: not at all, up to every band. */
const LEVELS = BANDS + 1;

/** @param outlined a prediction: paler than what happened */
export function tonesOf(
  { classes }: SpanIndex,
  palette: Palette,
  dpr: number,
  outlined: boolean,
): Tones {
  const size = classes.length + 1;
  const full = new Uint32Array(size);
  const faint = new Uint32Array(size);
  const pale = new Uint32Array(size * STEPS);
  const rail = new Uint8Array(size);
  classes.forEach(({ state, tint }, k) => {
    const colour = palette[state === "running" ? tint : state];
    const strong = outlined ? 0.55 : 1;
    full[k + 1] = packed(mix(colour, palette.surface, strong));
    faint[k + 1] = packed(mix(colour, palette.surface, 0.2));
    rail[k + 1] = state === "queued" ? 1 : 0;
    for (let step = 0; step < STEPS; step++) {
      const share = 0.35 + (0.65 * (step + 1)) / STEPS;
      pale[(k + 1) * STEPS + step] = packed(mix(colour, palette.surface, strong * share));
    }
  });
  const made: (readonly Uint32Array[])[] = [];
  const bands = (count: number) => {
    made[count] ??= Array.from({ length: count }, (_, band) => shadesOf(full, faint, count, band));
    return made[count] as readonly Uint32Array[];
  };
  return { full, faint, pale, bands, rail, rails: rail.includes(1), dpr };
}

/** One band's colour of each cell: full where the column is filled that high, else faint. */
function shadesOf(full: Uint32Array, faint: Uint32Array, bands: number, band: number): Uint32Array {
  const shades = new Uint32Array(full.length * LEVELS);
  for (let value = 1; value < full.length; value++) {
    for (let level = 0; level < LEVELS; level++) {
      // The lowest band is always full: what is there can be seen.
      const filled = band === bands - 1 || level >= bands - band;
      shades[value * LEVELS + level] = (filled ? full[value] : faint[value]) as number;
    }
  }
  return shades;
}

export function createRaster(): Raster {
  let canvas: OffscreenCanvas | undefined;
  let context: OffscreenCanvasRenderingContext2D | null = null;
  let image: ImageData | undefined;
  let words = new Uint32Array(0);
  let width = 0;
  let height = 0;
  let top = Number.POSITIVE_INFINITY;
  let bottom = 0;
  return {
    begin(w, h) {
      if (bottom > top) words.fill(0, top * width, bottom * width);
      top = Number.POSITIVE_INFINITY;
      bottom = 0;
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
      if (tall < TALL * tones.dpr) paintPale(words, width, scan, from, to, tones);
      else paintTall(words, width, scan, { y, height: tall }, height, tones);
    },
    end(target, x) {
      if (image === undefined || bottom <= top) return;
      if (canvas === undefined || canvas.width !== width || canvas.height !== height) {
        canvas = new OffscreenCanvas(width, height);
        context = canvas.getContext("2d");
      }
      context?.putImageData(image, 0, 0, 0, top, width, bottom - top);
      target.drawImage(canvas, 0, top, width, bottom - top, x, top, width, bottom - top);
    },
  };
}

function paintPale(
  words: Uint32Array,
  width: number,
  { kind, share }: Scan,
  from: number,
  to: number,
  { pale }: Tones,
): void {
  const row = from * width;
  for (let x = 0; x < width; x++) {
    const k = kind[x] as number;
    if (k === 0) continue; // a line may share its pixels with others
    const step = Math.min(STEPS - 1, Math.floor((share[x] as number) * STEPS));
    const value = pale[k * STEPS + step] as number;
    for (let at = row + x; at < to * width; at += width) words[at] = value;
  }
}

function paintTall(
  words: Uint32Array,
  width: number,
  { kind, share }: Scan,
  { y, height }: Extent,
  limit: number,
  tones: Tones,
): void {
  const { rail, rails } = tones;
  const bands = Math.min(BANDS, Math.ceil(height / 2));
  const shades = tones.bands(bands);
  const cells = cellsOf(kind, share, width, bands);
  for (let band = 0; band < bands; band++) {
    const first = y + Math.round((band * height) / bands);
    const after = y + Math.round(((band + 1) * height) / bands);
    if (after <= 0 || first >= limit) continue;
    const row = Math.max(0, first) * width;
    const shade = shades[band] as Uint32Array;
    for (let x = 0; x < width; x++) words[row + x] = shade[cells[x] as number] as number;
    for (let line = Math.max(0, first) + 1; line < Math.min(limit, after); line++) {
      words.copyWithin(line * width, row, row + width);
    }
  }
  if (rails) paintRails(words, width, kind, { y, height }, limit, rail, tones.dpr);
}

let cells = new Uint8Array(0);

/** Class and level of each column in one number, `value * LEVELS + level`: at most 14 classes, so a byte holds it. */
function cellsOf(kind: Uint8Array, share: Float32Array, width: number, bands: number): Uint8Array {
  if (cells.length < width) cells = new Uint8Array(width);
  for (let x = 0; x < width; x++) {
    cells[x] = (kind[x] as number) * LEVELS + ((share[x] as number) * bands + 0.5);
  }
  return cells;
}

/** Takes back what is not the rail of queued columns. */
function paintRails(
  words: Uint32Array,
  width: number,
  kind: Uint8Array,
  { y, height }: Extent,
  limit: number,
  rail: Uint8Array,
  dpr: number,
): void {
  const thick = Math.max(1, Math.round((height < 12 * dpr ? 1 : 2) * dpr));
  const middle = y + Math.round((height - thick) / 2);
  const last = Math.min(limit, y + height) - 1;
  for (let x = 0; x < width; x++) {
    if (rail[kind[x] as number] === 0) continue;
    const value = words[last * width + x] as number;
    for (let line = Math.max(0, y); line <= last; line++) {
      words[line * width + x] = line >= middle && line < middle + thick ? value : 0;
    }
  }
}
