import { describe, expect, it } from "vitest";
import type { Job } from "../../jobs/job.ts";
import { planOf } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import { createClock } from "./clock.ts";
import { computeJob } from "./compute.ts";
import type { LaneContext } from "./context.ts";
import { boardBytes, dimsOf, initBoard, viewBoard } from "./schedule/board.ts";
import { releaseInitial } from "./schedule/core.ts";
import { dependentsOf } from "./schedule/core-record.ts";
import { directScheduler } from "./schedule/direct.ts";
import { localSleeper } from "./schedule/sleeper.ts";
import { topologyOf } from "./schedule/topology.ts";
import { silentTracer } from "./tracer.ts";

/** The one lane of a run of one task, which pauses its computation after every unit. */
function lane(): LaneContext {
  const plan = planOf([{ label: "job", kind: "job", steps: [] }]);
  const dims = dimsOf(plan, 1);
  const b = viewBoard(new ArrayBuffer(boardBytes(dims)), dims);
  initBoard(b, plan);
  const clock = createClock(performance.timeOrigin + performance.now(), 0);
  const sleeper = localSleeper(b, 0, clock.now);
  const topology = topologyOf(modelById("thread-pool"), 1, 1);
  const core = {
    b,
    plan,
    topology,
    tracer: silentTracer,
    dependents: dependentsOf(plan),
    notify: sleeper.notify,
  };
  releaseInitial(core, 0);
  const scheduler = directScheduler(core, 0, false, clock, sleeper);
  const { now } = clock;
  return {
    lane: 0,
    plan,
    topology,
    scheduler,
    tracer: silentTracer,
    now,
    sliceMs: 0,
    lock: { isHeld: false },
    running: { step: 0 },
  };
}

/** Three units; throws instead of the one of this index. */
const jobThatThrowsIn = (bad: number): Job => ({
  name: "hash",
  unit: "units",
  maxSize: 1,
  work: () => 1,
  expected: () => 7,
  *run() {
    for (let unit = 0; unit < 3; unit++) {
      if (unit === bad) throw new Error(`unit ${unit} is bad`);
      yield;
    }
    return 7;
  },
});

describe("a computation that throws", () => {
  it.each([0, 1, 2])("has failed and says why, in unit %i as in any other", async (bad) => {
    const computed = await computeJob(lane(), 0, jobThatThrowsIn(bad), 1);
    expect(computed).toEqual({ ended: "failed", error: `unit ${bad} is bad` });
  });

  it("is done with the right checksum where it does not", async () => {
    expect(await computeJob(lane(), 0, jobThatThrowsIn(9), 1)).toEqual({ ended: "done" });
  });
});
