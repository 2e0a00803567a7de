import { expect, test } from "vitest";
import { measure } from "../../metrics/measure.ts";
import { fromSketch } from "../../trace/from-sketch.ts";
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

test("a row for each metric that is known, a column for each run", () => {
  const rows = numbersTsv([run("A", "Event loop"), run("B", "Thread pool")])
    .split("\n")
    .map((row) => row.split("\t"));
  expect(rows[0]).toEqual(["Metric", "Unit", "A: Event loop", "B: Thread pool"]);
  expect(rows).toContainEqual(["executingPeak", "lanes", "2", "2"]);
  expect(rows).toContainEqual(["makespan", "ms", "3", "3"]);
  expect(rows.some(([id]) => id === "speedup")).toBe(false);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([4]));
});

test("a name can break neither the table nor a spreadsheet", () => {
  const [head = ""] = numbersTsv([run("=1+1", "a\tb\nc")]).split("\n");
  expect(head.split("\t").at(-1)).toBe("'=1+1: a b c");
});
