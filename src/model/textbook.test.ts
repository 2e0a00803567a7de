import { describe, expect, test } from "vitest";
import type { Plan } from "../plan/plan.ts";
import type { Ms, Trace } from "../trace/types.ts";
import { cpu, ends, lettered, mean, run } from "./model-test-kit.ts";
import type { PredictOptions } from "./options.ts";

/** Jobs of one computation each: [length, arrival, priority]. The letters A, B, C stand for P1, P2, P3. */
const jobs = (...rows: readonly (readonly [length: Ms, arrival?: Ms, priority?: number])[]): Plan =>
  lettered(
    rows.map(([length, releaseAt = 0, priority = 0]) => ({
      steps: [cpu(length)],
      releaseAt,
      priority,
    })),
  );

const oneCore = (plan: Plan, options: Partial<PredictOptions> = {}): Trace =>
  run(plan, "thread-pool", { lanes: 1, cores: 1, ...options });
/** Round robin is the operating system's: each job is a thread of its own. */
const roundRobin = (plan: Plan, quantum: Ms, options: Partial<PredictOptions> = {}): Trace =>
  run(plan, "thread-per-task", { cores: 1, quantum, ...options });

/** The Gantt chart as textbooks write it: "A 0-10, B 10-20", from when each job really was on the core. */
function gantt(trace: Trace): string {
  const holes = trace.laneSpans.filter((s) => s.state === "preempted");
  const pieces = trace.spans.flatMap(({ task, start, end, state }) => {
    if (state.is !== "running") return [];
    const own = holes.filter((h) => h.lane === state.lane && h.start < end && h.end > start);
    const cuts = [start, ...own.flatMap((h) => [h.start, Math.min(h.end, end)]), end];
    return cuts.flatMap((from, i) => {
      const to = cuts[i + 1];
      return i % 2 === 0 && to !== undefined && to > from ? [{ task, from, to }] : [];
    });
  });
  return pieces
    .sort((a, b) => a.from - b.from)
    .map(({ task, from, to }) => `${trace.tasks[task]?.label} ${from}-${to}`)
    .join(", ");
}

const turnaround = (plan: Plan, trace: Trace): Ms =>
  mean(ends(trace).map((at, i) => at - (plan.tasks[i]?.releaseAt ?? 0)));
const waiting = (plan: Plan, trace: Trace): Ms =>
  turnaround(plan, trace) -
  mean(
    plan.tasks.map((t) => t.steps.reduce((s, x) => s + (x.do === "compute" ? x.estimate : 0), 0)),
  );
const response = (plan: Plan, trace: Trace): Ms =>
  mean(
    plan.tasks.map((t) => {
      const first = trace.spans.find((s) => s.task === t.id && s.state.is === "running");
      return (first?.start ?? Number.NaN) - t.releaseAt;
    }),
  );

/** R. H. and A. C. Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 7 (Scheduling: Introduction). */
describe("OSTEP chapter 7", () => {
  test("FIFO, three jobs of 10 s: average turnaround 20 (figure 7.1)", () => {
    const plan = jobs([10], [10], [10]);
    expect(gantt(oneCore(plan))).toBe("A 0-10, B 10-20, C 20-30");
    expect(turnaround(plan, oneCore(plan))).toBe(20);
  });

  test("FIFO, a long job first: 110, the convoy effect (figure 7.2)", () => {
    const plan = jobs([100], [10], [10]);
    expect(gantt(oneCore(plan))).toBe("A 0-100, B 100-110, C 110-120");
    expect(turnaround(plan, oneCore(plan))).toBe(110);
  });

  test("SJF turns that into 50 (figure 7.3)", () => {
    const plan = jobs([100], [10], [10]);
    const trace = oneCore(plan, { discipline: "sjf" });
    expect(gantt(trace)).toBe("B 0-10, C 10-20, A 20-120");
    expect(turnaround(plan, trace)).toBe(50);
  });

  test("SJF cannot help when the short jobs come late: 103.33 (figure 7.4)", () => {
    const plan = jobs([100], [10, 10], [10, 10]);
    const trace = oneCore(plan, { discipline: "sjf" });
    expect(gantt(trace)).toBe("A 0-100, B 100-110, C 110-120");
    expect(turnaround(plan, trace)).toBeCloseTo(103.33, 2);
  });

  test("STCF pre-empts: 50 again (figure 7.5)", () => {
    const plan = jobs([100], [10, 10], [10, 10]);
    const trace = oneCore(plan, { discipline: "srtf" });
    expect(gantt(trace)).toBe("A 0-10, B 10-20, C 20-30, A 30-120");
    expect(turnaround(plan, trace)).toBe(50);
  });

  test("SJF answers after 5 on average, round robin with a slice of 1 after 1 (figures 7.6 and 7.7)", () => {
    const plan = jobs([5], [5], [5]);
    expect(response(plan, oneCore(plan, { discipline: "sjf" }))).toBe(5);
    const trace = roundRobin(plan, 1);
    expect(gantt(trace)).toBe(
      "A 0-1, B 1-2, C 2-3, A 3-4, B 4-5, C 5-6, A 6-7, B 7-8, C 8-9, A 9-10, B 10-11, C 11-12, A 12-13, B 13-14, C 14-15",
    );
    expect(response(plan, trace)).toBe(1);
    expect(turnaround(plan, trace)).toBe(14);
  });
});

/** A. Silberschatz, P. B. Galvin, G. Gagne, Operating System Concepts, 10th ed., section 5.3. */
describe("Silberschatz section 5.3", () => {
  test("FCFS in two orders: average waiting 17 and 3", () => {
    const long = jobs([24], [3], [3]);
    expect(gantt(oneCore(long))).toBe("A 0-24, B 24-27, C 27-30");
    expect(waiting(long, oneCore(long))).toBe(17);
    const short = jobs([3], [3], [24]);
    expect(gantt(oneCore(short))).toBe("A 0-3, B 3-6, C 6-30");
    expect(waiting(short, oneCore(short))).toBe(3);
  });

  test("SJF: average waiting 7, FCFS 10.25", () => {
    const plan = jobs([6], [8], [7], [3]);
    const trace = oneCore(plan, { discipline: "sjf" });
    expect(gantt(trace)).toBe("D 0-3, A 3-9, C 9-16, B 16-24");
    expect(waiting(plan, trace)).toBe(7);
    expect(waiting(plan, oneCore(plan))).toBe(10.25);
  });

  test("shortest remaining time first: average waiting 6.5, SJF 7.75", () => {
    const plan = jobs([8, 0], [4, 1], [9, 2], [5, 3]);
    const trace = oneCore(plan, { discipline: "srtf" });
    expect(gantt(trace)).toBe("A 0-1, B 1-5, D 5-10, A 10-17, C 17-26");
    expect(waiting(plan, trace)).toBe(6.5);
    expect(waiting(plan, oneCore(plan, { discipline: "sjf" }))).toBe(7.75);
  });

  test("round robin with a quantum of 4: average waiting 17/3", () => {
    const plan = jobs([24], [3], [3]);
    const trace = roundRobin(plan, 4);
    expect(gantt(trace)).toBe("A 0-4, B 4-7, C 7-10, A 10-30");
    expect(waiting(plan, trace)).toBeCloseTo(17 / 3, 12);
  });

  test("priority: average waiting 8.2", () => {
    const plan = jobs([10, 0, 3], [1, 0, 1], [2, 0, 4], [1, 0, 5], [5, 0, 2]);
    const trace = oneCore(plan, { discipline: "priority" });
    expect(gantt(trace)).toBe("B 0-1, E 1-6, A 6-16, C 16-18, D 18-19");
    expect(waiting(plan, trace)).toBeCloseTo(8.2, 12);
  });

  test("priority with round robin among equals, quantum 2", () => {
    const plan = jobs([4, 0, 3], [5, 0, 2], [8, 0, 2], [7, 0, 1], [3, 0, 3]);
    expect(gantt(roundRobin(plan, 2, { discipline: "priority" }))).toBe(
      "D 0-7, B 7-9, C 9-11, B 11-13, C 13-15, B 15-16, C 16-20, A 20-22, E 22-24, A 24-26, E 26-27",
    );
  });
});

describe("round robin by hand", () => {
  test("an arrival at the end of a quantum queues before the job that was cut short", () => {
    expect(gantt(roundRobin(jobs([4, 0], [2, 2]), 2))).toBe("A 0-2, B 2-4, A 4-6");
    expect(gantt(roundRobin(jobs([4, 0], [2, 1], [2, 2]), 2))).toBe("A 0-2, B 2-4, C 4-6, A 6-8");
  });

  test("an arrival inside a quantum waits for its end, however long the job has been alone", () => {
    expect(gantt(roundRobin(jobs([10, 0], [1, 5]), 4))).toBe("A 0-8, B 8-9, A 9-11");
  });

  test("a switch cost of 1 per change of job lengthens 2 x 4 ms at a quantum of 2 from 8 to 11", () => {
    const trace = roundRobin(jobs([4], [4]), 2, { switchCost: 1 });
    expect(gantt(trace)).toBe("A 0-2, B 3-5, A 6-8, B 9-11");
  });

  test("three threads on two cores: both quanta end at 2, the queue is then C, A, B", () => {
    expect(gantt(roundRobin(jobs([4], [4], [4]), 2, { cores: 2 }))).toBe(
      "A 0-4, B 0-2, C 2-6, B 4-6",
    );
  });

  test("as the quantum shrinks it becomes ideal processor sharing", () => {
    const plan = jobs([30], [20], [10]);
    expect(ends(run(plan, "thread-per-task", { cores: 1 }))).toEqual([60, 50, 30]);
    const fine = ends(roundRobin(plan, 0.01));
    expect(Math.max(...fine.map((at, i) => Math.abs(at - ([60, 50, 30][i] ?? 0))))).toBeLessThan(
      0.05,
    );
  });
});
