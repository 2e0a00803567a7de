import { describe, expect, test } from "vitest";
import { readQuery, readUrl } from "../../api/links-test-kit.ts";
import { compute, planOf, times } from "../../plan/draft.ts";
import { writeHash, writeUrl } from "../address/url.ts";
import { createLab } from "../lab.ts";
import { engineOf, find, pair, pictureOf, twoCores } from "../lab-test-kit.ts";
import { predictRun } from "./predict-run.ts";
import { createPredictor } from "./predictor.ts";
import { defaultWhatIf, readWhatIf, type WhatIf, writeWhatIf } from "./what-if.ts";
import { whatIfRequest } from "./what-if-request.ts";

const plan = planOf(times(4, () => ({ label: "x", kind: "x", steps: [compute("fib", 20)] })));
const pool = { key: "b", modelId: "thread-pool" } as const;
const ask = (whatIf: WhatIf) =>
  predictRun(whatIfRequest(plan, pool, { lanes: 4, seed: 1 }, whatIf));
const ends = (whatIf: WhatIf) => ask(whatIf).trace.settled.map(({ at }) => at);

describe("the same work", () => {
  test("on a machine with a core for every task", () => {
    const { metrics, trace } = ask({ cores: 8, lanes: "follow", slice: 10 });
    expect(metrics).toMatchObject({ makespan: 20, executingPeak: 4 });
    expect(metrics.speedup).toEqual({ value: 4, against: "predicted" });
    expect(trace.lanes).toHaveLength(8);
  });

  test("on one core with its four lanes: they take turns, slice by slice", () => {
    const shared = ask({ cores: 1, lanes: "same", slice: 10 });
    expect(shared.metrics).toMatchObject({ makespan: 80, inProgressPeak: 4, executingPeak: 1 });
    expect(ends({ cores: 1, lanes: "same", slice: 10 })).toEqual([50, 60, 70, 80]);
    expect(ends({ cores: 1, lanes: "same", slice: 5 })).toEqual([65, 70, 75, 80]);
  });

  test("on one core with one lane: one after the other", () => {
    expect(ends({ cores: 1, lanes: "follow", slice: 10 })).toEqual([20, 40, 60, 80]);
  });
});

test("written in an address and read again", () => {
  const all: WhatIf[] = [
    defaultWhatIf(4),
    { cores: 64, lanes: "same", slice: 1 },
    { cores: 1, lanes: "follow", slice: 100 },
  ];
  expect(all.map(writeWhatIf)).toEqual(["8", "64-same-1", "1-follow-100"]);
  expect(all.map(writeWhatIf).map(readWhatIf)).toEqual(all);
});

test.each([
  "",
  "0",
  "65",
  "8-both-10",
  "8-same-0",
  "8-same-101",
  "1e1",
  "-1",
  null,
  {},
  Number.NaN,
])("%o is no machine", (given) => {
  expect(readWhatIf(given)).toBeUndefined();
});

test("the address keeps it in both forms, and says what it could not read", async () => {
  const { state } = readQuery("?scenario=fib&whatif=16", twoCores);
  expect(state.whatIf).toEqual({ cores: 16, lanes: "follow", slice: 10 });
  expect(readQuery(writeUrl(state, twoCores), twoCores)).toEqual({ state, ignored: [] });
  expect(await readUrl("", await writeHash(state), twoCores)).toEqual({ state, ignored: [] });
  const bad = readQuery("?scenario=fib&whatif=999", twoCores);
  expect(bad.state.whatIf).toBeUndefined();
  expect(bad.ignored).toEqual([expect.stringContaining(`whatif: "999"`)]);
  expect(writeUrl(bad.state, twoCores)).not.toContain("whatif");
});

test("it makes no run stale, predicts nothing anew, and stays from one scenario to the next", async () => {
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario: pair, find, predictor: createPredictor });
  const { predicted } = lab.store.getState();
  lab.set({ whatIf: defaultWhatIf(2) });
  expect(lab.store.getState().predicted).toBe(predicted);
  lab.setScenario("single");
  expect(lab.store.getState().settings.whatIf).toEqual(defaultWhatIf(2));
  lab.set({ whatIf: undefined });
  expect("whatIf" in lab.store.getState().settings).toBe(false);
  lab.set({ whatIf: { cores: 1e9, lanes: "same", slice: 1 } });
  expect("whatIf" in lab.store.getState().settings).toBe(false);
});
