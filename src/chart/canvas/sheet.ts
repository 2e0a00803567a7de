import type { Context } from "../style/font.ts";

/** A rectangle in whole device pixels. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A picture as words, row after row: bytes r, g, b, a of each device pixel, 0 where there is nothing. What a chart
 * works out pixel by pixel is put on the canvas in one go, at the cost of clearing it; drawing one canvas on another
 * costs three times that, and a path for each bar far more.
 */
export interface Sheet {
  readonly words: Uint32Array;
  readonly width: number;
  readonly height: number;
  readonly image: ImageData;
}

export function sheetOf(width: number, height: number): Sheet {
  const image = new ImageData(Math.max(1, width), Math.max(1, height));
  const words = new Uint32Array(image.data.buffer);
  return { words, width: image.width, height: image.height, image };
}

/** Replaces what the canvas has. */
export const putSheet = (context: Context, { image }: Sheet): void =>
  context.putImageData(image, 0, 0);

/** Fills an area, or what of it lies on the sheet; 0 clears it. */
export function fillArea(sheet: Sheet, area: Area, word: number): void {
  const { words, width } = sheet;
  const [left, right] = [Math.max(0, area.x), Math.min(width, area.x + area.width)];
  const [top, bottom] = [Math.max(0, area.y), Math.min(sheet.height, area.y + area.height)];
  if (left >= right) return;
  for (let y = top; y < bottom; y++) words.fill(word, y * width + left, y * width + right);
}

/** A frame of `line` pixels just inside an area; an area too small for one is filled. */
export function frameArea(sheet: Sheet, area: Area, line: number, word: number): void {
  const { x, y, width, height } = area;
  if (width <= 2 * line || height <= 2 * line) {
    fillArea(sheet, area, word);
    return;
  }
  fillArea(sheet, { x, y, width, height: line }, word);
  fillArea(sheet, { x, y: y + height - line, width, height: line }, word);
  fillArea(sheet, { x, y, width: line, height }, word);
  fillArea(sheet, { x: x + width - line, y, width: line, height }, word);
}

/** Clears whole rows of pixels. */
export function clearRows({ words, width, height }: Sheet, from: number, to: number): void {
  const [top, bottom] = [Math.max(0, from), Math.min(height, to)];
  if (top < bottom) words.fill(0, top * width, bottom * width);
}
