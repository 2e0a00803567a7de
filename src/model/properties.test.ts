import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { executingPieces } from "../metrics/executing.ts";
import { checkPlan } from "../plan/check-plan.ts";
import { planOf, times } from "../plan/draft.ts";
import { type ExecutionModel, laneKinds, MODELS } from "../plan/models.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { type Trace, taskId } from "../trace/types.ts";
import { criticalPath, grahamBound, lowerBound, totalCompute } from "./laws/bounds.ts";
import { cpu, run } from "./model-test-kit.ts";
import type { PredictOptions } from "./options.ts";

/** Quarters of a millisecond: sums of them are exact, so the bounds may be compared without a tolerance. */
const ms = (max: number) => fc.integer({ min: 0, max: max * 4 }).map((quarters) => quarters / 4);

const after = (i: number) =>
  fc
    .uniqueArray(fc.nat(Math.max(0, i - 1)), { maxLength: i === 0 ? 0 : 3 })
    .map((ids) => ids.map(taskId));

const computing: fc.Arbitrary<Plan> = fc
  .integer({ min: 1, max: 14 })
  .chain((count) =>
    fc
      .tuple(
        ...times(count, (i) => fc.record({ steps: fc.tuple(ms(9).map(cpu)), after: after(i) })),
      )
      .map((drafts) => planOf(drafts.map((d, i) => ({ label: `T${i}`, kind: "job", ...d })))),
  );

const step: fc.Arbitrary<Step[]> = fc.oneof(
  ms(5).map((t) => [cpu(t)]),
  fc
    .record({ t: ms(5), timeout: fc.option(ms(5), { nil: undefined }) })
    .map(({ t, timeout }) => [
      { do: "wait", on: "network", for: t, ...(timeout === undefined ? {} : { timeout }) } as const,
    ]),
  fc
    .tuple(fc.constantFrom("mutex", "pair", "api"), ms(3))
    .map(([resource, t]): Step[] => [
      { do: "acquire", resource },
      cpu(t),
      { do: "release", resource },
    ]),
  fc.constantFrom<Step[]>([{ do: "put", channel: "pipe" }], [{ do: "take", channel: "pipe" }]),
);

const anything: fc.Arbitrary<Plan> = fc
  .tuple(
    fc.integer({ min: 1, max: 10 }).chain((count) =>
      fc.tuple(
        ...times(count, (i) =>
          fc.record(
            {
              steps: fc.array(step, { maxLength: 4 }).map((parts) => parts.flat()),
              after: after(i),
              releaseAt: ms(6),
              deadline: ms(20),
              retries: fc.nat(2),
              priority: fc.nat(3),
            },
            { requiredKeys: ["steps", "after", "releaseAt"] },
          ),
        ),
      ),
    ),
    fc.option(ms(30), { nil: undefined }),
  )
  .map(([drafts, cancelAfter]) =>
    planOf(
      drafts.map((d, i) => ({ label: `T${i}`, kind: "job", ...d })),
      {
        resources: [
          { id: "mutex", capacity: 1, whenFull: "block" },
          { id: "pair", capacity: 2, whenFull: "block" },
          { id: "api", capacity: 1, whenFull: "reject" },
        ],
        channels: [{ id: "pipe", capacity: 1 }],
        ...(cancelAfter === undefined ? {} : { cancelAfter }),
      },
    ),
  );

/** Tasks whose calls time out and are tried again, while others compute. */
const retried: fc.Arbitrary<Plan> = fc
  .array(fc.record({ first: ms(3), call: ms(5), timeout: ms(3), retries: fc.nat(2) }), {
    minLength: 2,
    maxLength: 5,
  })
  .map((tasks) =>
    planOf(
      tasks.map(({ first, call, timeout, retries }, i) => ({
        label: `T${i}`,
        kind: "job",
        steps: [cpu(first), { do: "wait", on: "network", for: call, timeout }, cpu(first)],
        retries,
      })),
    ),
  );

const model: fc.Arbitrary<ExecutionModel> = fc.oneof(
  fc.constantFrom<ExecutionModel[]>(...MODELS),
  fc
    .record({
      lanes: fc.constantFrom("one" as const, "pool" as const, "per-task" as const),
      whileWaiting: fc.constantFrom("holds-lane" as const, "frees-lane" as const),
      computeOn: fc.constantFrom("own-lane" as const, "worker-pool" as const),
      queue: fc.constantFrom("shared" as const, "per-lane" as const, "stealing" as const),
      computeLock: fc.boolean(),
    })
    .map((shape) => ({ ...MODELS[3], ...shape })),
);

const machine: fc.Arbitrary<PredictOptions> = fc.record(
  {
    lanes: fc.integer({ min: 1, max: 5 }),
    cores: fc.integer({ min: 1, max: 5 }),
    quantum: ms(3).filter((q) => q > 0),
    switchCost: ms(1),
    lockSwitchInterval: ms(3).filter((q) => q > 0),
    discipline: fc.constantFrom(
      "fifo" as const,
      "sjf" as const,
      "srtf" as const,
      "priority" as const,
    ),
    costs: fc.record({ startLane: ms(2), switch: ms(1) }),
  },
  { requiredKeys: ["lanes", "cores"] },
);

const executed = (trace: Trace): number => {
  const { starts, ends } = executingPieces(trace);
  return ends.reduce((sum, end, i) => sum + end - (starts[i] ?? 0), 0);
};

function executingPeak(trace: Trace): number {
  const { starts, ends } = executingPieces(trace);
  const edges = [...starts.map((at) => ({ at, by: 1 })), ...ends.map((at) => ({ at, by: -1 }))];
  // ends first: spans are half-open; within a billionth of a millisecond edges are the same instant
  edges.sort((a, b) => (Math.abs(a.at - b.at) < 1e-9 ? a.by - b.by : a.at - b.at));
  let now = 0;
  let peak = 0;
  for (const { by } of edges) {
    now += by;
    peak = Math.max(peak, now);
  }
  return peak;
}

describe("any plan, any model, any machine", () => {
  test("ends, in a trace that breaks no invariant, the same every time", () => {
    fc.assert(
      fc.property(anything, model, machine, (plan, record, options) => {
        checkPlan(plan);
        const trace = run(plan, record, options); // checks the invariants
        expect(trace.settled.length).toBe(plan.tasks.length);
        expect(JSON.stringify(run(plan, record, options))).toBe(JSON.stringify(trace));
      }),
      { numRuns: 600, seed: 1 },
    );
  }, 20_000);

  test("with a quantum, or no more lanes than cores, no more lanes execute than there are cores", () => {
    fc.assert(
      fc.property(fc.oneof(anything, retried), model, machine, (plan, record, options) => {
        const trace = run(plan, record, { quantum: 1, ...options });
        expect(executingPeak(trace)).toBeLessThanOrEqual(options.cores);
      }),
      { numRuns: 300, seed: 2 },
    );
  }, 20_000);
});

/** How many lanes can compute at one instant. */
function computers(record: ExecutionModel, { lanes, cores }: PredictOptions, tasks: number) {
  const kinds = laneKinds(record, lanes, tasks);
  const own = record.computeOn === "worker-pool" ? kinds.length - 1 : kinds.length;
  return record.computeLock ? 1 : Math.min(own, cores);
}

describe("plans that come to their end", () => {
  const full = times(40, (): Step => ({ do: "put", channel: "pipe" }));
  /** With locks, channels, waits and dependencies, but without what ends tasks early; takers find something to take. */
  const patient = anything.map(
    ({ tasks, resources, channels }): Plan =>
      planOf(
        [
          ...tasks.map(({ deadline: _, retries: __, ...task }) => ({
            ...task,
            steps: task.steps.map((s): Step => (s.do === "wait" ? { ...s, timeout: s.for } : s)),
          })),
          { label: "feeder", kind: "job", steps: full },
        ],
        {
          resources: resources.map((r) => ({ ...r, whenFull: "block" })),
          channels: channels.map((c) => ({ ...c, capacity: "unbounded" })),
        },
      ),
  );
  const isDone = (trace: Trace) => trace.settled.every((s) => s.outcome === "done");

  test("take no less than the lower bound, also with fewer cores than lanes, in slices or not", () => {
    let done = 0;
    fc.assert(
      fc.property(patient, model, machine, (plan, record, options) => {
        const trace = run(plan, record, options);
        if (!isDone(trace)) return;
        done += 1;
        const bound = lowerBound(plan, computers(record, options, plan.tasks.length));
        expect(trace.duration).toBeGreaterThanOrEqual(bound - 1e-9);
      }),
      { numRuns: 600, seed: 6 },
    );
    expect(done).toBeGreaterThan(200);
  }, 20_000);

  test("execute what was planned, no more and no less", () => {
    let done = 0;
    fc.assert(
      fc.property(patient, model, machine, (plan, record, options) => {
        const trace = run(plan, record, { quantum: 1, ...options });
        if (!isDone(trace)) return;
        done += 1;
        expect(executed(trace)).toBeCloseTo(totalCompute(plan), 9);
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(done).toBeGreaterThan(100);
  }, 20_000);
});

describe("computing only, no overheads", () => {
  test("list schedules lie between the lower bound and Graham's, whatever the discipline's order", () => {
    fc.assert(
      fc.property(
        computing,
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom("fifo" as const, "sjf" as const, "priority" as const),
        fc.constantFrom("thread-pool" as const, "m-n" as const, "loop-and-pool" as const),
        (plan, lanes, discipline, id) => {
          const { duration } = run(plan, id, { lanes, discipline, cores: 8 });
          expect(duration).toBeGreaterThanOrEqual(lowerBound(plan, lanes));
          expect(duration).toBeLessThanOrEqual(
            grahamBound(totalCompute(plan), criticalPath(plan), lanes) + 1e-9,
          );
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  test("work is conserved: what was executed is what was planned", () => {
    fc.assert(
      fc.property(computing, model, machine, (plan, record, options) => {
        const { lanes, cores } = options;
        const exact = executed(run(plan, record, { lanes, cores: 64, lockSwitchInterval: 1 }));
        expect(exact).toBeCloseTo(totalCompute(plan), 9);
        const sliced = executed(run(plan, record, { ...options, cores, quantum: 0.5 }));
        expect(sliced).toBeCloseTo(totalCompute(plan), 9);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  test("one core is never idle while there is work: time sharing ends when running one by one ends", () => {
    fc.assert(
      fc.property(computing, ms(2), (plan, q) => {
        const work = totalCompute(plan);
        const sharing = run(plan, "thread-per-task", { cores: 1 });
        const sliced = run(plan, "thread-per-task", { cores: 1, quantum: q + 0.25 });
        expect(sharing.duration).toBeCloseTo(work, 9);
        expect(sliced.duration).toBeCloseTo(work, 9);
        expect(run(plan, "event-loop").duration).toBe(work);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
