/** Larger times are no times: 285 years in µs. */
const LARGEST = 9e15;
/** A picosecond, in µs: sums of decimal fractions are rounded to it, so that 0.3 - 0.1 is 0.2. */
const FINEST = 1e6;

const LONG = /^(-?\d{1,19})(?:\.(\d{1,18}))?$/;

/** Times of one file as µs since its first event: small numbers, which keep their nanoseconds. */
export interface FileClock {
  /** NaN for what is no time. @param ts as in the file: a number, or the digits of one */
  offset(ts: unknown): number;
  /** µs: what the offsets count from; 0 before the first */
  base(): number;
}

export function createFileClock(): FileClock {
  let base: bigint | undefined;
  return {
    offset(ts) {
      const [whole, part] = partsOf(ts);
      if (Number.isNaN(whole)) return Number.NaN;
      const exact = typeof whole === "bigint" ? whole : BigInt(whole);
      base ??= exact;
      return rounded(Number(exact - base) + part);
    },
    base: () => Number(base ?? 0n),
  };
}

type Parts = readonly [whole: number | bigint, part: number];
const NO_TIME: Parts = [Number.NaN, 0];

/** Whole µs, and the part of one. */
function partsOf(ts: unknown): Parts {
  if (typeof ts === "number") return ofNumber(ts);
  if (typeof ts !== "string") return NO_TIME;
  const [, whole, part = "0"] = LONG.exec(ts) ?? [];
  if (whole === undefined) return ts.trim() === "" ? NO_TIME : ofNumber(Number(ts));
  if (whole.length < 16) return ofNumber(Number(ts));
  const fraction = Number(`0.${part}`);
  return [BigInt(whole), whole.startsWith("-") ? -fraction : fraction];
}

function ofNumber(ts: number): Parts {
  if (!(Math.abs(ts) <= LARGEST)) return NO_TIME;
  const whole = Math.floor(ts);
  return [whole, ts - whole];
}

/** To the picosecond; offsets so large that a picosecond is nothing to them stay as they are. */
const rounded = (us: number): number =>
  Math.abs(us) < 1e9 ? Math.round(us * FINEST) / FINEST : us;
