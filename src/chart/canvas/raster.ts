import type { Extent } from "../layout/marks.ts";
import { HOLLOW, type Scan } from "../spans/scan.ts";
import { bandsOf, MERGED, railOf, TEXTURE } from "../style/looks.ts";
import { cellSize } from "./pattern.ts";
import type { Sheet } from "./sheet.ts";
import { boxLevel, cellOf, type Tones } from "./tones.ts";

/** Where the columns of a scan come on a sheet. */
interface Place {
  /** the first of them */
  readonly left: number;
  /** place of that column in textures, which move with what they fill */
  readonly anchor: number;
}

/**
 * Draws columns of one line into a sheet. A column is filled from below as far as spans cover it, over a faint
 * ground, so that half a busy pixel is half a bar. Where a line is too low for that, the colour pales instead. Each
 * state has its texture, which goes on from one column to the next, however narrow each is.
 *
 * @param limit nothing is drawn from here down
 * @param taken above here other lines have been drawn: what they left free is filled
 */
export function paintColumns(
  sheet: Sheet,
  place: Place,
  scan: Scan,
  extent: Extent,
  tones: Tones,
  limit: number,
  taken: number,
): void {
  if (extent.height < MERGED.tallFrom * tones.dpr)
    paintLow(sheet, place, scan, extent, tones, limit, taken);
  else paintHigh(sheet, place, scan, extent, tones, limit, taken);
}

function paintLow(
  { words, width }: Sheet,
  place: Place,
  scan: Scan,
  { y, height }: Extent,
  tones: Tones,
  limit: number,
  taken: number,
): void {
  const size = cellSize(tones.dpr);
  const { count, textured, levels } = readCells(scan, place, MERGED.shades, 0, tones);
  const { left } = place;
  const last = Math.min(limit, y + height);
  const drawn = Math.max(0, y);
  for (let line = drawn; line < last; line++) {
    const row = line * width + left;
    if (line > Math.max(drawn, taken) && !(textured && line % size === 0)) {
      words.copyWithin(row, row - width, row - width + count);
      continue;
    }
    const table = tones.pale[textured ? rowAt(line, size) : 0] as Uint32Array;
    fillRow(words, row, count, table, line < taken);
  }
  if (hasBoxes(levels)) paintRims(words, width, left, scan, { y, height }, last, tones);
}

function paintHigh(
  { words, width }: Sheet,
  place: Place,
  scan: Scan,
  { y, height }: Extent,
  tones: Tones,
  limit: number,
  taken: number,
): void {
  const size = cellSize(tones.dpr);
  const bands = bandsOf(height);
  const tables = tones.bands(bands);
  const { count, textured, levels } = readCells(scan, place, bands, 0.5, tones);
  const { left } = place;
  const top = Math.max(0, y);
  for (let band = 0; band < bands; band++) {
    const first = Math.max(0, y + Math.round((band * height) / bands));
    const after = Math.min(limit, y + Math.round(((band + 1) * height) / bands));
    // A band looks like the one above unless some column is filled up to just here.
    const alike =
      band > 0 && !textured && (levels & (1 << (bands - band))) === 0 && band < bands - 1;
    for (let line = first; line < after; line++) {
      const row = line * width + left;
      const free = line > Math.max(top, taken);
      if (free && (line > first || alike) && !(textured && line % size === 0)) {
        words.copyWithin(row, row - width, row - width + count);
        continue;
      }
      const table = tables[band * TEXTURE + (textured ? rowAt(line, size) : 0)] as Uint32Array;
      fillRow(words, row, count, table, line < taken);
    }
  }
  const last = Math.min(limit, y + height);
  if (tones.rails) paintRails(words, width, left, scan.kind, { y, height }, last, tones);
  if (hasBoxes(levels)) paintRims(words, width, left, scan, { y, height }, last, tones);
}

/** Looks up the cells; over what others left, if that is `shared`. */
function fillRow(
  words: Uint32Array,
  row: number,
  count: number,
  table: Uint32Array,
  shared: boolean,
): void {
  const own = cells;
  if (!shared) {
    for (let x = 0; x < count; x++) words[row + x] = table[own[x] as number] as number;
    return;
  }
  for (let x = 0; x < count; x++) {
    const colour = table[own[x] as number] as number;
    if (colour !== 0) words[row + x] = colour;
  }
}

/** The row of the texture that a row of pixels shows. */
const rowAt = (line: number, size: number): number => Math.floor(line / size) % TEXTURE;

const hasBoxes = (levels: number): boolean => (levels & (1 << boxLevel(HOLLOW))) !== 0;

/** by column of a part (see cellOf) */
let cells = new Uint16Array(0);

/**
 * Writes the cell of each column of pixels into `cells`.
 *
 * @param steps how many levels a share of 1 is; `round` is added before the fraction is cut off
 * @returns how many; whether any class among them has a texture; the levels met, a bit for each
 */
function readCells(
  { kind, share }: Scan,
  { anchor }: Place,
  steps: number,
  round: number,
  { textured, textures, dpr }: Tones,
) {
  const count = kind.length;
  if (cells.length < count) cells = new Uint16Array(count);
  const own = cells;
  if (!textures) {
    let levels = 0;
    for (let x = 0; x < count; x++) {
      const value = kind[x] as number;
      const busy = share[x] as number;
      const level = busy <= 1 ? (busy * steps + round) | 0 : boxLevel(busy);
      levels |= 1 << level;
      own[x] = cellOf(value, level, 0);
    }
    return { count, textured: false, levels };
  }
  const size = cellSize(dpr);
  const period = TEXTURE * size;
  const start = ((anchor % period) + period) % period;
  let column = Math.floor(start / size);
  let rest = size - (start % size);
  let any = 0;
  let levels = 0;
  for (let x = 0; x < count; x++) {
    const value = kind[x] as number;
    const busy = share[x] as number;
    const level = busy <= 1 ? (busy * steps + round) | 0 : boxLevel(busy);
    any |= textured[value] as number;
    levels |= 1 << level;
    own[x] = cellOf(value, level, column);
    rest -= 1;
    if (rest > 0) continue;
    rest = size;
    column = column === TEXTURE - 1 ? 0 : column + 1;
  }
  return { count, textured: any !== 0, levels };
}

/** Takes back what is not the rail of queued columns. */
function paintRails(
  words: Uint32Array,
  width: number,
  left: number,
  kind: Uint8Array,
  { y, height }: Extent,
  last: number,
  { full, rail, dpr }: Tones,
): void {
  const thick = railOf(height, dpr);
  const middle = y + Math.round((height - thick) / 2);
  for (let x = 0; x < kind.length; x++) {
    if (rail[kind[x] as number] === 0) continue;
    const value = full[kind[x] as number] as number;
    for (let line = Math.max(0, y); line < last; line++) {
      words[line * width + left + x] = line >= middle && line < middle + thick ? value : 0;
    }
  }
}

/** The upper and the lower edge of hollow boxes; a line too low for both is all edge. */
function paintRims(
  words: Uint32Array,
  width: number,
  left: number,
  { kind, share }: Scan,
  { y, height }: Extent,
  last: number,
  { solid, boxes: { line } }: Tones,
): void {
  const thin = height <= 2 * line;
  for (let at = Math.max(0, y); at < last; at++) {
    if (!thin && at >= y + line && at < y + height - line) continue;
    const row = at * width + left;
    for (let x = 0; x < kind.length; x++) {
      if (share[x] === HOLLOW) words[row + x] = solid[kind[x] as number] as number;
    }
  }
}
