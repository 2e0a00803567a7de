import { describe, expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { EngineError, type RunRequest, type RunResult } from "../../engine/interface.ts";
import { createLab } from "../lab.ts";
import {
  engineOf,
  find,
  pair,
  pictureOf,
  stoppedRun,
  twoCores,
  whenStopped,
} from "../lab-test-kit.ts";
import { createMachineClaims, FREE, type MachineOwner } from "../machine-owner.ts";
import { defaultSettings } from "../settings.ts";
import { speedupsOf } from "./speedups.ts";
import { createSweep, type Sweep, subjectOf, sweepable } from "./sweep.ts";
import { sweepOrder } from "./sweep-order.ts";

const subject = subjectOf(pair, defaultSettings(pair, twoCores), "thread-pool");
const picture = async (request: RunRequest) => pictureOf(request);

function sweepOf(answer: (request: RunRequest, index: number) => Promise<RunResult> = picture) {
  const lanes: number[] = [];
  const busy: boolean[] = [];
  const kit = engineOf((request, index) => {
    lanes.push(request.lanes);
    return answer(request, index);
  });
  const store = createStore<{ owner: MachineOwner }>(() => ({ owner: FREE }));
  store.subscribe(({ owner }, before) => {
    if (owner.is !== before.owner.is) busy.push(owner.is === "sweep");
  });
  const sweep = createSweep({ engine: kit.engine, claims: createMachineClaims(store) });
  return { ...kit, sweep, lanes, busy };
}
const sweptOf = (sweep: Sweep) => sweep.store.getState().swept[subject.key];
const phaseOf = (sweep: Sweep) => sweep.store.getState().phase;
const speedups = (sweep: Sweep) =>
  speedupsOf(sweptOf(sweep)?.measured ?? []).map(({ lanes, speedup }) => [lanes, speedup]);
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe("the order", () => {
  test("has every number of lanes once in every round, one lane first", () => {
    const order = sweepOrder(8, 5, 7);
    expect(order[0]).toBe(1);
    for (let round = 0; round < 5; round++) {
      expect(sorted(order.slice(8 * round, 8 * (round + 1)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  test("is random, but the same for the same seed", () => {
    expect(sweepOrder(16, 1, 7)).toEqual(sweepOrder(16, 1, 7));
    expect(sweepOrder(16, 1, 7)).not.toEqual(sweepOrder(16, 1, 8));
    const rounds = sweepOrder(16, 2, 7);
    expect(rounds.slice(0, 16)).not.toEqual(sorted(rounds.slice(0, 16)));
    expect(rounds.slice(16)).not.toEqual(rounds.slice(0, 16));
  });
});

test("every number of lanes is measured as often as asked, one at a time, in the order that is shown", async () => {
  const { sweep, lanes, busy, mostAtOnce } = sweepOf();
  expect(await sweep.start(subject, 3)).toBe("complete");
  expect(lanes).toEqual(sweepOrder(4, 3, 1));
  expect(sweptOf(sweep)).toMatchObject({ ended: "complete", done: 12, seed: 1, order: lanes });
  expect(sweptOf(sweep)?.measured.map(({ makespans }) => makespans.length)).toEqual([3, 3, 3, 3]);
  expect(mostAtOnce()).toBe(1);
  expect(busy).toEqual([true, false]);
  expect(phaseOf(sweep)).toEqual({ is: "idle" });
});

test("speedups are against the median run on one lane, with the spread of the runs", async () => {
  const slower = new Map<number, number[]>([
    [1, [1, 2, 1]],
    [2, [1, 1, 2]],
  ]);
  const { sweep } = sweepOf(async (request) =>
    pictureOf(request, slower.get(request.lanes)?.shift() ?? 1),
  );
  await sweep.start(subject, 3);
  const [one, two] = speedupsOf(sweptOf(sweep)?.measured ?? []);
  expect(one).toMatchObject({ runs: 3, makespan: 6, speedup: 1, low: 0.5, high: 1 });
  expect(two).toMatchObject({ runs: 3, makespan: 3, speedup: 2, low: 1, high: 2 });
});

test("without a run on one lane there is no speedup to speak of", () => {
  expect(speedupsOf([{ lanes: 2, makespans: [3] }])).toEqual([]);
});

test("progress says which run of how many, and with how many lanes", async () => {
  const seen: unknown[] = [];
  const { sweep } = sweepOf(async (request) => {
    request.onProgress?.({ phase: "running", settled: 0, total: 2 });
    const phase = phaseOf(sweep);
    if (phase.is === "sweeping") {
      seen.push([phase.step, phase.order.length, phase.order[phase.step], phase.doing]);
    }
    return pictureOf(request);
  });
  await sweep.start(subject, 1);
  expect(seen).toEqual(sweepOrder(4, 1, 1).map((lanes, i) => [i, 4, lanes, "running"]));
});

test("Stop keeps what was measured, drops the run it cut short, and runs nothing more", async () => {
  const { sweep, lanes } = sweepOf((request, index) =>
    index < 2 ? picture(request) : whenStopped(request.signal, stoppedRun(request)),
  );
  const going = sweep.start(subject, 3);
  while (lanes.length < 3) await new Promise((turn) => setTimeout(turn, 0));
  sweep.stop();
  expect(phaseOf(sweep)).toMatchObject({ is: "sweeping", stopping: true });
  expect(await going).toBe("stopped");
  expect(lanes).toHaveLength(3);
  expect(sweptOf(sweep)).toMatchObject({ ended: "stopped", done: 2 });
  expect(speedups(sweep)).toEqual([
    [1, 1],
    [lanes[1], 2],
  ]);
  expect(phaseOf(sweep)).toEqual({ is: "idle" });
});

test("a failure is a sentence, keeps what was measured, and the next sweep works", async () => {
  const { sweep, busy } = sweepOf(async (request, index) => {
    if (index === 2) throw new EngineError("worker-lost", "A worker was lost.");
    return pictureOf(request);
  });
  expect(await sweep.start(subject, 1)).toBe("failed");
  expect(phaseOf(sweep)).toMatchObject({
    is: "failed",
    key: subject.key,
    sentence: "A worker was lost.",
  });
  expect(sweptOf(sweep)).toMatchObject({ ended: "failed", done: 2 });
  expect(speedups(sweep)).toHaveLength(2);
  expect(await sweep.start(subject, 1)).toBe("complete");
  expect(busy).toEqual([true, false, true, false]);
});

test("while the lab runs, the engine's refusal is shown and an earlier sweep stays whole", async () => {
  let refuse = false;
  const { sweep } = sweepOf(async (request) => {
    if (refuse) throw new EngineError("busy", "Another run is going on. Stop it first.");
    return pictureOf(request);
  });
  await sweep.start(subject, 1);
  refuse = true;
  expect(await sweep.start(subject, 1)).toBe("failed");
  expect(phaseOf(sweep)).toMatchObject({ sentence: "Another run is going on. Stop it first." });
  expect(sweptOf(sweep)).toMatchObject({ ended: "complete", done: 4 });
});

test("a second sweep while one goes on is refused", async () => {
  const { sweep, lanes } = sweepOf();
  const going = sweep.start(subject, 1);
  expect(await sweep.start(subject, 1)).toBe("busy");
  await going;
  expect(lanes).toHaveLength(4);
});

test("stopped before anything was measured leaves nothing behind", async () => {
  const { sweep } = sweepOf(async () => {
    throw new EngineError("stopped", "Stopped before anything was measured.");
  });
  expect(await sweep.start(subject, 1)).toBe("stopped");
  expect(sweptOf(sweep)).toBeUndefined();
  expect(phaseOf(sweep)).toEqual({ is: "idle" });
});

test("a run that lost a lane counts for no speedup, and its note is kept", async () => {
  const { sweep } = sweepOf(async (request) => ({
    ...pictureOf(request),
    notes: request.lanes === 2 ? [{ kind: "lane-lost", text: "Lane 2 crashed." }] : [],
  }));
  await sweep.start(subject, 1);
  expect(speedups(sweep).map(([lanes]) => lanes)).toEqual([1, 3, 4]);
  expect(sweptOf(sweep)?.notes).toEqual([{ kind: "lane-lost", text: "Lane 2 crashed." }]);
});

test("a plan that throws is a failure, not an unhandled rejection", async () => {
  const broken = {
    ...pair,
    plan: () => {
      throw new TypeError("no work");
    },
  };
  const { sweep, busy } = sweepOf();
  expect(await sweep.start({ ...subject, scenario: broken }, 1)).toBe("failed");
  expect(phaseOf(sweep)).toMatchObject({ sentence: expect.stringContaining("no work") });
  expect(busy).toEqual([true, false]);
});

test("models with a pool can be swept, each once, those on the screen first; two of them for any work", () => {
  const of = (...models: Parameters<typeof sweepable>[0]["models"]) => sweepable({ models });
  expect(of("sequential", "m-n")).toEqual(["m-n", "thread-pool"]);
  expect(of("loop-and-pool", "thread-pool", "thread-pool")).toEqual([
    ...["loop-and-pool", "thread-pool", "m-n"],
  ]);
  expect(of("event-loop", "thread-per-task", "none")).toEqual(["thread-pool", "m-n"]);
});

test("the lab refuses to run while a sweep has the engine, and runs again after it", async () => {
  const { engine, mostAtOnce } = engineOf(picture);
  const lab = createLab({ engine, scenario: pair, find });
  const sweep = createSweep(lab);
  const going = sweep.start(subject, 1);
  expect(await lab.run()).toEqual({ ended: "busy" });
  expect(await going).toBe("complete");
  expect((await lab.run()).ended).toBe("complete");
  expect(mostAtOnce()).toBe(1);
  lab.dispose();
});
