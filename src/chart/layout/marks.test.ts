import { describe, expect, it } from "vitest";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { scanLine } from "../spans/columns.ts";
import { scanOf } from "../spans/scan.ts";
import { NO_LINE } from "../spans/span-index.ts";
import { pixelsOf } from "../time/pixels.ts";
import { timeScale } from "../time/scale.ts";
import { gapAt, gapMarks, wideMarks } from "./marks.ts";
import { rowsOf } from "./rows.ts";

const extent = { y: 10, height: 8 };

function marksOf(
  sketch: string,
  domain: readonly [number, number],
  range: readonly [number, number],
  dpr = 1,
) {
  const trace = fromSketch(sketch);
  const { rows, index } = rowsOf(trace, "threads");
  const pixels = pixelsOf(timeScale(domain, range), dpr);
  const scan = scanOf(pixels.width);
  scanLine(index, rows[0]?.lines[0] ?? NO_LINE, pixels, scan);
  return wideMarks(trace, index, scan, pixels, extent);
}

describe("wide marks", () => {
  it("lie on whole device pixels where the spans are", () => {
    const marks = marksOf("L0 AA~~.B", [0, 6], [100, 160], 2);
    expect(marks.map(({ state, x, width, task }) => [state, x, width, task])).toEqual([
      ["running", 200, 40, 0],
      ["waiting", 240, 40, 0],
      ["running", 300, 20, 1],
    ]);
  });

  it("leave out what lies outside the domain and clip what reaches in", () => {
    const marks = marksOf("L0 AABBCC", [3, 3.5], [0, 100]);
    expect(marks.map(({ task, x, width }) => [task, x, width])).toEqual([[1, 0, 100]]);
  });
});

describe("gaps", () => {
  const trace = fromSketch("L0 ^A**A__");
  const [row] = rowsOf(trace, "threads").rows;
  const marks = (domain: readonly [number, number]) =>
    row === undefined ? [] : gapMarks(trace, row, pixelsOf(timeScale(domain, [0, 70]), 1), extent);

  it("are the holes of a pre-empted lane and its start-up, but nothing for idling", () => {
    expect(marks([0, 7]).map(({ state, x, width }) => [state, x, width])).toEqual([
      ["starting", 0, 10],
      ["preempted", 20, 20],
    ]);
  });

  it("have at least a pixel, and share one where they are crowded", () => {
    expect(marks([0, 7000]).map(({ x, width }) => [x, width])).toEqual([[0, 1]]);
  });

  it("are found by their time", () => {
    const gaps = row?.gaps ?? [];
    expect([0.5, 1.5, 2, 3.9, 4].map((time) => gapAt(trace, gaps, time))).toEqual([
      0,
      undefined,
      1,
      1,
      undefined,
    ]);
  });
});
