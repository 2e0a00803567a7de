import type { Bytes, Ms } from "../trace/types.ts";

/** U+202F, between a figure and its unit: narrow, and never broken across lines. */
const SPACE = "\u202F";
/** U+2212, as wide as a digit's neighbour should be. */
const MINUS = "\u2212";
/** For figures there are none of. */
const NONE = "–";

interface Unit {
  readonly size: number;
  readonly name: string;
}

const TIMES: readonly Unit[] = [
  { size: 1000, name: "s" },
  { size: 1, name: "ms" },
  { size: 0.001, name: "µs" },
];
const SIZES: readonly Unit[] = [
  { size: 1024 ** 3, name: "GiB" },
  { size: 1024 ** 2, name: "MiB" },
  { size: 1024, name: "KiB" },
  { size: 1, name: "B" },
];

/** "1.92 s", "50.0 ms", "5.00 µs", "0 ms": 3 significant figures, the unit by the size. */
export const formatMs = (value: Ms): string => withUnit(value, TIMES, "ms");

/** "64.0 KiB", "512 B": binary units, 3 significant figures, whole bytes. */
export const formatBytes = (value: Bytes): string =>
  Math.abs(value) < 1024 && Number.isFinite(value)
    ? `${signed(value, Math.round(Math.abs(value)).toString())}${SPACE}B`
    : withUnit(value, SIZES, "B");

/** "12 400", "3.46", "100": whole numbers whole, others to 3 significant figures; thousands apart. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  return signed(
    value,
    thousandsApart(Number.isInteger(size) ? size.toString() : significant(size)),
  );
}

/** "1 core", "8 cores", "12 400 spans". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** "4.70x": how many times as much. */
export const formatRatio = (value: number): string =>
  Number.isFinite(value) ? `${signed(value, thousandsApart(significant(Math.abs(value))))}×` : NONE;

/** "93.8 %" of a share from 0 to 1. */
export const formatShare = (value: number): string =>
  Number.isFinite(value)
    ? `${signed(value, thousandsApart(significant(Math.abs(value) * 100)))}${SPACE}%`
    : NONE;

/** The largest unit in which the figure, as rounded, is at least 1; else the smallest. */
function withUnit(value: number, units: readonly Unit[], zero: string): string {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size === 0) return `0${SPACE}${zero}`;
  const unit = units.find((u) => Number(significant(size / u.size)) >= 1) ?? units.at(-1);
  if (unit === undefined) return NONE;
  return `${signed(value, thousandsApart(significant(size / unit.size)))}${SPACE}${unit.name}`;
}

/** A number from 0 with 3 significant figures, at most 3 decimals, never in exponents. */
function significant(size: number): string {
  if (size === 0) return "0";
  const exponent = Math.floor(Math.log10(Number(size.toPrecision(3))));
  return size.toFixed(Math.min(3, Math.max(0, 2 - exponent)));
}

const signed = (value: number, digits: string): string =>
  value < 0 && /[1-9]/.test(digits) ? `${MINUS}${digits}` : digits;

/** Thousands of a figure set apart from five digits on, as in "12 400"; "1920" stays. */
export const thousandsApart = (figure: string): string =>
  figure.replace(/^\D?\d{5,}/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, SPACE));
