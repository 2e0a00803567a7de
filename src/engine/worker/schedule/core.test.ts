import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planOf, times } from "../../../plan/draft.ts";
import { taskId } from "../../../trace/types.ts";
import { READY as READY_FACT, SETTLED as SETTLED_FACT } from "../facts.ts";
import { takeNext } from "./assignment.ts";
import { at, RUNNING } from "./board.ts";
import { execute, guarded, open, use } from "./board-test-kit.ts";
import * as core from "./core.ts";
import { enqueue } from "./lines.ts";

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

  it("put a task that a lane gives back in front of the others, unless its deadline has passed", () => {
    const plan = planOf(
      times(3, (i) => ({ label: `${i}`, kind: "job", deadline: i === 0 ? 5 : 9, steps: [use] })),
    );
    const { c, outcomes } = open(plan, "thread-pool", 2);
    expect([takeNext(c, 0, 0), takeNext(c, 0, 0)]).toEqual([0, 1]);
    core.collectDue(c, 6); // a lane has them: it notices by itself
    core.giveBack(c, 1, 6);
    core.giveBack(c, 0, 6);
    expect(outcomes).toEqual(["timed-out"]);
    expect([takeNext(c, 1, 7), takeNext(c, 1, 7)]).toEqual([1, 2]);
    core.settle(c, 1, "done", 8);
    core.giveBack(c, 1, 8);
    expect(takeNext(c, 1, 8)).toBe(-1);
  });

  it("let idle lanes of an M:N pool take what another lane has queued", () => {
    const plan = planOf(times(4, (i) => ({ label: `${i}`, kind: "job", steps: [use] })));
    const { b, c } = open(plan, "m-n", 2);
    for (const task of [0, 1, 2, 3]) expect(takeNext(c, 0, 0)).toBe(task);
    for (const task of [0, 1, 2, 3]) enqueue(c, task, RUNNING, 0);
    expect([takeNext(c, 1, 1), takeNext(c, 0, 1)]).toEqual([0, 1]);
    expect(at(b.holder, 0)).toBe(1);
  });

  it("count a wait's lateness to the wait if a lane was idle, to readiness if all were busy", () => {
    const plan = planOf([
      { label: "waits", kind: "job", steps: [use] },
      { label: "computes", kind: "job", steps: [use] },
    ]);
    const ready = (isBusy: boolean): number | undefined => {
      const { c, facts } = open(plan, "m-n", 1);
      const first = takeNext(c, 0, 0);
      expect(first).toBe(0);
      core.sleepUntil(c, 0, 10);
      if (isBusy) expect(takeNext(c, 0, 0)).toBe(1);
      else {
        core.settle(c, 1, "done", 0);
        expect(takeNext(c, 0, 1)).toBe(-1);
      }
      takeNext(c, 0, 14);
      return facts.find((f) => f.id === 0 && f.code === READY_FACT)?.at;
    };
    expect(ready(true)).toBe(10);
    expect(ready(false)).toBe(14);
  });
});
