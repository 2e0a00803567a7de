import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildTrace } from "../build.ts";
import { anyRun } from "../sketch/any-run.ts";
import { fromSketch } from "../sketch/from-sketch.ts";
import type { Trace } from "../types.ts";
import { chromeTrace } from "./write-chrome.ts";

interface Written {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
  readonly cat?: string;
  readonly id2?: { readonly local: string };
  readonly ts?: number;
  readonly dur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

const textOf = (...traces: readonly Trace[]): string =>
  [
    ...chromeTrace(
      traces.map((trace, i) => ({
        name: `side ${i}`,
        trace,
        counters: [{ name: "in progress", unit: "tasks", steps: [{ at: 0, count: 1 }] }],
      })),
    ),
  ].join("");
const written = (...traces: readonly Trace[]): readonly Written[] =>
  JSON.parse(textOf(...traces)).traceEvents;
const anyTrace = (numbers: readonly number[]): Trace => {
  const { header, events, laneEvents } = anyRun(numbers);
  return buildTrace(header, events, laneEvents);
};
const numbers = fc.array(fc.nat(100_000), { maxLength: 60 });

test("threads are named, waits are async slices on the task's own track, counters go along", () => {
  const events = written(fromSketch("A q0~~0|\nL0 ^"));
  expect(events.map(({ ph }) => ph).join("")).toBe("MMMMbbeXbeXebeCC");
  expect(events).toContainEqual(expect.objectContaining({ ph: "M", name: "process_name", pid: 1 }));
  expect(events).toContainEqual(
    expect.objectContaining({ ph: "b", name: "waiting: network", id2: { local: "0x1" } }),
  );
});

test("no event is at 0, which DevTools takes for no time at all", () => {
  const times = written(fromSketch("A 0q~0|\nL0 ^"), fromSketch("L0 A")).flatMap(
    ({ ts }) => ts ?? [],
  );
  expect(times).toHaveLength(13);
  expect(Math.min(...times)).toBe(1e6);
});

test("what a lane does by itself is on a track that says which lane", () => {
  expect(written(fromSketch("A q0-0|\nL0 ^"))).toContainEqual(
    expect.objectContaining({ ph: "b", name: "L0: starting" }),
  );
});

/** What src/trace_processor/importers/json of Perfetto makes of events. */
describe("as Perfetto reads it", () => {
  const ns = (us: number | undefined): number => Math.round((us ?? Number.NaN) * 1000);
  const inTime = (events: readonly Written[]): readonly Written[] =>
    events.filter(({ ph }) => ph !== "M").sort((a, b) => ns(a.ts) - ns(b.ts));
  const trackOf = ({ pid, cat, id2 }: Written): string => `${pid} ${cat} ${id2?.local}`;

  test("no thread has the number of its process, which would make it the main thread", () => {
    const events = written(fromSketch("L0 A"), fromSketch("L0 A\nL1 B\nL2 C"));
    const threads = events.filter(({ name }) => name === "thread_name");
    expect(threads.map(({ pid, args }) => `${pid} ${args?.name}`)).toEqual([
      "1 L0",
      ...["2 L0", "2 L1", "2 L2"],
    ]);
    expect(threads.filter(({ pid, tid }) => tid === pid || tid === 0)).toEqual([]);
    expect(new Set(threads.map(({ tid }) => tid)).size).toBe(4);
  });

  test("a track, named after its first slice, holds what that says", () => {
    const tracks = new Map<string, Set<string>>();
    for (const event of inTime(written(fromSketch("A q--0~000|\nL0 .^_..*_^")))) {
      if (event.ph !== "b") continue;
      tracks.set(trackOf(event), (tracks.get(trackOf(event)) ?? new Set()).add(event.name));
    }
    expect([...tracks.values()].map((names) => [...names].join(", ")).sort()).toEqual([
      "A, queued, ready, waiting: network",
      "L0: idle",
      "L0: preempted",
      "L0: starting",
    ]);
  });

  test("async slices of a track nest and end, slices of a thread never overlap, counts are numbers", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const open = new Map<string, string[]>();
        const until = new Map<string, number>();
        for (const event of inTime(written(anyTrace(a), anyTrace(b)))) {
          const { ph, pid, tid, ts, dur, name, args } = event;
          const names = open.get(trackOf(event)) ?? [];
          if (ph === "b") open.set(trackOf(event), [...names, name]);
          else if (ph === "e") expect(names.pop()).toBe(name);
          else if (ph === "C") expect(args).toEqual({ tasks: expect.any(Number) });
          else {
            expect(ns(ts)).toBeGreaterThanOrEqual(until.get(`${pid} ${tid}`) ?? 0);
            until.set(`${pid} ${tid}`, ns(ts) + ns(dur));
          }
        }
        expect([...open.values()].flat()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("half a character, for which it would refuse the whole file, is written as one it knows", () => {
    const { tasks, ...trace } = fromSketch("L0 A");
    const label = "a\ud83d \ud83d\ude00 \\ud83d";
    const text = textOf({ ...trace, tasks: tasks.map((task) => ({ ...task, label })) });
    expect(text).toContain(JSON.stringify("a\ufffd \ud83d\ude00 \\ud83d"));
  });

  test("nothing follows the object, and no unit, which older ones took for that of the times", () => {
    const text = textOf(fromSketch("L0 A"));
    expect(text.at(-1)).toBe("}");
    expect(Object.keys(JSON.parse(text))).toEqual(["otherData", "traceEvents"]);
  });
});
