import { expect, test } from "vitest";
import { measure } from "../../metrics/measure.ts";
import { modelById } from "../../plan/models.ts";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { numbersTsv } from "./numbers-tsv.ts";

const trace = fromSketch("L0 AAB\nL1 CC.");
const run = (letter: string, name: string) => ({
  letter,
  name,
  id: "",
  trace,
  ghost: undefined,
  selected: undefined,
  metrics: measure(trace),
});

const rowsOf = (taken: Parameters<typeof numbersTsv>[0]) =>
  numbersTsv(taken)
    .split("\n")
    .map((row) => row.split("\t"));

test("a row for each metric that is known, a column for each run", () => {
  const rows = rowsOf({
    range: undefined,
    runs: [run("A", "Event loop"), run("B", "Thread pool")],
  });
  expect(rows[0]).toEqual(["Metric", "Unit", "A: Event loop", "B: Thread pool"]);
  expect(rows).toContainEqual(["executingPeak", "lanes", "2", "2"]);
  expect(rows).toContainEqual(["makespan", "ms", "3", "3"]);
  expect(rows.some(([id]) => id === "speedup")).toBe(false);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([4]));
});

test("a name can break neither the table nor a spreadsheet", () => {
  const [head] = rowsOf({ range: undefined, runs: [run("=1+1", "a\tb\nc")] });
  expect(head?.at(-1)).toBe("'=1+1: a b c");
});

test("of the stretch that is measured, as the panel shows them, and says which", () => {
  const rows = rowsOf({ range: [2.0004, 3], runs: [run("A", "x"), run("B", "y")] });
  expect(rows.slice(0, 3)).toEqual([
    ["Metric", "Unit", "A: x", "B: y"],
    ["stretch from", "ms", "2", "2"],
    ["stretch to", "ms", "3", "3"],
  ]);
  expect(rows).toContainEqual(["executingPeak", "lanes", "1", "1"]);
  expect(rows).toContainEqual(["outcomes.done", "tasks", "1", "1"]);
  // a stretch has a length, no makespan
  expect(rows.some(([id]) => id === "makespan")).toBe(false);
});

test("the latency of a stretch in which no task settled is an empty cell", () => {
  const rows = rowsOf({ range: [0, 1], runs: [run("A", "x")] });
  expect(rows).toContainEqual(["latency.mean", "ms", ""]);
  expect(rows).toContainEqual(["busy", expect.anything(), "2"]);
});

test("what the model's lanes and tasks cost is known of a stretch, too", () => {
  const { costs } = modelById("thread-pool");
  const whole = rowsOf({
    range: undefined,
    runs: [{ ...run("A", "x"), metrics: measure(trace, { costs }) }],
  });
  const part = rowsOf({ range: [0, 2], runs: [{ ...run("A", "x"), costs }] });
  const memory = (rows: readonly string[][]) => rows.find(([id]) => id?.startsWith("memory"));
  expect(memory(whole)).toBeDefined();
  expect(memory(part)?.[1]).toBe(memory(whole)?.[1]);
});
