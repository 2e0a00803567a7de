import { tickStep, ticks } from "d3-array";
import { thousandsApart } from "../../metrics/format.ts";
import type { Ms } from "../../trace/types.ts";

export type TimeUnit = "µs" | "ms" | "s";

/** The one place where time becomes pixels and back. Pixels are CSS pixels from the left edge of the chart. */
export interface TimeScale {
  readonly domain: readonly [Ms, Ms];
  readonly range: readonly [number, number];
  /** pixels per millisecond */
  readonly perMs: number;
  x(time: Ms): number;
  time(x: number): Ms;
  /** Round times, about one per 72 px, or as many as their figures leave room for. */
  readonly ticks: readonly Ms[];
  /** ms from one to the next */
  readonly tickStep: Ms;
  readonly unit: TimeUnit;
  /** A tick's figure without its unit. */
  figure(time: Ms): string;
}

/** ms in each unit */
export const perUnit = { µs: 0.001, ms: 1, s: 1000 } as const satisfies Record<TimeUnit, Ms>;

/** The unit in which a stretch of this length reads in one to four digits. */
function unitFor(length: Ms): TimeUnit {
  if (length < 1) return "µs";
  return length < 10_000 ? "ms" : "s";
}

const writerOf = (least: number, most: number): ((value: number) => string) => {
  const digits = { minimumFractionDigits: least, maximumFractionDigits: most };
  const style = { ...digits, useGrouping: false, signDisplay: "negative" } as const;
  const { format } = new Intl.NumberFormat("en", style);
  return (value) => thousandsApart(format(value));
};

/** By digits after the point. Making one takes longer than writing an axis by it. */
const writers: ((value: number) => string)[] = [];
function figureOf(digits: number): (value: number) => string {
  writers[digits] ??= writerOf(digits, digits);
  return writers[digits];
}

/** Digits after the point that a step needs: 3 for 0.005. */
const digitsOf = (step: number): number =>
  Math.max(0, -Number(step.toExponential().split("e")[1] ?? 0));

/** A picosecond: below it pixels per millisecond would leave what a double can hold. */
const SHORTEST: Ms = 1e-9;

/** CSS px of a digit of 12 px; separators are narrower, which makes up for fonts whose digits are wider. */
const DIGIT = 7;

/**
 * How many ticks fit on `width` CSS px. The steps of `ticks` are up to a third narrower than asked for, and the first
 * and the last figure are moved inwards by up to half of their own width (see axisTicks): so what counts is the step.
 */
function tickCount(first: number, last: number, width: number): number {
  /** per unit of time */
  const pixels = width / (last - first);
  const fits = (step: number): boolean => {
    const figure = DIGIT * longest(first, last, step);
    return step * pixels >= Math.max(figure + 16, 1.5 * figure);
  };
  let count = Math.max(2, Math.floor(width / 72));
  while (count > 1 && !fits(tickStep(first, last, count))) {
    if (tickStep(first, last, count - 1) > last - first) break;
    count -= 1;
  }
  return count;
}

/** Characters of the longest figure of an axis, "196 248.52". */
function longest(first: number, last: number, step: number): number {
  const most = Math.max(Math.abs(first), Math.abs(last), 1);
  const whole = Math.floor(Math.log10(most)) + 1;
  const digits = digitsOf(step);
  return whole + (whole > 4 ? Math.floor((whole - 1) / 3) : 0) + (digits > 0 ? digits + 1 : 0);
}

/**
 * @param domain first and last visible ms; one that is empty or backward is widened to 1 ms
 * @param range the pixels they fall on
 */
export function timeScale(domain: readonly [Ms, Ms], range: readonly [number, number]): TimeScale {
  const [from, wanted] = domain;
  const to = wanted - from > SHORTEST ? wanted : from + 1;
  const [left, right] = range;
  const length = to - from;
  const unit = unitFor(length);
  const [first, last] = [from / perUnit[unit], to / perUnit[unit]];
  const count = tickCount(first, last, right - left);
  const step = tickStep(first, last, count);
  const write = figureOf(digitsOf(step));
  return {
    domain: [from, to],
    range,
    perMs: Math.max(right - left, 0) / length,
    // d3-scale's would bring d3-interpolate, d3-color and d3-format into the first load, 8.7 kB gz, for these two lines
    x: (time) => left + ((time - from) / length) * (right - left),
    time: (x) => (right > left ? from + ((x - left) / (right - left)) * length : from),
    tickStep: step * perUnit[unit],
    ticks: ticks(first, last, count).map((tick) => tick * perUnit[unit]),
    unit,
    figure: (time) => write(time / perUnit[unit]),
  };
}

/**
 * The domain whose left edge lies between two device pixels, at most half a pixel off: whatever is panned by then
 * moves by whole pixels, and no bar changes its shape on the way.
 */
export function onPixels(
  [from, to]: readonly [Ms, Ms],
  [left, right]: readonly [number, number],
  dpr: number,
): readonly [Ms, Ms] {
  const perMs = (Math.round(right * dpr) - Math.round(left * dpr)) / (to - from);
  const start = Math.round(from * perMs) / perMs;
  return Number.isFinite(start) ? [start, start + (to - from)] : [from, to];
}

/** One instant on this axis, with its unit and enough digits to tell neighbouring pixels apart. */
export function instantOn(scale: TimeScale, time: Ms): string {
  const pixel = scale.perMs > 0 ? 1 / scale.perMs : 1;
  const digits = Math.max(0, -Math.floor(Math.log10(pixel / perUnit[scale.unit])));
  const figure = figureOf(Math.min(6, digits))(time / perUnit[scale.unit]);
  return `${figure}\u202f${scale.unit}`;
}

const toMicrosecond = writerOf(0, 3);

/** A start or an end: always ms and to the microsecond, since it is there to be compared with others. */
export const instant = (time: Ms): string => `${toMicrosecond(time)}\u202fms`;
