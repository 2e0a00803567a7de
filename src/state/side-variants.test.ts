import { describe, expect, test } from "vitest";
import type { RunRequest } from "../engine/interface.ts";
import { defaultKnobs, type Scenario } from "../scenario/scenario.ts";
import { calls, comparableCalls } from "../scenario/variants-test-kit.ts";
import { comparable, sideViews } from "./derived/side-views.ts";
import { timelineSource } from "./derived/timeline-source.ts";
import { createLab, type Lab } from "./lab.ts";
import { engineOf, pair, pictureOf } from "./lab-test-kit.ts";
import { isPredicted } from "./prediction/prediction.ts";
import { createPredictor } from "./prediction/predictor.ts";
import { activeSides, defaultSettings } from "./settings.ts";
import { subjectOf, sweepPlan } from "./sweep/sweep.ts";

/** What the engine was asked for, in order. */
function labOf(scenario: Scenario = calls) {
  const asked: RunRequest[] = [];
  const { engine } = engineOf(async (request) => {
    asked.push(request);
    return pictureOf(request);
  });
  const find = (id: string) => [scenario, pair].find((one) => one.id === id);
  const lab = createLab({ engine, scenario, find, predictor: createPredictor });
  return { lab, asked };
}

const views = (lab: Lab) => sideViews(lab.store.getState());
const settings = (lab: Lab) => lab.store.getState().settings;
const waits = ({ plan }: Pick<RunRequest, "plan">) =>
  plan.tasks[0]?.steps.map((step) => (step.do === "wait" ? step.for : step.do));

describe("each side runs its own variant", () => {
  test("with the plan of that variant, and is called by it", async () => {
    const { lab, asked } = labOf();
    expect(settings(lab).variants).toEqual(["none", "short"]);
    expect((await lab.run()).ended).toBe("complete");
    expect(asked.map(waits)).toEqual([[90], [30]]);
    expect(views(lab).map(({ result }) => result?.label)).toEqual([
      "Event loop, no timeout",
      "Event loop, 30 ms",
    ]);
    lab.dispose();
  });

  test("sides of one variant get the very same plan, which is drawn once", async () => {
    const { lab, asked } = labOf();
    lab.setVariant("b", "none");
    await lab.run();
    expect(asked[0]?.plan).toBe(asked[1]?.plan);
    lab.dispose();
  });

  test("predicted before the run: the plan, its key and its basis", () => {
    const { lab } = labOf();
    const { a, b } = lab.store.getState().predicted;
    if (!isPredicted(a) || !isPredicted(b)) throw new Error("not predicted");
    expect([a.metrics.makespan, b.metrics.makespan]).toEqual([90, 30]);
    expect(a.work).not.toBe(b.work);
    expect(a.basis).not.toBe(b.basis);
    lab.setVariant("b", "none");
    expect(lab.store.getState().predicted.b).toMatchObject({ work: a.work, plan: a.plan });
    lab.dispose();
  });
});

describe("a changed variant", () => {
  test("makes the result of that side stale, and is found again when it is turned back", async () => {
    const { lab } = labOf();
    await lab.run();
    lab.setVariant("b", "none");
    expect(views(lab).map(({ stale }) => stale)).toEqual([false, true]);
    const b = activeSides(settings(lab))[1];
    if (b === undefined) throw new Error("no side b");
    // what is drawn is still the run of the other variant, and says so
    expect(timelineSource(lab.store.getState(), b)?.variant?.id).toBe("short");
    lab.setVariant("b", "short");
    expect(views(lab).map(({ stale }) => stale)).toEqual([false, false]);
    lab.dispose();
  });

  test("that is none, or of a scenario without variants, changes nothing", () => {
    const { lab } = labOf();
    lab.setVariant("b", "nope");
    expect(settings(lab).variants).toEqual(["none", "short"]);
    lab.set({ variants: ["short", "nope"] });
    expect(settings(lab).variants).toEqual(["short", "short"]);
    const plain = labOf(pair).lab;
    plain.setVariant("a", "short");
    plain.set({ variants: ["short"] });
    expect("variants" in settings(plain)).toBe(false);
    lab.dispose();
    plain.dispose();
  });

  test("goes with its scenario, and comes back with it", () => {
    const { lab } = labOf();
    lab.setVariant("a", "short");
    lab.setScenario("pair");
    expect("variants" in settings(lab)).toBe(false);
    lab.setScenario("calls");
    expect(settings(lab).variants).toEqual(["short", "short"]);
    lab.resetSettings();
    expect(settings(lab).variants).toEqual(["none", "short"]);
    lab.dispose();
  });
});

describe("sides of different variants", () => {
  test("stand beside each other, whatever may be set in a ratio", async () => {
    const { lab } = labOf();
    await lab.run();
    const [a, b] = comparable(views(lab)).map(({ result }) => result);
    expect(a?.problem).toBe(b?.problem);
    expect(a?.work).not.toBe(b?.work);
    expect(a?.basis).not.toBe(b?.basis);
    lab.dispose();
  });

  test("have one basis where the scenario says that they are comparable", async () => {
    const { lab } = labOf(comparableCalls);
    await lab.run();
    const [a, b] = comparable(views(lab)).map(({ result }) => result);
    expect(a?.basis).toBe(b?.basis);
    expect(a?.work).not.toBe(b?.work);
    lab.dispose();
  });

  test("have a speedup against their own work alone, comparable or not", async () => {
    const { lab } = labOf(comparableCalls);
    lab.setModel("a", "sequential");
    await lab.run();
    const against = views(lab).map(({ result }) => result?.metrics.speedup?.against);
    // a ran one at a time, but other work than b's
    expect(against).toEqual(["measured", "predicted"]);
    lab.setVariant("b", "none");
    await lab.run();
    const same = views(lab).map(({ result }) => result?.metrics.speedup?.against);
    expect(same).toEqual(["measured", "measured"]);
    lab.dispose();
  });
});

describe("a sweep", () => {
  const own = defaultSettings(calls, { cores: 2 });
  const models = ["event-loop", "thread-pool"] as const;
  const withPool = { ...own, models, knobs: defaultKnobs(calls) };

  test("is of the variant of the side that has its model, else of the first side, else as told", () => {
    const pool = subjectOf(calls, withPool, "thread-pool");
    expect(pool.variant?.id).toBe("short");
    expect(sweepPlan(pool).tasks[0]?.steps[0]).toMatchObject({ for: 30 });
    expect(subjectOf(calls, withPool, "m-n").variant?.id).toBe("none");
    expect(subjectOf(calls, withPool, "thread-pool", "none").variant?.id).toBe("none");
  });

  test("of another variant is another sweep", () => {
    const keys = ["none", "short"].map((id) => subjectOf(calls, withPool, "m-n", id).key);
    expect(new Set(keys).size).toBe(2);
  });
});
