import type { Ms, TimeRange } from "../../trace/types.ts";

/** Runs are far shorter: eleven days. */
const LATEST: Ms = 1e9;

/** A nanosecond: finer than any clock that a run is measured by. */
const DIGITS = 6;

/** Written in the address as "12.5-80": first and last ms that the timelines show. */
export const writeZoom = (zoom: TimeRange): string => rounded(zoom).join("-");

/** What `writeZoom` wrote, or a pair as it is; undefined for anything else. */
export function readZoom(given: unknown): TimeRange | undefined {
  if (Array.isArray(given)) return isTimeRange(given) ? rounded(given) : undefined;
  if (typeof given !== "string" || !/^\d{1,10}(\.\d{1,9})?-\d{1,10}(\.\d{1,9})?$/.test(given)) {
    return undefined;
  }
  const pair = given.split("-").map(Number);
  return isTimeRange(pair) ? rounded(pair) : undefined;
}

function isTimeRange(pair: readonly unknown[]): pair is TimeRange {
  const [from, to] = pair;
  if (pair.length !== 2 || typeof from !== "number" || typeof to !== "number") return false;
  return from >= 0 && to <= LATEST && Number(to.toFixed(DIGITS)) > Number(from.toFixed(DIGITS));
}

const rounded = ([from, to]: TimeRange): TimeRange => [
  Number(from.toFixed(DIGITS)),
  Number(to.toFixed(DIGITS)),
];
