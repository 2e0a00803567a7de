import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { predict } from "../../../model/predict.ts";
import { planOf, times } from "../../../scenario/build.ts";
import type { ModelId } from "../../../scenario/models.ts";
import { modelById } from "../../../scenario/models.ts";
import type { Plan, Step } from "../../../scenario/plan.ts";
import { taskId } from "../../../trace/types.ts";
import { BLOCKED as BLOCKED_FACT, READY as READY_FACT, SETTLED as SETTLED_FACT } from "../facts.ts";
import type { Tracer } from "../tracer.ts";
import {
  at,
  BLOCKED,
  boardBytes,
  dimsOf,
  initBoard,
  isOver,
  RUNNING,
  SETTLED,
  viewBoard,
} from "./board.ts";
import * as core from "./core.ts";
import { enqueue } from "./lines.ts";
import { couple, settleStuck } from "./resources.ts";
import { topologyOf } from "./topology.ts";

interface Fact {
  at: number;
  code: number;
  id: number;
}

/** A core over its own board, whose facts are kept. */
function open(plan: Plan, model: ModelId, lanes: number) {
  const dims = dimsOf(plan, lanes);
  const b = viewBoard(new ArrayBuffer(boardBytes(dims)), dims);
  initBoard(b, plan);
  const facts: Fact[] = [];
  const outcomes: string[] = [];
  const tracer: Tracer = {
    count: 0,
    fact: (when, code, id) => void facts.push({ at: when, code, id }),
    settled(when, task, outcome) {
      facts.push({ at: when, code: SETTLED_FACT, id: task });
      outcomes[task] = outcome;
    },
    flush() {},
    flushIfDue() {},
  };
  const c: core.Core = {
    b,
    plan,
    tracer,
    topology: topologyOf(modelById(model), lanes, plan.tasks.length),
    dependents: core.dependentsOf(plan),
    notify() {},
  };
  core.releaseInitial(c, 0);
  return { b, c, facts, outcomes };
}

/**
 * Pool threads on a clock of whole milliseconds that advance one task's step each per tick: the scheduler's
 * decisions without workers. Waits and computations take one tick.
 */
function execute({ b, c }: ReturnType<typeof open>, watch: (now: number) => void): void {
  const onLane: (number | undefined)[] = Array.from({ length: b.dims.lanes }, () => undefined);
  for (let now = 0; !isOver(b); now++) {
    if (now > 10_000) throw new Error("the plan does not end");
    for (let lane = 0; lane < onLane.length; lane++) {
      const held = onLane[lane];
      if (held !== undefined && at(b.status, held) === BLOCKED) continue;
      if (held === undefined || at(b.status, held) === SETTLED) {
        const next = core.takeNext(c, lane, now);
        onLane[lane] = next < 0 ? undefined : next;
        continue;
      }
      advance(c, held, now);
      watch(now);
    }
    settleStuck(c, now);
  }
}

function advance(c: core.Core, task: number, now: number): void {
  const index = at(c.b.step, task);
  const step = c.plan.tasks[task]?.steps[index];
  if (step === undefined) return core.settle(c, task, "done", now);
  if (step.do === "compute" || step.do === "wait") {
    c.b.step[task] = index + 1;
    return;
  }
  const verdict = couple(c, task, step, now);
  if (verdict === "go") c.b.step[task] = index + 1;
  else if (verdict === "refused") core.failAttempt(c, task, "failed", now);
}

const use: Step = { do: "wait", on: "timer", for: 1 };
const guarded = (resource: string): Step[] => [
  { do: "acquire", resource },
  use,
  { do: "release", resource },
];

describe("the scheduler's decisions", () => {
  it("settle every task of any plan, never let in more than fit, and never lose a place", () => {
    const task = fc.record({
      releaseAt: fc.nat(5),
      after: fc.array(fc.nat(30), { maxLength: 2 }),
      locks: fc.array(fc.constantFrom("a", "b"), { maxLength: 3 }),
      nested: fc.boolean(),
      retries: fc.nat(2),
    });
    const capacity = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(
        fc.array(task, { minLength: 1, maxLength: 12 }),
        capacity,
        fc.constantFrom("block" as const, "reject" as const),
        fc.integer({ min: 1, max: 4 }),
        (drafts, fits, whenFull, lanes) => {
          const plan = planOf(
            drafts.map((d, i) => ({
              label: `${i}`,
              kind: "job",
              releaseAt: d.releaseAt,
              retries: d.retries,
              after: [...new Set(d.after.filter((k) => k < i))].map(taskId),
              steps: d.nested
                ? [
                    { do: "acquire", resource: "a" },
                    ...guarded("b"),
                    { do: "release", resource: "a" },
                  ]
                : d.locks.flatMap(guarded),
            })),
            {
              resources: [
                { id: "a", capacity: fits, whenFull },
                { id: "b", capacity: 1, whenFull: "block" },
              ],
            },
          );
          const run = open(plan, "thread-pool", lanes);
          const taken = (r: number): number =>
            plan.tasks.reduce((sum, t) => sum + at(run.b.held, t.id * run.b.dims.resources + r), 0);
          execute(run, () => {
            expect(taken(0) + at(run.b.free, 0)).toBe(fits);
            expect(taken(1) + at(run.b.free, 1)).toBe(1);
          });
          expect(run.facts.filter((f) => f.code === SETTLED_FACT)).toHaveLength(plan.tasks.length);
          expect([at(run.b.free, 0), at(run.b.free, 1)]).toEqual([fits, 1]);
        },
      ),
    );
  });

  it("release a task when all it comes after have settled, failed ones too", () => {
    const plan = planOf(
      [
        { label: "a", kind: "job", steps: [{ do: "acquire", resource: "shut" }] },
        { label: "b", kind: "job", steps: [use], after: [taskId(0)] },
      ],
      { resources: [{ id: "shut", capacity: 1, whenFull: "reject" }] },
    );
    const run = open(plan, "sequential", 1);
    run.b.free[0] = 0;
    execute(run, () => {});
    expect(run.outcomes).toEqual(["failed", "done"]);
  });

  it("find the ring of two locks taken in opposite order, and give up one of the two", () => {
    const opposite = (first: string, second: string): Step[] => [
      { do: "acquire", resource: first },
      use,
      ...guarded(second),
      { do: "release", resource: first },
    ];
    const plan = planOf(
      [
        { label: "a", kind: "job", steps: opposite("x", "y") },
        { label: "b", kind: "job", steps: opposite("y", "x") },
      ],
      {
        resources: [
          { id: "x", capacity: 1, whenFull: "block" },
          { id: "y", capacity: 1, whenFull: "block" },
        ],
      },
    );
    const run = open(plan, "thread-pool", 2);
    execute(run, () => {});
    expect(run.facts.filter((f) => f.code === BLOCKED_FACT)).toHaveLength(2);
    expect(run.outcomes).toEqual(["failed", "done"]);
  });

  it("spare a task that only waits for a ring of others, as the prediction does", () => {
    const nested = (first: string, second: string): Step[] => [
      { do: "acquire", resource: first },
      use,
      { do: "acquire", resource: second },
    ];
    const tasks = [
      { label: "bystander", kind: "job", steps: [use, use, ...guarded("x")] },
      { label: "a", kind: "job", steps: nested("x", "y") },
      { label: "b", kind: "job", steps: nested("y", "x") },
      { label: "after", kind: "job", steps: [use], after: [taskId(0)] },
    ];
    const resources = ["x", "y"].map((id) => ({ id, capacity: 1, whenFull: "block" as const }));
    const plan = planOf(tasks, { resources });
    for (const model of ["thread-pool", "m-n"] as const) {
      const run = open(plan, model, 3);
      execute(run, () => {});
      const { trace } = predict(plan, modelById(model), { lanes: 3, cores: 3 });
      expect(run.outcomes).toEqual(["done", "failed", "done", "done"]);
      expect(trace.settled.map(({ outcome }) => outcome)).toEqual(run.outcomes);
    }
  });

  it("without a ring, give up the task that waits for what nobody will put", () => {
    const plan = planOf(
      [
        { label: "waits", kind: "job", steps: [use, use, ...guarded("x")] },
        {
          label: "takes",
          kind: "job",
          steps: [
            { do: "acquire", resource: "x" },
            { do: "take", channel: "c" },
          ],
        },
      ],
      {
        resources: [{ id: "x", capacity: 1, whenFull: "block" }],
        channels: [{ id: "c", capacity: 1 }],
      },
    );
    const run = open(plan, "thread-pool", 2);
    execute(run, () => {});
    expect(run.outcomes).toEqual(["done", "failed"]);
  });

  it("free a lane when blocked tasks hold every lane and the one that could help is queued", () => {
    const plan = planOf(
      [
        ...times(2, (i) => ({
          label: `taker ${i}`,
          kind: "job",
          steps: [{ do: "take", channel: "c" } as const],
        })),
        {
          label: "giver",
          kind: "job",
          steps: times(2, () => ({ do: "put", channel: "c" }) as const),
        },
      ],
      { channels: [{ id: "c", capacity: 2 }] },
    );
    const run = open(plan, "thread-pool", 2);
    execute(run, () => {});
    expect(run.outcomes).toEqual(["failed", "done", "done"]);
  });

  it("put a task that a lane gives back in front of the others, unless its deadline has passed", () => {
    const plan = planOf(
      times(3, (i) => ({ label: `${i}`, kind: "job", deadline: i === 0 ? 5 : 9, steps: [use] })),
    );
    const { c, outcomes } = open(plan, "thread-pool", 2);
    expect([core.takeNext(c, 0, 0), core.takeNext(c, 0, 0)]).toEqual([0, 1]);
    core.collectDue(c, 6); // a lane has them: it notices by itself
    core.giveBack(c, 1, 6);
    core.giveBack(c, 0, 6);
    expect(outcomes).toEqual(["timed-out"]);
    expect([core.takeNext(c, 1, 7), core.takeNext(c, 1, 7)]).toEqual([1, 2]);
    core.settle(c, 1, "done", 8);
    core.giveBack(c, 1, 8);
    expect(core.takeNext(c, 1, 8)).toBe(-1);
  });

  it("find those deadlocked that wait for what a lost loop would have given", () => {
    const plan = planOf(
      [
        { label: "giver", kind: "job", steps: [use, { do: "put", channel: "c" }] },
        { label: "taker", kind: "job", steps: [{ do: "take", channel: "c" }] },
      ],
      { channels: [{ id: "c", capacity: 1 }] },
    );
    const { b, c, outcomes } = open(plan, "loop-per-core", 2);
    couple(c, 1, { do: "take", channel: "c" }, 1);
    core.loseLane(c, 0, 2, "gone");
    expect(outcomes).toEqual(["failed", "failed"]);
    expect(isOver(b)).toBe(true);
  });

  it("let idle lanes of an M:N pool take what another lane has queued", () => {
    const plan = planOf(times(4, (i) => ({ label: `${i}`, kind: "job", steps: [use] })));
    const { b, c } = open(plan, "m-n", 2);
    for (const task of [0, 1, 2, 3]) expect(core.takeNext(c, 0, 0)).toBe(task);
    for (const task of [0, 1, 2, 3]) enqueue(c, task, RUNNING, 0);
    expect([core.takeNext(c, 1, 1), core.takeNext(c, 0, 1)]).toEqual([0, 1]);
    expect(at(b.holder, 0)).toBe(1);
  });

  it("count a wait's lateness to the wait if a lane was idle, to readiness if all were busy", () => {
    const plan = planOf([
      { label: "waits", kind: "job", steps: [use] },
      { label: "computes", kind: "job", steps: [use] },
    ]);
    const ready = (isBusy: boolean): number | undefined => {
      const { c, facts } = open(plan, "m-n", 1);
      const first = core.takeNext(c, 0, 0);
      expect(first).toBe(0);
      core.sleepUntil(c, 0, 10);
      if (isBusy) expect(core.takeNext(c, 0, 0)).toBe(1);
      else {
        core.settle(c, 1, "done", 0);
        expect(core.takeNext(c, 0, 1)).toBe(-1);
      }
      core.takeNext(c, 0, 14);
      return facts.find((f) => f.id === 0 && f.code === READY_FACT)?.at;
    };
    expect(ready(true)).toBe(10);
    expect(ready(false)).toBe(14);
  });
});
