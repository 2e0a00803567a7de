import { expect, test } from "vitest";
import { consoleHandle } from "../api/console.ts";
import { predict } from "../api/console-predict.ts";
import { readQuery } from "../api/links-test-kit.ts";
import { reportOf } from "../embed/report.ts";
import { EngineError } from "../engine/interface.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { writeUrl } from "./address/url.ts";
import { hasResults, isComplete } from "./derived/completeness.ts";
import { createLab } from "./lab.ts";
import { engineOf, pair, pictureOf, twoCores } from "./lab-test-kit.ts";
import { FREE } from "./machine-owner.ts";
import { counters } from "./memory-lab-test-kit.ts";
import { createPredictor } from "./prediction/predictor.ts";
import { createSweep, subjectOf } from "./sweep/sweep.ts";

function labOf(scenario: Scenario = counters()) {
  const { engine, ran } = engineOf(async (request) => pictureOf(request));
  const find = (id: string) => [scenario, pair].find((one) => one.id === id);
  const lab = createLab({ engine, scenario, find, predictor: createPredictor });
  return { lab, ran, state: lab.store.getState };
}

/** A lab that goes on until it is told to stop. */
const endless = () =>
  counters(
    ({ signal }) =>
      new Promise((done) => {
        signal.addEventListener("abort", () => done("stopped"));
      }),
  );

test("Run lets it measure with the knobs as they are set, on the machine as it is", async () => {
  const seen: unknown[] = [];
  const { lab, ran, state } = labOf(
    counters(async ({ cores, hasSharedMemory }) => {
      seen.push(cores, hasSharedMemory, state().owner, state().phase.is);
      return "complete";
    }),
  );
  lab.setKnob("times", 7);
  expect(hasResults(state())).toBe(false);
  expect(await lab.run()).toMatchObject({ ended: "measured", result: { knobs: { times: 7 } } });
  expect(seen).toEqual([2, true, { is: "lab", stopping: false }, "measuring"]);
  expect(ran).toEqual([]);
  expect(state().memory.counters?.sides).toMatchObject([
    { side: "a", label: "plain", figures: [{ value: 7 }], metrics: { makespan: 4 } },
    { side: "b", label: "atomic", figures: [{ value: 14 }], metrics: { executingPeak: 2 } },
  ]);
  expect([state().owner, state().phase, isComplete(state())]).toEqual([FREE, { is: "idle" }, true]);
});

test("it has the machine alone: no sweep and no second run meanwhile, and none for it during a sweep", async () => {
  const { lab, state } = labOf(endless());
  const sweep = createSweep(lab);
  const subject = subjectOf(pair, state().settings, "thread-pool");
  const measuring = lab.run();
  expect(await sweep.start(subject, 1)).toBe("busy");
  expect(await lab.run()).toEqual({ ended: "busy" });
  lab.stop();
  expect(state().phase).toEqual({ is: "measuring", scenario: "counters", stopping: true });
  expect(await measuring).toMatchObject({ ended: "measured", result: { ended: "stopped" } });
  const sweeping = sweep.start(subject, 1);
  expect(await lab.run()).toEqual({ ended: "busy" });
  expect(await sweeping).toBe("complete");
});

test.each(["setScenario", "dispose"] as const)("%s ends it", async (how) => {
  const { lab, state } = labOf(endless());
  const measuring = lab.run();
  if (how === "dispose") lab.dispose();
  else lab.setScenario("pair");
  expect(await measuring).toMatchObject({ result: { ended: "stopped" } });
  expect(state().owner).toBe(FREE);
});

test("a failure is a sentence, and what was measured before stays", async () => {
  let fails = false;
  const { lab, state } = labOf(
    counters(async () => {
      if (fails) throw new EngineError("worker-lost", "A worker was lost.");
      return "complete";
    }),
  );
  await lab.run();
  fails = true;
  expect(await lab.run()).toMatchObject({ ended: "failed", results: {} });
  expect(state().phase).toMatchObject({ is: "failed", sentence: "A worker was lost." });
  expect(hasResults(state())).toBe(true);
  expect(state().owner).toBe(FREE);
});

test("the page goes from a plan to a memory lab and back, each with its own settings and results", async () => {
  const { lab, state } = labOf();
  lab.setKnob("times", 7);
  await lab.run();
  lab.setScenario("pair");
  expect(state().settings).toMatchObject({ models: ["event-loop", "thread-pool"] });
  expect(Object.keys(state().predicted)).toEqual(["a", "b"]);
  expect((await lab.run()).ended).toBe("complete");
  lab.setScenario("counters");
  expect(state().settings).toMatchObject({ models: [], knobs: { times: 7 } });
  expect(state().predicted).toEqual({});
  expect(hasResults(state())).toBe(true);
});

test("a link holds it, and says what it has not", () => {
  const scenario = counters();
  const find = (id: string) => (id === scenario.id ? scenario : undefined);
  const { state, ignored } = readQuery(
    "?scenario=counters&times=7&a=m-n&variant-a=x",
    twoCores,
    find,
  );
  expect(state).toMatchObject({ scenario: "counters", models: [], knobs: { times: 7 } });
  expect(ignored).toEqual([
    "a: this scenario has 0 sides, the model is ignored.",
    "variant-a: this scenario has no variants, it is ignored.",
  ]);
  expect(writeUrl(state, twoCores, undefined, find)).toBe("?scenario=counters&times=7");
});

test("the console runs it as the button does, and predicts nothing of it", async () => {
  const { lab, state } = labOf();
  const overlap = consoleHandle(lab, Promise.resolve(predict));
  const sides = await overlap.run({ knobs: { times: 3 } });
  expect(sides.b?.metrics.makespan).toBe(6);
  expect(sides.b?.trace).toBe(state().memory.counters?.sides[1]?.trace);
  expect(() => overlap.run({ a: "m-n" })).toThrow("a: this scenario has 0 sides");
  expect(() => predict({}, state())).toThrow(/^scenario: counters is a memory lab/);
});

test("an embed reports it by what its sides are called, and not where it was stopped", async () => {
  expect(reportOf(await labOf().lab.run())).toMatchObject({
    type: "run",
    metrics: { a: { model: "plain", makespan: 4 }, b: { model: "atomic", makespan: 6 } },
  });
  const { lab } = labOf(endless());
  const measuring = lab.run();
  lab.stop();
  expect(reportOf(await measuring)).toBeUndefined();
});
