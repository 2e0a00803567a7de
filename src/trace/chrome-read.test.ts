import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyRun } from "./any-run.ts";
import { buildTrace } from "./build.ts";
import { checkTrace } from "./check.ts";
import { type ChromeRead, createChromeReader } from "./chrome-read.ts";
import { chromeTrace } from "./chrome-write.ts";
import { fromSketch } from "./from-sketch.ts";
import type { Trace } from "./types.ts";

function read(events: readonly unknown[]): ChromeRead {
  const reader = createChromeReader();
  reader.take(events);
  return reader.finish("a.json");
}

/** The one trace of a file of another program. */
function traceOf(events: readonly unknown[]): Trace {
  const [run] = read(events).runs;
  if (run === undefined) throw new Error("no run");
  checkTrace(run.trace);
  return run.trace;
}

const main = { pid: 1, tid: 1 };
const whole = (name: string, ts: number, dur: number, more = {}) => ({
  ...main,
  ph: "X",
  name,
  cat: "work",
  ts,
  dur,
  ...more,
});
const at = (ph: string, ts: number, more = {}) => ({ ...main, ph, name: "s", ts, ...more });
/** Every bar in words: "RunTask on thread 1 0-3". */
const bars = ({ spans, tasks, lanes }: Trace): string[] =>
  spans.map(({ task, state, start, end }) => {
    const where = state.is === "running" ? `on ${lanes[state.lane]?.label}` : state.is;
    return `${tasks[task]?.label} ${where} ${start}-${end}`;
  });

describe("other programs' traces", () => {
  test("a thread is a lane, its outermost slices are tasks, in whatever order they were written", () => {
    const trace = traceOf([
      whole("paint", 6000, 1000),
      whole("inner", 1000, 1000),
      whole("task", 0, 3000),
      whole("other", 2000, 2000, { tid: 2 }),
      { ...main, ph: "M", name: "thread_name", args: { name: "Main" } },
      { pid: 1, tid: 9, ph: "M", name: "thread_name", args: { name: "idle" } },
    ]);
    expect(bars(trace)).toEqual(["task on Main 0-3", "other on thread 2 2-4", "paint on Main 6-7"]);
    expect(trace.lanes.map(({ label }) => label)).toEqual(["Main", "thread 2"]);
    expect(trace.provenance).toEqual({ kind: "imported", from: "chrome-trace", file: "a.json" });
  });

  test("beginnings and ends, nested and mixed with whole slices", () => {
    const events = [
      at("B", 0, { name: "outer" }),
      at("B", 1000, { name: "inner" }),
      whole("leaf", 1200, 100),
      at("E", 2000),
      at("E", 5000),
      whole("next", 5000, 1000),
      at("E", 5500),
      at("B", 8000, { name: "endless" }),
      whole("last", 8500, 1500),
    ];
    expect(bars(traceOf(events))).toEqual([
      "outer on thread 1 0-5",
      "next on thread 1 5-6",
      "endless on thread 1 8-10",
    ]);
    expect(read(events).understood).toMatchObject({ nested: 3, unopened: 1, open: 1 });
  });

  test("async slices are waits in flight, the outermost of each id; what they wait for is told by their names", () => {
    const trace = traceOf([
      at("b", 0, { name: "GET /", cat: "net", id: "0x1" }),
      at("b", 500, { name: "headers", cat: "net", id: "0x1" }),
      at("b", 1000, { name: "readFile", cat: "fs", id: "0x1" }),
      at("n", 1100, { cat: "fs", id: "0x1" }),
      at("e", 2000, { cat: "net", id: "0x1" }),
      at("e", 3000, { cat: "net", id: "0x1" }),
      at("e", 4000, { cat: "fs", id: "0x1" }),
      at("S", 0, { name: "tick", cat: "", id2: { local: 7 } }),
      at("b", 0, { pid: 2, name: "tock", cat: "", id2: { local: 7 } }),
      at("F", 1000, { cat: "", id2: { local: 7 } }),
      at("b", 0, { name: "Timeout", cat: "profile", id: 8 }),
    ]);
    expect(bars(trace)).toEqual([
      "GET / waiting 0-3",
      "tick blocked 0-1",
      "tock blocked 0-4",
      "Timeout waiting 0-4",
      "readFile waiting 1-4",
    ]);
    const on = trace.spans.map(({ state }) => ("on" in state ? state.on : ""));
    expect(on).toEqual(["network", "tick", "tock", "timer", "disk"]);
  });

  test("several processes: their names stand with their threads", () => {
    const trace = traceOf([
      { pid: 7, ph: "M", name: "process_name", args: { name: "Browser" } },
      { pid: 7, ph: "M", name: "process_sort_index", args: { sort_index: -1 } },
      whole("a", 0, 1),
      whole("b", 0, 1, { pid: 7, tid: "io" }),
    ]);
    expect(trace.lanes.map(({ label }) => label)).toEqual([
      "thread io · Browser",
      "thread 1 · process 1",
    ]);
  });

  test("threads stand by process, then by their sort index, then by number, then by name", () => {
    const order = (tid: unknown, sort_index: number) => ({
      ...{ ph: "M", pid: 1, name: "thread_sort_index", tid },
      args: { sort_index },
    });
    const tids = [10, "9", "b", 2, "1x", "a", 7, undefined];
    const events = [...tids.map((tid) => whole("s", 0, 1, { tid })), order(7, -1), order(2, 1)];
    for (const some of [events, events.toReversed()]) {
      expect(traceOf(some).lanes.map(({ label }) => label)).toEqual([
        "thread 7",
        "unnamed thread",
        "thread 9",
        "thread 10",
        "thread 1x",
        "thread a",
        "thread b",
        "thread 2",
      ]);
    }
  });

  test("what can't be drawn is left out, and counted", () => {
    const { runs, counts, understood } = read([
      whole("good", 0, 1000),
      whole("backwards", 0, -1),
      whole("not a number", 0, Number.NaN),
      whole("no length given", 0, 0, { dur: undefined }),
      whole("instant", 2000, 0),
      whole("never", 0, 1, { ts: null }),
      at("C", 5),
      at("i", 5),
      "no event",
      null,
    ]);
    expect(runs[0]?.trace.tasks.map(({ label }) => label)).toEqual(["good"]);
    expect(counts).toMatchObject({ events: 10, badDurations: 3, notShown: 2, unreadable: 3 });
    expect(understood?.instants).toBe(1);
  });

  test("numbers in quotes are numbers; a slice that outlasts the one it is in starts after it", () => {
    expect(bars(traceOf([whole("a", 0, 2000), whole("b", 1000, 2000, { ts: "1000" })]))).toEqual([
      "a on thread 1 0-2",
      "b on thread 1 2-3",
    ]);
  });

  test("names are texts, and no key becomes a property", () => {
    const [event] = JSON.parse(
      '[{"__proto__":{"ph":"X"},"pid":"__proto__","tid":"constructor","ph":"X","ts":0,"dur":1000,"name":"<img src=x onerror=alert(1)>","args":{"__proto__":{"polluted":1},"overlap":{"__proto__":{"task":0},"task":0}}}]',
    );
    expect(bars(traceOf([event]))).toEqual([
      "<img src=x onerror=alert(1)> on thread constructor 0-1",
    ]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(read(JSON.parse('[{"__proto__":{"ph":"X","ts":0,"dur":5}}]')).runs).toEqual([]);
  });

  test("rare categories share a kind, so that the legend stays readable", () => {
    const trace = traceOf(
      Array.from({ length: 20 }, (_, i) => whole("w", i * 10, 5, { cat: `c${Math.min(i, 12)},x` })),
    );
    const kinds = new Set(trace.tasks.map(({ kind }) => kind));
    expect(kinds.size).toBe(8);
    expect(kinds).toContain("c12");
    expect(kinds).toContain("other");
  });

  test("times that no clock shows are no times", () => {
    expect(read([whole("a", 1e308, 1), whole("b", 0, 1e308)]).runs).toEqual([]);
  });
});

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
