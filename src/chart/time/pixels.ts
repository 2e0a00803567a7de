import type { Ms } from "../../trace/types.ts";
import type { TimeScale } from "./scale.ts";

/** A stretch of time on whole device pixels. */
export interface Pixels {
  readonly from: number;
  readonly to: number;
  /** first device pixel of the time axis, and how many there are */
  readonly left: number;
  readonly width: number;
  /** number of the first column, counted from time 0: the same column has the same number wherever it is shown */
  readonly first: number;
  /** device pixels per ms */
  readonly perMs: number;
  /** spans at least this wide (device px) are marks of their own: there is room for a pattern */
  readonly wide: number;
}

/** CSS px from which a span is drawn as a mark of its own. */
const WIDE = 6;

export function pixelsOf(scale: TimeScale, dpr: number): Pixels {
  const left = Math.round(scale.range[0] * dpr);
  const width = Math.max(1, Math.round(scale.range[1] * dpr) - left);
  const [from, to] = scale.domain;
  const perMs = width / (to - from);
  return { from, to, left, width, first: Math.round(from * perMs), perMs, wide: WIDE * dpr };
}

/** The column in which an instant lies nearest to the left edge: of a tick, so that bars that begin then begin on it. */
export const tickColumn = ({ from, perMs }: Pixels, time: number): number =>
  Math.round((time - from) * perMs);

/** From instants to CSS px that are whole device pixels, as d3-axis wants it. */
interface PixelScale {
  (time: Ms): number;
  domain(): Ms[];
  range(): number[];
  copy(): this;
}

export function pixelScale(pixels: Pixels, dpr: number): PixelScale {
  const { from, to, left, width } = pixels;
  const at = (time: Ms): number => (left + tickColumn(pixels, time)) / dpr;
  const scale = Object.assign(at, {
    domain: () => [from, to],
    range: () => [left / dpr, (left + width) / dpr],
    copy: (): typeof scale => scale,
  });
  return scale;
}
