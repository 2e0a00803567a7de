import { describe, expect, it } from "vitest";
import { predict } from "../../../model/predict.ts";
import { planOf, times } from "../../../plan/draft.ts";
import { modelById } from "../../../plan/models.ts";
import type { Step } from "../../../plan/plan.ts";
import { taskId } from "../../../trace/types.ts";
import { BLOCKED as BLOCKED_FACT } from "../facts.ts";
import { loseLane } from "./assignment.ts";
import { isOver } from "./board.ts";
import { execute, guarded, open, use } from "./board-test-kit.ts";
import { couple } from "./resources.ts";

describe("the scheduler's decisions where nothing can go on", () => {
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
    loseLane(c, 0, 2, "gone");
    expect(outcomes).toEqual(["failed", "failed"]);
    expect(isOver(b)).toBe(true);
  });
});
