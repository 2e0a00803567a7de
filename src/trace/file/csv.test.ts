import fc from "fast-check";
import { expect, test } from "vitest";
import { fromSketch } from "../sketch/from-sketch.ts";
import { cell, spansCsv } from "./csv.ts";

const textOf = (...args: Parameters<typeof spansCsv>) => [...spansCsv(...args)].join("");

/** RFC 4180, read back: the records of a text. */
function records(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

test("a row for every span, its times in ms, its step, the outcome with the last one of a task", () => {
  const plain = fromSketch("A q0~!\nL0 .");
  const trace = {
    ...plain,
    spans: plain.spans.map((span, i) => (i === 0 ? span : { ...span, step: i - 1 })),
  };
  const rows = records(textOf([{ name: "A", trace }]));
  expect(rows).toEqual([
    [
      ..."run task task_label kind state on lane lane_label start_ms end_ms duration_ms outcome step".split(
        " ",
      ),
    ],
    ["A", "0", "A", trace.tasks[0]?.kind, "queued", "", "", "", "0", "1", "1", "", ""],
    [
      "A",
      "0",
      "A",
      trace.tasks[0]?.kind,
      "running",
      "",
      "0",
      trace.lanes[0]?.label,
      "1",
      "2",
      "1",
      "",
      "0",
    ],
    [
      "A",
      "0",
      "A",
      trace.tasks[0]?.kind,
      "waiting",
      "network",
      "",
      "",
      "2",
      "3",
      "1",
      "failed",
      "1",
    ],
  ]);
});

test("what a lane did by itself is a row of no task, after those of tasks", () => {
  const trace = fromSketch("L0 ^A*A");
  const rows = records(textOf([{ name: "A", trace }]));
  expect(rows.slice(2)).toEqual([
    ["A", "", "", "", "starting", "", "0", "L0", "0", "1", "1", "", ""],
    ["A", "", "", "", "preempted", "", "0", "L0", "2", "3", "1", "", ""],
  ]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])("%j is made inert", (text) => {
  expect(records(`${cell(text)},`)[0]?.[0]).toBe(`'${text}`);
});

test("any label comes back as the same text, in one cell, and is no formula", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\",'a") }), (a, b) => {
      const plain = fromSketch("L0 AB");
      const trace = {
        ...plain,
        tasks: plain.tasks.map((task, i) => ({ ...task, label: i === 0 ? a : b })),
      };
      const rows = records(textOf([{ name: "A", trace }]));
      expect(rows.map((row) => row.length)).toEqual([13, 13, 13]);
      for (const [i, label] of [a, b].entries()) {
        const read = rows[i + 1]?.[2] ?? "";
        expect(read).not.toMatch(/^[=+\-@\t\r\n]/);
        expect([label, `'${label}`]).toContain(read);
      }
    }),
  );
});

test("several runs share one table", () => {
  const trace = fromSketch("L0 A");
  const rows = records(
    textOf([
      { name: "A", trace },
      { name: "B", trace },
    ]),
  );
  expect(rows.map(([run]) => run)).toEqual(["run", "A", "B"]);
});
