import { describe, expect, test } from "vitest";
import { checkTrace } from "../check.ts";
import type { Trace } from "../types.ts";
import { read } from "./events-test-kit.ts";

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
/** Ends have no name unless told: then they close what is innermost. */
const at = (ph: string, ts: number, more = {}) => ({
  ...main,
  ph,
  ...(/[EeF]/.test(ph) ? {} : { name: "s" }),
  ts,
  ...more,
});
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
    expect(read(events).understood).toMatchObject({ nested: 3, strays: [""], open: 1 });
  });

  test("async slices are waits in flight, each drawn; what they wait for is told by their names", () => {
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
      "headers waiting 0.5-2",
      "readFile waiting 1-4",
    ]);
    const on = trace.spans.map(({ state }) => ("on" in state ? state.on : ""));
    expect(on).toEqual(["network", "tick", "tock", "timer", "network", "disk"]);
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
    expect(counts).toMatchObject({ events: 10, badDurations: 3, notShown: 1, unreadable: 3 });
    expect([...counts.counters]).toEqual(["s"]);
    expect(understood?.instants).toBe(1);
  });

  test("numbers in quotes are numbers; a slice that outlasts the one it is in has a row of its own", () => {
    const trace = traceOf([whole("a", 0, 2000), whole("b", 1000, 2000, { ts: "1000" })]);
    expect(bars(trace)).toEqual(["a on thread 1 0-2", "b on thread 1 (row 2) 1-3"]);
    expect(trace.lanes[1]?.thread).toBe(0);
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
