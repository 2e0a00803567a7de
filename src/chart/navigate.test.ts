import { describe, expect, it } from "vitest";
import { fromSketch } from "../trace/from-sketch.ts";
import { frameOf } from "./frame.ts";
import { hitAt, type SpanAt, spanIndex } from "./hit.ts";
import { layoutRows, windowOn } from "./layout.ts";
import { move, moveOfKey } from "./navigate.ts";
import { rowsOf } from "./rows.ts";
import { timeScale } from "./scale.ts";

const trace = fromSketch(
  `
  A 0~~~-0|
  B q0~~0|
  C qq0~~-0|`,
  { laneKind: "event-loop", msPerChar: 10 },
);
const layout = windowOn(layoutRows(rowsOf(trace, "threads")), 0, 1000);

const nameOf = (at: SpanAt | undefined): string | undefined => {
  const span = at === undefined ? undefined : trace.spans[spanIndex(layout, at) ?? -1];
  return span === undefined
    ? undefined
    : `${trace.tasks[span.task]?.label} ${span.state.is} ${span.start}`;
};

/** Where the focus is after each key. */
function walk(...keys: readonly string[]): readonly (string | undefined)[] {
  let at: SpanAt | undefined;
  return keys.map((key) => {
    const step = moveOfKey(key);
    if (step !== undefined) at = move(trace, layout, at, step);
    return nameOf(at);
  });
}

describe("keyboard", () => {
  it("walks along a row and stops at its ends", () => {
    expect(walk("ArrowRight", "ArrowLeft", "ArrowRight", "End", "ArrowRight", "Home")).toEqual([
      "A running 0",
      "A running 0",
      "B running 10",
      "C running 60",
      "C running 60",
      "A running 0",
    ]);
  });

  it("goes down to the span nearest in time", () => {
    expect(walk("ArrowDown", "End", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp")).toEqual([
      "A running 0",
      "C running 60",
      "A ready 40",
      "B waiting 20",
      "C waiting 30",
      "B waiting 20",
    ]);
  });

  it("passes the other lines of a row by page", () => {
    expect(walk("ArrowRight", "PageDown", "ArrowDown", "PageUp")).toEqual([
      "A running 0",
      "B queued 0",
      "C queued 0",
      "B running 10",
    ]);
  });

  it("leaves other keys to the page", () => {
    expect([moveOfKey("Tab"), moveOfKey("a"), moveOfKey("+")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("hitAt", () => {
  const { range } = frameOf(800, layout.height, { strip: false, axis: true });
  const scale = timeScale([0, trace.duration], range);
  const at = (time: number, row: number, dx = 0) => {
    const placed = layout.rows[row];
    return hitAt(trace, layout, scale, scale.x(time) + dx, (placed?.y ?? 0) + 3);
  };

  it("finds the span under a point", () => {
    const hit = at(15, 0);
    expect(hit.on === "span" ? nameOf(hit.where) : hit.on).toBe("B running 10");
    const wait = at(25, 1);
    expect(wait.on === "span" ? nameOf(wait.where) : wait.on).toBe("A waiting 10");
  });

  it("reaches a few pixels beyond a bar, no further", () => {
    expect(at(70, 0, 3).on).toBe("span");
    expect(at(70, 0, 12).on).toBe("row");
  });

  it("finds a hole before the bar it is in", () => {
    const holed = fromSketch("L0 AA*AA", { msPerChar: 10 });
    const rows = windowOn(layoutRows(rowsOf(holed, "threads")), 0, 1000);
    expect(hitAt(holed, rows, scale, scale.x(25), 10)).toMatchObject({ on: "gap", laneSpan: 0 });
  });

  it("knows rows by their labels and nothing outside them", () => {
    expect(hitAt(trace, layout, scale, 5, 10)).toEqual({ on: "row", row: 0 });
    expect(hitAt(trace, layout, scale, 300, 5000)).toEqual({ on: "nothing" });
  });
});
