import { describe, expect, it } from "vitest";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import type { Trace } from "../../trace/types.ts";
import { frameOf } from "../layout/frame.ts";
import { hitAt, type SpanAt, spanIndex } from "../layout/hit.ts";
import { layoutRows, windowOn } from "../layout/layout.ts";
import { rowsOf } from "../layout/rows.ts";
import { timeScale } from "../time/scale.ts";
import { extentOf, move, moveOfKey, type Place } from "./navigate.ts";

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
  let at: Place | undefined;
  return keys.map((key) => {
    const step = moveOfKey(key);
    if (step !== undefined) at = move(trace, layout, at, step);
    return at?.on === "span" ? nameOf(at) : undefined;
  });
}

/** The same over rows by thread of another trace: "L0 span 0-10", "L1 row". */
function walkOn(of: Trace, ...keys: readonly string[]): readonly string[] {
  const rows = layoutRows(rowsOf(of, "threads"));
  let at: Place | undefined;
  return keys.map((key) => {
    const step = moveOfKey(key);
    if (step !== undefined) at = move(of, rows, at, step);
    if (at === undefined) return "nowhere";
    const extent = extentOf(of, rows, at);
    const name = `${rows.rows[at.row]?.row.label} ${at.on}`;
    return extent === undefined ? name : `${name} ${extent.start}-${extent.end}`;
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

  it("stops at start-up and pre-emptions, in order of time", () => {
    const holed = fromSketch("L0 ^AA*AA*B.");
    const forth = ["L0 gap 0-1", "L0 span 1-7", "L0 gap 3-4", "L0 gap 6-7", "L0 span 7-8"];
    const right = forth.map(() => "ArrowRight");
    expect(walkOn(holed, ...right, "ArrowRight")).toEqual([...forth, forth.at(-1)]);
    expect(walkOn(holed, "Home", "End", ...right.map(() => "ArrowLeft"))).toEqual([
      forth[0],
      ...forth.toReversed(),
      forth[0],
    ]);
  });

  it("stops at rows with nothing on them, and goes on at the same time", () => {
    const three = fromSketch("L0 AABB\nL1 ....\nL2 CCDD\nL3 ^...");
    expect(
      walkOn(
        three,
        "Home",
        "End",
        "ArrowDown",
        "End",
        "ArrowDown",
        "PageDown",
        "PageDown",
        "ArrowUp",
      ),
    ).toEqual([
      "L0 span 0-2",
      "L0 span 2-4",
      "L1 row",
      "L1 row",
      "L2 span 2-4",
      "L3 gap 0-1",
      "L3 gap 0-1",
      "L2 span 0-2",
    ]);
  });

  it("starts anew where the place it was at is gone", () => {
    const short = fromSketch("L0 .A");
    const rows = layoutRows(rowsOf(short, "threads"));
    const gone: readonly Place[] = [
      { on: "span", row: 0, line: 0, at: 5 },
      { on: "gap", row: 0, at: 0 },
      { on: "row", row: 3, time: 7 },
    ];
    for (const place of gone) {
      expect(move(short, rows, place, "previous")).toEqual({ on: "span", row: 0, line: 0, at: 0 });
    }
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
