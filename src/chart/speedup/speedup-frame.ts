import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { SeriesKey, SpeedupAt, SpeedupPlotProps } from "./speedup-points.ts";

/**
 * Where the parts of a speedup plot lie, CSS px.
 *
 * ```
 *      left                    right
 * ┌────┬───────────┬─────────────┬───────────┐ 0
 * │    │     2 cores reported    │           │ top
 * │ 4  │           ┊           ╱ │ ─ name    │
 * │ 2  │     ●─────┊──●────●─────│ ● name    │
 * │ 0  │           ┊             │           │ bottom
 * ├────┴─1─────────2──────────4──┴───────────┤
 * │                lanes                     │
 * └──────────────────────────────────────────┘ height
 * ```
 */
export interface SpeedupFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly narrow: boolean;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly laneTicks: readonly number[];
  readonly speedupTicks: readonly number[];
}

const TOP = 28;
const AXIS = 44;
const LEFT = 42;
/** Room for the names of the lines: "longest first" in 12 px and a sample of its stroke. */
const NAMES = { wide: 166, narrow: 94 };

export function speedupFrame(props: SpeedupPlotProps, width: number): SpeedupFrame {
  const narrow = width < 520;
  const height = Math.round(Math.min(380, Math.max(260, width * 0.48)));
  const right = Math.max(LEFT + 40, width - (narrow ? NAMES.narrow : NAMES.wide));
  const bottom = height - AXIS;
  const most = Math.max(2, props.most);
  const x = scaleLinear()
    .domain([1, most])
    .range([LEFT + 10, right]);
  const y = scaleLinear()
    .domain([0, topOf(props)])
    .range([bottom, TOP]);
  return {
    width,
    height,
    left: LEFT,
    right,
    top: TOP,
    bottom,
    narrow,
    x,
    y,
    laneTicks: laneTicks(most, (right - LEFT) / 28),
    speedupTicks: y.ticks(narrow ? 4 : 5),
  };
}

/** High enough for what was predicted and measured; a limit far above them, and the diagonal, leave through the top. */
function topOf({ predicted, limit, measured, amdahl, longestFirst }: SpeedupPlotProps): number {
  const highest = (points: readonly SpeedupAt[]): number =>
    points.reduce((top, { speedup }) => Math.max(top, speedup), 1);
  const known = Math.max(
    highest(predicted),
    highest(measured.map(({ lanes, high }) => ({ lanes, speedup: high }))),
    highest(amdahl),
    highest(longestFirst),
  );
  return 1.15 * Math.max(1.6, known, Math.min(highest(limit), 1.6 * known));
}

/** Whole numbers from 1: each one where there is room, else 1 and the multiples of a round step. */
export function laneTicks(most: number, room: number): readonly number[] {
  const step = [1, 2, 4, 8, 16, 32, 64].find((size) => most / size <= room) ?? most;
  const multiples = Array.from({ length: Math.floor(most / step) }, (_, i) => (i + 1) * step);
  return step === 1 ? multiples : [1, ...multiples];
}

/** The number of lanes nearest to a pixel. */
export const lanesAt = ({ x }: SpeedupFrame, pixel: number): number => {
  const [first = 1, last = 1] = x.domain();
  return Math.min(last, Math.max(first, Math.round(x.invert(pixel))));
};

export interface NameTag {
  readonly key: SeriesKey;
  readonly text: string;
  /** where its line ends */
  readonly from: number;
  /** where the name stands, next to the right edge: moved so that no two names touch */
  readonly y: number;
}

const NAMED = {
  measured: ["measured", "measured"],
  amdahl: ["Amdahl’s law, fitted", "Amdahl, fit"],
  usl: ["USL, fitted", "USL, fit"],
  predicted: ["predicted", "predicted"],
  longestFirst: ["longest task first", "longest 1st"],
  limit: ["best possible", "best"],
} as const satisfies Record<SeriesKey, readonly [string, string]>;

export const seriesName = (key: SeriesKey, narrow = false): string => NAMED[key][narrow ? 1 : 0];

const TAG = 16;

/** Names beside the ends of their lines, in the lines' order from top to bottom, at least 16 px apart. */
export function nameTags(props: SpeedupPlotProps, frame: SpeedupFrame): readonly NameTag[] {
  const keys = Object.keys(NAMED) as readonly SeriesKey[];
  const tags = keys.flatMap((key): NameTag[] => {
    const last = props[key].at(-1);
    if (last === undefined) return [];
    const from = Math.max(frame.top, frame.y(last.speedup));
    return [{ key, text: seriesName(key, frame.narrow), from, y: from }];
  });
  const ends = spread(
    [...tags].sort((a, b) => a.from - b.from).map(({ from }) => from),
    TAG,
    frame.bottom,
  );
  return [...tags]
    .sort((a, b) => a.from - b.from)
    .map((tag, i) => ({ ...tag, y: ends[i] ?? tag.y }));
}

/** Ascending places moved as little as need be, each `gap` from the next, none beyond `last`. */
export function spread(places: readonly number[], gap: number, last: number): readonly number[] {
  const moved: number[] = [];
  let above = Number.NEGATIVE_INFINITY;
  // Names that would touch form a group, which is centred on the mean of its places.
  for (const group of groups(places, gap)) {
    const middle = group.reduce((sum, place) => sum + place, 0) / group.length;
    const height = gap * (group.length - 1);
    const first = Math.max(above + gap, Math.min(middle - height / 2, last - height));
    for (const i of group.keys()) moved.push(first + i * gap);
    above = first + height;
  }
  return moved;
}

function groups(places: readonly number[], gap: number): readonly (readonly number[])[] {
  const all: number[][] = [];
  for (const place of places) {
    const group = all.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before !== undefined && place - before < gap) group.push(place);
    else all.push([place]);
  }
  return all;
}
