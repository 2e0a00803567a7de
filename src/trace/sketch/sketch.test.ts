import { describe, expect, it } from "vitest";
import { TraceError } from "../error.ts";
import { fromSketch } from "./from-sketch.ts";
import { sketch } from "./sketch.ts";

const picture = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");

describe("fromSketch", () => {
  it("reads rows by thread", () => {
    const trace = fromSketch(`
      L0 AA..A.
      L1 .BBx..`);
    expect(trace.spans).toEqual([
      { task: 0, start: 0, end: 2, state: { is: "running", lane: 0 } },
      { task: 1, start: 1, end: 3, state: { is: "running", lane: 1 } },
      { task: 0, start: 2, end: 4, state: { is: "ready" } },
      { task: 1, start: 3, end: 4, state: { is: "blocked", on: "lock", holds: 1 } },
      { task: 0, start: 4, end: 5, state: { is: "running", lane: 0 } },
    ]);
    expect(trace.settled.map((s) => s.at)).toEqual([5, 4]);
    expect(trace.duration).toBe(6);
    expect(trace.tasks.map((t) => t.label)).toEqual(["A", "B"]);
  });

  it("reads rows by task, with lane rows for the facts of lanes", () => {
    const trace = fromSketch(
      `
      fetch q0~=-1@
      parse .x/
      L2    ^^_`,
      { msPerChar: 10 },
    );
    expect(trace.spans).toEqual([
      { task: 0, start: 0, end: 10, state: { is: "queued" } },
      { task: 0, start: 10, end: 20, state: { is: "running", lane: 0 } },
      { task: 1, start: 10, end: 20, state: { is: "blocked", on: "lock" } },
      { task: 0, start: 20, end: 30, state: { is: "waiting", on: "network" } },
      { task: 0, start: 30, end: 40, state: { is: "waiting", on: "network", holds: 0 } },
      { task: 0, start: 40, end: 50, state: { is: "ready" } },
      { task: 0, start: 50, end: 60, state: { is: "running", lane: 1 } },
    ]);
    expect(trace.settled).toEqual([
      { at: 60, outcome: "timed-out" },
      { at: 20, outcome: "cancelled" },
    ]);
    expect(trace.laneSpans).toEqual([
      { lane: 2, start: 0, end: 20, state: "starting" },
      { lane: 2, start: 20, end: 30, state: "idle" },
    ]);
    expect(trace.lanes).toHaveLength(3);
  });

  it("reads pre-emption as a hole in the task before it", () => {
    const trace = fromSketch("L0 A**A.");
    expect(trace.spans).toEqual([{ task: 0, start: 0, end: 4, state: { is: "running", lane: 0 } }]);
    expect(trace.laneSpans).toEqual([{ lane: 0, start: 1, end: 3, state: "preempted" }]);
  });

  it.each([
    ["an unknown mark", "L0 A?", /"\?" in column 1/],
    ["a wait that nobody makes", "L0 .~A", /"~" in column 1/],
    ["a gap", "L0 A A", /gap before "A"/],
    ["a task on two lanes", "L0 A\nL1 A", /Task A is on two lanes in column 0/],
    ["a letter left out", "L0 AC", /no task B/],
    ["marks after the outcome", "A 0|.0", /"0" in column 3/],
    ["a held lane of a task that never runs", "A q=", /runs on none/],
    ["tasks in lane rows beside task rows", "A 0|\nL0 B", /"B" in column 0/],
  ])("refuses %s", (_, text, sentence) => {
    expect(() => fromSketch(text)).toThrow(SyntaxError);
    expect(() => fromSketch(text)).toThrow(sentence);
  });

  it("refuses two tasks on one lane", () => {
    expect(() => fromSketch("A 00|\nB .0|")).toThrow(TraceError);
  });
});

describe("sketch", () => {
  it.each([["L0 AA..A.\nL1 .BBB.."], ["L0 ^^AA~~Ax*A.\nL1 __.BdBfBtB."]])(
    "draws by thread what fromSketch read: %s",
    (text) => {
      expect(sketch(fromSketch(text), { by: "thread" })).toBe(text);
    },
  );

  it("draws by task what fromSketch read", () => {
    const text = picture(`
      A     qq00~~-0|
      B     .q11==1!
      long  ..2xX2dDfFtT2@
      never .../
      late  ....-3|`);
    expect(sketch(fromSketch(text), { by: "task" })).toBe(text);
  });

  it("draws one trace both ways, at any scale", () => {
    const trace = fromSketch("A 00~~|\nB qq00|", { msPerChar: 10 });
    expect(sketch(trace, { by: "thread", msPerChar: 10 })).toBe("L0 AABB");
    expect(sketch(trace, { by: "task", msPerChar: 20 })).toBe("A 0~|\nB q0|");
  });

  it("draws tasks and lanes past the marks as #", () => {
    const rows = Array.from({ length: 27 }, (_, i) => `t${i} ${".".repeat(i)}0|`).join("\n");
    expect(sketch(fromSketch(rows), { by: "thread" })).toBe("L0 ABCDEFGHIJKLMNOPQRSTUVWXYZ#");
  });
});
