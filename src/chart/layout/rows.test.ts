import { describe, expect, it } from "vitest";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import type { Trace } from "../../trace/types.ts";
import type { Line, SpanIndex } from "../spans/span-index.ts";
import { layoutRows, shownHeight, windowOn } from "./layout.ts";
import { type RowSet, rowsOf, sortRows } from "./rows.ts";

/** Indices into `trace.spans` of a line. */
const spansOf = ({ order }: SpanIndex, { from, to }: Line): readonly number[] => [
  ...order.slice(from, to),
];

/** "lane:0 running@0 | ..." : what each line holds, readable in a failure. */
const picture = (trace: Trace, { rows, index }: RowSet): readonly string[] =>
  rows.map((row) => {
    const lines = row.lines.map((line) =>
      spansOf(index, line)
        .map((i) => {
          const span = trace.spans[i];
          return span === undefined
            ? "?"
            : `${trace.tasks[span.task]?.label}.${span.state.is}@${span.start}`;
        })
        .join(" "),
    );
    return `${row.key}: ${lines.join(" | ")}`.trim();
  });

describe("rows by thread", () => {
  it("stacks under an event loop what it has in flight, a wait and the readiness after it on one line", () => {
    const trace = fromSketch(
      `
      A 0~~~-0|
      B q0~~0|
      C qq0~~-0|`,
      { laneKind: "event-loop" },
    );
    expect(picture(trace, rowsOf(trace, "threads"))).toEqual([
      "lane:0: A.running@0 B.running@1 C.running@2 B.running@4 A.running@5 C.running@6",
      "off-lane:0: B.queued@0 A.waiting@1 A.ready@4 | C.queued@0 B.waiting@2 | C.waiting@3 C.ready@5",
    ]);
  });

  it("keeps held waits in the row of the lane that is held", () => {
    const trace = fromSketch(`
      L0 A~~A
      L1 BBxB`);
    expect(picture(trace, rowsOf(trace, "threads"))).toEqual([
      "lane:0: A.running@0 A.waiting@1 A.running@3",
      "lane:1: B.running@0 B.blocked@2 B.running@3",
    ]);
  });

  it("has one shared row for what no event loop owns", () => {
    const trace = fromSketch(`
      A 0~~0
      B 1~1|
      C qq0|`);
    const { rows } = rowsOf(trace, "threads");
    expect(rows.map((row) => row.key)).toEqual(["lane:0", "lane:1", "off-lane:-1"]);
    expect(rows.at(-1)?.label).toBe("waits");
  });

  it("calls it a queue where tasks do nothing but queue", () => {
    const trace = fromSketch(`
      A 00
      B qq00`);
    expect(rowsOf(trace, "threads").rows.map((row) => row.label)).toEqual(["L0", "queue"]);
  });

  it("gives waits to the loop the task last ran on", () => {
    const trace = fromSketch(
      `
      A 0~~0
      B 1~~1`,
      { laneKind: "event-loop" },
    );
    expect(picture(trace, rowsOf(trace, "threads"))).toEqual([
      "lane:0: A.running@0 A.running@3",
      "off-lane:0: A.waiting@1",
      "lane:1: B.running@0 B.running@3",
      "off-lane:1: B.waiting@1",
    ]);
  });

  it("shows every span on exactly one line, ordered and free of overlap", () => {
    const trace = fromSketch(
      `
      A 0~~~-0~~0|
      B q0~-0|
      C qq0d--0|
      D ..q0|`,
      { laneKind: "event-loop" },
    );
    for (const by of ["threads", "tasks"] as const) {
      const { rows, index } = rowsOf(trace, by);
      const lines = rows.flatMap((row) => row.lines.map((line) => spansOf(index, line)));
      expect(lines.flat().sort((a, b) => a - b)).toEqual(trace.spans.map((_, i) => i));
      for (const line of lines) {
        line.slice(1).forEach((index, i) => {
          const before = trace.spans[line[i] ?? -1];
          expect(trace.spans[index]?.start).toBeGreaterThanOrEqual(before?.end ?? Infinity);
        });
      }
    }
  });
});

describe("rows by task", () => {
  it("has one row a task, with the pre-emptions its lane suffered meanwhile", () => {
    const trace = fromSketch(`
      L0 AA**AB
      L1 ^CC...`);
    const { rows } = rowsOf(trace, "tasks");
    expect(rows.map((row) => row.label)).toEqual(["A", "B", "C"]);
    expect(rows.map((row) => row.gaps.length)).toEqual([1, 0, 0]);
    expect(rowsOf(trace, "threads").rows.map((row) => row.gaps.length)).toEqual([1, 1]);
  });
});

describe("layoutRows", () => {
  const pile = (tasks: number) =>
    fromSketch(
      Array.from({ length: tasks }, (_, i) => `task${i} ${".".repeat(i % 2)}~~`).join("\n"),
    );

  it("never overlaps rows, and lets labels touch none", () => {
    for (const n of [1, 5, 30, 100, 256]) {
      const { rows, height } = layoutRows(rowsOf(pile(n), "tasks"));
      expect(rows).toHaveLength(n);
      rows.slice(1).forEach((row, i) => {
        const above = rows[i];
        expect(row.y).toBeGreaterThanOrEqual((above?.y ?? Infinity) + (above?.height ?? 0));
      });
      const labels = rows.filter((row) => row.labelled).map((row) => row.y);
      labels.slice(1).forEach((y, i) => {
        expect(y - (labels[i] ?? Infinity)).toBeGreaterThanOrEqual(12);
      });
      expect(height).toBeLessThan(900);
    }
  });

  it("draws a hundred waits as one dense block of bounded height", () => {
    const { rows } = layoutRows(rowsOf(pile(100), "threads"));
    const block = rows.at(-1);
    expect(block?.row.lines).toHaveLength(100);
    expect(block?.height).toBeLessThanOrEqual(104);
  });

  it("keeps room for rows that only the prediction has", () => {
    const measured = fromSketch("A 00", { laneKind: "event-loop" });
    const ghost = fromSketch("A 0~~0", { laneKind: "event-loop" });
    const { rows } = layoutRows(rowsOf(measured, "threads"), rowsOf(ghost, "threads"));
    expect(
      rows.map(({ row }) => [
        row.key,
        row.lines.reduce((sum, line) => sum + line.to - line.from, 0),
      ]),
    ).toEqual([
      ["lane:0", 1],
      ["off-lane:0", 0],
    ]);
    expect(rows[1]?.ghost?.lines).toHaveLength(1);
  });

  it("lists what no page can hold at a height that can be read, in a window of its own", () => {
    const layout = layoutRows(rowsOf(pile(1000), "tasks"));
    const height = shownHeight(layout);
    expect(layout.rows.every((row) => row.labelled && row.height >= 14)).toBe(true);
    expect(height).toBeLessThan(500);
    const shown = windowOn(layout, 5000, height);
    expect(shown.rows.length).toBeLessThan(40);
    expect(shown.rows.map(({ row }) => row.id)).toEqual(
      layout.rows.slice(shown.first, shown.first + shown.rows.length).map(({ row }) => row.id),
    );
    const [first] = shown.rows;
    const last = shown.rows.at(-1);
    expect((first?.y ?? 1) + (first?.height ?? 0)).toBeGreaterThan(0);
    expect(first?.y).toBeLessThanOrEqual(0);
    expect(last?.y).toBeLessThan(height);
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeGreaterThan(height - 20);
  });
});

describe("sortRows", () => {
  const trace = fromSketch(`
    A qqqq00|
    B 1111111|
    C .0|
    D .......1|`);
  const order = (sort: "start" | "duration" | "thread") =>
    sortRows(trace, rowsOf(trace, "tasks"), sort).map((row) => row.label);

  it("puts tasks by their start, longest first, or by the lane that ran them first", () => {
    expect(order("start")).toEqual(["A", "B", "C", "D"]);
    expect(order("duration")).toEqual(["B", "A", "C", "D"]);
    expect(order("thread")).toEqual(["A", "C", "B", "D"]);
  });

  it("leaves rows by thread alone", () => {
    const set = rowsOf(trace, "threads");
    expect(sortRows(trace, set, "duration")).toEqual(set.rows);
  });
});
