import type { Steps } from "./counts.ts";
import type { Context } from "./paint-mark.ts";
import { packed, type Rgba } from "./palette.ts";
import type { TimeScale } from "./scale.ts";

/** Lowest and highest count in each column of pixels. */
export interface Extremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** @param width device pixels of the time axis; O(steps in sight + width) */
export function extremesOf({ at, count }: Steps, scale: TimeScale, width: number): Extremes {
  const low = new Float64Array(width);
  const high = new Float64Array(width);
  const [from, to] = scale.domain;
  const perMs = width / (to - from);
  let column = 0;
  let held = 0;
  const fillTo = (next: number): void => {
    for (; column < next; column++) {
      low[column + 1] = held;
      high[column + 1] = held;
    }
  };
  let edge = from + 1 / perMs;
  for (let i = firstInSight(at, from); i < at.length; i++) {
    const time = at[i] as number;
    if (time > to) break;
    const value = count[i] as number;
    if (time >= edge) {
      const x = Math.min(width - 1, Math.floor((time - from) * perMs));
      fillTo(x);
      edge = from + (x + 1) / perMs;
    } else if (time <= from) {
      low[0] = value;
      high[0] = value;
    }
    if (value < (low[column] as number)) low[column] = value;
    if (value > (high[column] as number)) high[column] = value;
    held = value;
  }
  fillTo(width - 1);
  return { low, high };
}

/** Index of the last step at or before `time`, or 0. */
export function firstInSight(at: Float64Array, time: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((at[mid] as number) <= time) low = mid + 1;
    else high = mid;
  }
  return Math.max(0, low - 1);
}

/** Kept from frame to frame: a band of this size is drawn in each. */
let canvas: OffscreenCanvas | undefined;
let image: ImageData | undefined;

/** An area up to the lowest count, a line's colour from there to the highest: one image, whatever the number of steps. */
export function paintExtremes(
  context: Context,
  { low, high }: Extremes,
  box: { readonly x: number; readonly y: number; readonly height: number; readonly top: number },
  fill: Rgba,
  line: Rgba,
): void {
  const width = low.length;
  const { height, top } = box;
  if (image?.width !== width || image.height !== height) image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer).fill(0);
  const [area, edge] = [packed(fill), packed(line)];
  for (let x = 0; x < width; x++) {
    if ((high[x] as number) <= 0) continue;
    const upper = height - Math.round(((high[x] as number) / top) * (height - 1)) - 1;
    const lower = height - Math.round(((low[x] as number) / top) * (height - 1));
    for (let y = upper; y < height; y++) words[y * width + x] = y < lower ? edge : area;
  }
  if (canvas === undefined || canvas.width < width || canvas.height < height) {
    canvas = new OffscreenCanvas(width, height);
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  context.drawImage(canvas, 0, 0, width, height, box.x, box.y, width, height);
}
