import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { laneId, type Span, type SpanState, type Trace, taskId } from "../../trace/types.ts";
import { rowsOf } from "../layout/rows.ts";
import { pixelsOf } from "../time/pixels.ts";
import { timeScale } from "../time/scale.ts";
import { scanLine } from "./columns.ts";
import { type Scan, scanOf } from "./scan.ts";
import { gridsNow, NO_LINE } from "./span-index.ts";

const STATES: readonly SpanState[] = [
  { is: "running", lane: laneId(0) },
  { is: "waiting", on: "timer", holds: laneId(0) },
  { is: "blocked", on: "lock", holds: laneId(0) },
];

/** One lane of spans given as gap, length and state. */
function laneOf(given: readonly (readonly [gap: number, length: number, state: number])[]): Trace {
  let at = 0;
  const spans = given.map(([gap, length, state]): Span => {
    const start = at + gap;
    at = start + length;
    return { task: taskId(0), start, end: at, state: STATES[state] ?? (STATES[0] as SpanState) };
  });
  return { ...fromSketch("L0 A"), spans, duration: at };
}

function scanned(trace: Trace, domain: readonly [number, number], width: number) {
  const { rows, index } = rowsOf(trace, "threads");
  for (const _ of gridsNow(index));
  const line = rows[0]?.lines[0] ?? NO_LINE;
  const pixels = pixelsOf(timeScale(domain, [7, 7 + width]), 1);
  const scan = scanOf(pixels.width);
  scanLine(index, line, pixels, scan);
  return { scan, pixels, index, line };
}

/** What column `c` should be, from the spans themselves. */
function bruteForce(trace: Trace, from: number, perMs: number, width: number, c: number) {
  const byState = new Map<string, number>();
  let covered = 0;
  let count = 0;
  for (const { start, end, state } of trace.spans) {
    const x0 = (start - from) * perMs;
    const x1 = (end - from) * perMs;
    const inside = Math.min(x1, c + 1, width) - Math.max(x0, c, 0);
    if (x0 >= width || x1 <= 0) continue;
    if (Math.max(0, Math.floor(x0)) === c) count++;
    if (inside <= 0) continue;
    covered += inside;
    if (x1 - x0 < 1) byState.set(state.is, (byState.get(state.is) ?? 0) + inside);
  }
  return { byState, covered: Math.min(1, covered), count };
}

const filledBy = (scan: Scan, c: number): boolean => (scan.kind[c] ?? 0) > 0;
const wideOver = ({ wides, used }: Scan, c: number): boolean => {
  for (let i = 0; i < used; i += 3) {
    if ((wides[i + 1] ?? 0) <= c && c < (wides[i + 2] ?? 0)) return true;
  }
  return false;
};

const length = fc.oneof(
  fc.double({ min: 0.001, max: 0.5, noNaN: true }),
  fc.double({ min: 0.5, max: 20, noNaN: true }),
);
const gap = fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 3, noNaN: true }));
const lane = fc.array(fc.tuple(gap, length, fc.nat(2)), { minLength: 1, maxLength: 200 });

describe("a scan", () => {
  it("is what adding up every span by hand gives, column by column", () => {
    fc.assert(
      fc.property(
        lane,
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (given, width, skip) => {
          const trace = laneOf(given);
          const from = skip * trace.duration;
          const { scan, pixels, index } = scanned(trace, [from, trace.duration], width);
          let counted = 0;
          for (let c = 0; c < width; c++) {
            const truth = bruteForce(trace, from, pixels.perMs, width, c);
            counted += scan.count[c] ?? 0;
            const [, most] = [...truth.byState].sort((a, b) => b[1] - a[1])[0] ?? [];
            if (most === undefined || most < 1e-6) continue;
            const kind = index.classes[(scan.kind[c] ?? 0) - 1]?.state ?? "";
            expect(truth.byState.get(kind) ?? 0).toBeCloseTo(most, 6);
            expect(scan.share[c]).toBeCloseTo(truth.covered, 5);
            expect(scan.count[c]).toBe(truth.count);
          }
          const inSight = trace.spans.filter((span) => span.end > from).length;
          expect(Math.abs(counted - inSight)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("shows something wherever a span is, however short", () => {
    fc.assert(
      fc.property(lane, fc.integer({ min: 1, max: 300 }), (given, width) => {
        const trace = laneOf(given);
        const { scan, pixels } = scanned(trace, [0, trace.duration], width);
        for (const { start } of trace.spans) {
          const c = Math.min(width - 1, Math.floor(start * pixels.perMs));
          // ends are rounded: a mark may begin in the next column
          const near = [c, Math.min(width - 1, c + 1)];
          expect(near.some((x) => filledBy(scan, x) || wideOver(scan, x))).toBe(true);
        }
      }),
    );
  });

  it("draws no column twice, and keeps wide marks inside", () => {
    fc.assert(
      fc.property(lane, fc.integer({ min: 20, max: 300 }), (given, width) => {
        const trace = laneOf(given);
        const { scan } = scanned(trace, [0, trace.duration], width);
        let after = 0;
        for (let i = 0; i < scan.used; i += 3) {
          expect(scan.wides[i + 1]).toBeGreaterThanOrEqual(after);
          expect(scan.wides[i + 2]).toBeGreaterThan(scan.wides[i + 1] ?? 0);
          after = scan.wides[i + 2] ?? 0;
          expect(after).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});

/** 40 000 spans: enough for the line to have a grid, on which columns of eight pixels' worth are read. */
function crowd(seed: number): Trace {
  let state = seed;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  return laneOf(
    Array.from(
      { length: 40_000 },
      () => [next() * 0.4, 0.1 + next(), next() < 0.8 ? 0 : 1] as const,
    ),
  );
}

describe("a crowded line", () => {
  const trace = crowd(7);

  const alike = {
    ...trace,
    spans: trace.spans.map((span) => ({ ...span, state: STATES[0] as SpanState })),
  };

  it.each([
    ["20 spans to a column", 1600, trace],
    ["9 spans to a column", 3600, trace],
    ["5 spans to a column", 6400, trace],
    ["20 spans of one state to a column", 2400, alike],
    ["4 spans of one state to a column", 9000, alike],
  ])("is met exactly where less than four steps fit into a column: %s", (_, width, of) => {
    const domain = [0.1 * of.duration, 0.9 * of.duration] as const;
    const { scan, pixels, line, index } = scanned(of, domain, width);
    const step = (index.grids.get(line)?.step ?? 0) * pixels.perMs;
    expect(step).toBeGreaterThan(1 / 4);
    expect(step).toBeLessThan(2);
    for (let c = 1; c < width - 1; c += 7) {
      const own = bruteForce(of, pixels.from, pixels.perMs, width, c);
      expect(scan.share[c], `share of ${c}`).toBeCloseTo(own.covered, 6);
      expect(scan.count[c], `count of ${c}`).toBe(own.count);
    }
  });

  it("has a grid, and is read off it where four steps fit into a column", () => {
    const { line, index, pixels } = scanned(trace, [0, trace.duration], 300);
    expect((index.grids.get(line)?.step ?? Infinity) * 4 * pixels.perMs).toBeLessThan(1);
  });

  it.each([
    [0, 1, 300],
    [0.123, 0.789, 250],
    [0.5, 0.9, 120],
  ])("loses no span and no time: %f to %f on %i pixels", (a, b, width) => {
    const [from, to] = [a * trace.duration, b * trace.duration];
    const { scan, pixels, index } = scanned(trace, [from, to], width);
    let [count, truths, time, truth] = [0, 0, 0, 0];
    for (let c = 0; c < width; c++) {
      const own = bruteForce(trace, from, pixels.perMs, width, c);
      count += scan.count[c] ?? 0;
      truths += own.count;
      time += scan.share[c] ?? 0;
      truth += own.covered;
      // an edge may lie an eighth of a pixel off on either side
      expect(Math.abs((scan.share[c] ?? 0) - own.covered)).toBeLessThan(0.25);
      expect(index.classes[(scan.kind[c] ?? 0) - 1]?.state).toBe("running");
    }
    expect(Math.abs(count - truths)).toBeLessThanOrEqual(truths / width / 4);
    expect(time / truth).toBeCloseTo(1, 2);
  });

  it("keeps a long span among the short ones a mark of its own", () => {
    const half = trace.spans.slice(0, 20_000);
    const at = half.at(-1)?.end ?? 0;
    const long: Span = { task: taskId(0), start: at, end: 1.2 * at, state: STATES[1] as SpanState };
    const rest = trace.spans
      .slice(20_000)
      .map((s) => ({ ...s, start: s.start + 0.2 * at, end: s.end + 0.2 * at }));
    const mixed = {
      ...trace,
      spans: [...half, long, ...rest],
      duration: trace.duration + 0.2 * at,
    };
    const { scan, line, index } = scanned(mixed, [0, mixed.duration], 400);
    expect(index.grids.has(line)).toBe(true);
    expect(scan.used).toBe(3);
    expect(scan.wides[0]).toBe(20_000);
    const counted = scan.count.reduce((sum, n) => sum + n, 0);
    expect(Math.abs(counted - mixed.spans.length)).toBeLessThanOrEqual(2);
  });

  it("costs no more than 24 bytes a span beyond the trace", () => {
    const { index, rows } = rowsOf(trace, "threads");
    const sized = (arrays: readonly { readonly byteLength: number }[]) =>
      arrays.reduce((sum, array) => sum + array.byteLength, 0);
    for (const _ of gridsNow(index));
    const grid = index.grids.get(rows[0]?.lines[0] ?? NO_LINE);
    if (grid === undefined) throw new Error("no grid");
    const bytes =
      sized([index.order, index.start, index.before, index.kind]) +
      sized([grid.at, grid.times, grid.longest]);
    expect(bytes / trace.spans.length).toBeLessThanOrEqual(24);
  });
});
