import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildTrace } from "../build.ts";
import { checkTrace } from "../check.ts";
import { anyRun } from "../sketch/any-run.ts";
import { fromSketch } from "../sketch/from-sketch.ts";
import type { Trace } from "../types.ts";
import { read } from "./events-test-kit.ts";
import { chromeTrace } from "./write-chrome.ts";

const anyTrace = (numbers: readonly number[]): Trace => {
  const { header, events, laneEvents } = anyRun(numbers);
  return buildTrace(header, events, laneEvents);
};
const written = (...traces: readonly Trace[]): readonly unknown[] =>
  JSON.parse(
    [
      ...chromeTrace(
        traces.map((trace, i) => ({
          name: `side ${i}`,
          trace,
          counters: [{ name: "in progress", unit: "tasks", steps: [{ at: 0, count: 1 }] }],
        })),
      ),
    ].join(""),
  ).traceEvents;
const numbers = fc.array(fc.nat(100_000), { maxLength: 60 });

describe("this program's own", () => {
  test("any two runs come back as they were", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const traces = [anyTrace(a), anyTrace(b)];
        const { runs, understood } = read(written(...traces));
        expect(runs).toEqual(traces.map((trace, i) => ({ label: `side ${i}`, trace })));
        expect(understood).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test("times finer than a nanosecond come back to the nearest one", () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.01, max: 1000, noNaN: true }), (some, factor) => {
        const { header, events, laneEvents } = anyRun(some);
        const scaled = <F extends { readonly at: number }>(facts: readonly F[]): F[] =>
          facts.map((fact) => ({ ...fact, at: fact.at * factor }));
        const trace = buildTrace(header, scaled(events), scaled(laneEvents));
        const [run] = read(written(trace)).runs;
        expect(run?.trace.provenance).toEqual(trace.provenance);
        const shape = (of: Trace | undefined) => of?.spans.map(({ task, state }) => [task, state]);
        expect(shape(run?.trace)).toEqual(shape(trace));
        for (const [i, { start }] of trace.spans.entries()) {
          expect(Math.abs((run?.trace.spans[i]?.start ?? 0) - start)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("without the marks, as any viewer sees it: the same lanes and the same bars", () => {
    fc.assert(
      fc.property(numbers, (some) => {
        const trace = anyTrace(some);
        const plain = JSON.parse(
          JSON.stringify(written(trace), (key, value) => (key === "overlap" ? undefined : value)),
        );
        const running = (from: Trace | undefined) =>
          (from?.spans ?? [])
            .filter(({ state }) => state.is === "running")
            .map(({ task, start, end, state }) => {
              const lane = state.is === "running" ? from?.lanes[state.lane]?.label : "";
              return `${from?.tasks[task]?.label} ${lane} ${(end - start).toFixed(6)}`;
            });
        const again = read(plain).runs[0]?.trace;
        expect(running(again).sort()).toEqual(running(trace).sort());
      }),
      { numRuns: 60 },
    );
  });

  test("further rows of a thread are further rows again", () => {
    const slice = (name: string, ts: number) => ({ ph: "X", pid: 1, tid: 1, name, ts, dur: 2000 });
    const [first] = read([slice("a", 0), slice("b", 1000)]).runs;
    if (first === undefined) throw new Error("no run");
    expect(first.trace.lanes.map(({ thread }) => thread)).toEqual([undefined, 0]);
    expect(read(written(first.trace)).runs.map(({ trace }) => trace.lanes)).toEqual([
      first.trace.lanes,
    ]);
  });

  test("a file of before, whose runs begin at 0, comes back as it was", () => {
    const trace = fromSketch("A q0~~0|\nL0 ^");
    const before = JSON.stringify(written(trace), (key, value) => {
      if (key === "from") return undefined;
      return key === "ts" ? value - 1e6 : value;
    });
    expect(read(JSON.parse(before)).runs.map(({ trace }) => trace)).toEqual([trace]);
  });

  test("a file somebody changed is read like any other", () => {
    const events = written(fromSketch("L0 AAB")).map((event) =>
      Reflect.get(event as object, "ph") === "X" ? { ...(event as object), ts: 0 } : event,
    );
    const { runs, understood } = read(events);
    expect(understood?.nested).toBe(1);
    expect(runs[0]?.trace.provenance.kind).toBe("imported");
  });
});

test("events with anything in them never make it throw, and what comes out is a trace", () => {
  const value = fc.oneof(
    fc.integer({ min: -5, max: 50 }),
    fc.double(),
    fc.constantFrom("0x1", "1", "", "__proto__", null),
  );
  const event = fc.record(
    {
      ph: fc.constantFrom(..."XBEbeSFMCinst"),
      ts: value,
      dur: value,
      pid: fc.constantFrom(1, 2, "1", null),
      tid: fc.constantFrom(1, 2, undefined),
      id: fc.constantFrom(1, "0x1", undefined),
      name: fc.constantFrom("a", "process_name", "thread_name", 5),
      cat: fc.constantFrom("task", "net", undefined),
      args: fc.constantFrom(
        {},
        null,
        { name: "x" },
        { overlap: { task: 0 } },
        { overlap: { lane: 0, kind: "thread" } },
        { overlap: { provenance: { kind: "predicted", cores: 1, seed: 1 }, duration: 40 } },
        { overlap: { task: 0, state: { is: "waiting", on: "disk", holds: 0 } } },
      ),
    },
    { requiredKeys: ["ph"] },
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      for (const { trace } of read(events).runs) checkTrace(trace);
    }),
    { numRuns: 400 },
  );
});
