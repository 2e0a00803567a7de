import type { Ms } from "../../trace/types.ts";
import type { Curve } from "./curve.ts";

/** Parts of the whole time that can be told apart. */
const PARTS = 1 << 13;

/**
 * How many of many half-open intervals are open, over time: of each part of the time the first count, the highest
 * and the last. The parts are sorted each for itself, so a million intervals take about 50 ms and leave 0.3 MB at most.
 */
export function countGrid(starts: readonly Ms[], ends: readonly Ms[], duration: Ms): Curve {
  const scale = duration > 0 ? PARTS / duration : 0;
  const opens = sortedInParts(starts, scale);
  const closes = sortedInParts(ends, scale);
  const at: Ms[] = [0];
  const counts: number[] = [0];
  let [count, highest, most, o, c] = [0, 0, 0, 0, 0];
  const keep = (time: Ms, value: number): void => {
    if (counts.at(-1) === value) return;
    at.push(time);
    counts.push(value);
  };
  for (let part = 0; part < PARTS; part++) {
    const [openTo, closeTo] = [opens.begins[part + 1] ?? 0, closes.begins[part + 1] ?? 0];
    if (o === openTo && c === closeTo) continue;
    let highestAt = part / scale;
    highest = -1;
    while (o < openTo || c < closeTo) {
      const open = o < openTo ? (opens.times[o] as number) : Number.POSITIVE_INFINITY;
      const close = c < closeTo ? (closes.times[c] as number) : Number.POSITIVE_INFINITY;
      const time = Math.min(open, close);
      while (c < closeTo && closes.times[c] === time) {
        count--;
        c++;
      }
      while (o < openTo && opens.times[o] === time) {
        count++;
        o++;
      }
      if (highest < 0) keep(time, count);
      if (count > highest) {
        highest = count;
        highestAt = time;
      }
    }
    most = Math.max(most, highest);
    keep(highestAt, highest);
    keep((part + 1) / scale, count);
  }
  return { peak: most, steps: { at: Float64Array.from(at), count: Uint32Array.from(counts) } };
}

interface Parts {
  readonly times: Float64Array;
  /** where each part begins in `times`; one more entry than parts */
  readonly begins: Uint32Array;
}

/** Counting sort into parts, then each part by itself. */
function sortedInParts(given: readonly Ms[], scale: number): Parts {
  const begins = new Uint32Array(PARTS + 1);
  const partOf = (time: Ms): number => Math.max(0, Math.min(PARTS - 1, Math.floor(time * scale)));
  for (const time of given) {
    const part = partOf(time);
    begins[part + 1] = (begins[part + 1] as number) + 1;
  }
  for (let part = 0; part < PARTS; part++) {
    begins[part + 1] = (begins[part + 1] as number) + (begins[part] as number);
  }
  const times = new Float64Array(given);
  if (isSorted(times)) return { times, begins };
  const next = begins.slice();
  for (const time of given) {
    const part = partOf(time);
    const at = next[part] as number;
    times[at] = time;
    next[part] = at + 1;
  }
  for (let part = 0; part < PARTS; part++) {
    sortStretch(times, begins[part] as number, begins[part + 1] as number);
  }
  return { times, begins };
}

function isSorted(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) {
    if ((times[i] as number) < (times[i - 1] as number)) return false;
  }
  return true;
}

/** Moves that each time may need on average before the stretch counts as unsorted. */
const NEARLY = 8;

/** Starts come in order, and ends nearly so: insertion takes a tenth of the time that sorting anew does. */
function sortStretch(times: Float64Array, from: number, to: number): void {
  let moves = (to - from) * NEARLY;
  for (let i = from + 1; i < to; i++) {
    const time = times[i] as number;
    let at = i;
    while (at > from && (times[at - 1] as number) > time) {
      times[at] = times[at - 1] as number;
      at--;
    }
    times[at] = time;
    moves -= i - at;
    if (moves < 0) {
      times.subarray(from, to).sort();
      return;
    }
  }
}
