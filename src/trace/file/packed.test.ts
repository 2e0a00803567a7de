import fc from "fast-check";
import { expect, test } from "vitest";
import { buildTrace } from "../build.ts";
import { anyRun } from "../sketch/any-run.ts";
import { fromSketch } from "../sketch/from-sketch.ts";
import type { Trace } from "../types.ts";
import { buffersOf, packTrace, unpackTrace } from "./packed.ts";

function unpacked(trace: Trace): { trace: Trace; rests: number } {
  const steps = unpackTrace(structuredClone(packTrace(trace)));
  for (let rests = 0; ; rests++) {
    const { done, value } = steps.next();
    if (done === true) return { trace: value, rests };
  }
}

test("any trace comes back the same", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { maxLength: 60 }), (numbers) => {
      const { header, events, laneEvents } = anyRun(numbers);
      const trace = buildTrace(header, events, laneEvents);
      expect(unpacked(trace).trace).toEqual(trace);
    }),
    { numRuns: 60 },
  );
});

test("an error goes along, and labels of any length", () => {
  const plain = fromSketch("L0 ABC");
  const trace: Trace = {
    ...plain,
    tasks: plain.tasks.map((task, i) => ({ ...task, label: ["", "é𝄞", ""][i] ?? "" })),
    settled: plain.settled.map((end, i) =>
      i === 1 ? { at: end.at, outcome: "failed", error: "no" } : end,
    ),
  };
  expect(unpacked(trace).trace).toEqual(trace);
});

test("is made of buffers that can be moved, and rests while it is unpacked", () => {
  const one = fromSketch("L0 A");
  const span = one.spans[0];
  const many = { ...one, spans: Array.from({ length: 25_000 }, () => span) as Trace["spans"] };
  const packed = packTrace(many);
  structuredClone(packed, { transfer: buffersOf(packed) });
  expect(packed.spans.start.length).toBe(0);
  expect(unpacked(many)).toEqual({ trace: many, rests: 12 });
});
