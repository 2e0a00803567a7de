import { afterAll, describe, expect, it } from "vitest";
import { compute, planOf, type TaskDraft, times, wait } from "../../plan/draft.ts";
import { type ModelId, modelById } from "../../plan/models.ts";
import type { Plan, Step } from "../../plan/plan.ts";
import { laneOf } from "../../trace/types.ts";
import { createEngine } from "../engine.ts";
import { tiers } from "../engine-test-kit.ts";
import { spawnWorkers } from "../pool.ts";

const job = (steps: Step[]): TaskDraft => ({ label: "job", kind: "job", steps });
const take: Step = { do: "take", channel: "c" };
const put: Step = { do: "put", channel: "c" };
const channel = { channels: [{ id: "c", capacity: 4 }] };

describe.each(Object.entries(tiers))(
  "tasks given to a lane ahead of time, with %s",
  (_, environment) => {
    // one for all: starting and calibrating workers anew takes longer than any of these runs
    const engine = createEngine(spawnWorkers, environment);
    afterAll(() => engine.dispose());
    const run = (plan: Plan, model: ModelId) =>
      engine.run({ plan, model: modelById(model), lanes: 2 });

    it("are not left behind one that blocks the lane", async () => {
      const plan = planOf(
        [
          job([take]),
          job([compute("primes", 5)]),
          job([put]),
          ...times(3, () => job([compute("primes", 5)])),
        ],
        channel,
      );
      for (const model of ["thread-pool", "gil-threads", "processes"] as const) {
        const { trace } = await run(plan, model);
        expect(trace.settled.map((s) => s.outcome)).toEqual(times(6, () => "done"));
      }
    });

    it("do not hide a deadlock of all lanes", async () => {
      const plan = planOf(
        [job([take]), job([take]), ...times(6, () => job([compute("hash", 1)]))],
        channel,
      );
      const { trace } = await run(plan, "thread-pool");
      const ends = trace.settled.map((s) => s.outcome);
      expect(ends).toEqual(["failed", "failed", ...times(6, () => "done")]);
    });

    it.each([
      ["waits", wait("disk", 500)],
      ["computes", compute("primes", 500)],
    ] as const)("go to a free lane while theirs %s", async (_does, step) => {
      const plan = planOf([job([step]), ...times(7, () => job([compute("primes", 5)]))]);
      const { trace } = await run(plan, "thread-pool");
      expect(trace.settled.map((s) => s.outcome)).toEqual(times(8, () => "done"));
      const [first, ...others] = trace.settled;
      expect(Math.max(...others.map((s) => s.at))).toBeLessThan(first?.at ?? 0);
      const ofFirst = trace.spans.find((s) => s.task === 0 && s.state.is === "running");
      const lane = ofFirst === undefined ? undefined : laneOf(ofFirst.state);
      const shared = trace.spans.filter((s) => s.task !== 0 && laneOf(s.state) === lane);
      expect(shared).toEqual([]);
    });
  },
);
