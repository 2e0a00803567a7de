import type { Ms } from "../trace/types.ts";

/** Between a number and its unit: narrow, and never broken across lines. */
const SPACE = "\u202F";

/** "5 µs", "100 µs", "1 ms": a clock's step, of which two figures are known at most. */
export const clockStep = (ms: Ms): string =>
  ms < 0.9995
    ? `${Number((ms * 1000).toPrecision(2))}${SPACE}µs`
    : `${Number(ms.toPrecision(2))}${SPACE}ms`;
