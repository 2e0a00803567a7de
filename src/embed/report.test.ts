import { expect, test } from "vitest";
import { EngineError, type RunRequest, type RunResult } from "../engine/interface.ts";
import { createLab } from "../state/lab.ts";
import { engineOf, pair, pictureOf, stoppedRun } from "../state/lab-test-kit.ts";
import { reportOf } from "./report.ts";

const outcomeOf = (
  answer: (request: RunRequest, index: number) => Promise<RunResult>,
  models = pair.models,
) => createLab({ engine: engineOf(answer).engine, scenario: { ...pair, models } }).run();

/** As if measured, with a clock skew of its own. */
const measured = (result: RunResult, startedAt: string, clockSkew: number): RunResult => ({
  ...result,
  trace: {
    ...result.trace,
    provenance: {
      kind: "measured",
      startedAt,
      cores: 2,
      clockStep: 0.005,
      clockSkew,
      isolated: true,
      userAgent: "test",
    },
  },
});

test("a complete run: each side's model and figures", async () => {
  const report = reportOf(await outcomeOf(async (request) => pictureOf(request)));
  expect(report).toMatchObject({
    type: "run",
    metrics: {
      a: { model: "event-loop", makespan: 6, executingPeak: 1, outcomes: { done: 2 } },
      b: { model: "thread-pool", makespan: 3, executingPeak: 2, outcomes: { done: 2 } },
    },
  });
});

test("with a side that ran one at a time, the speedup is against it", async () => {
  const report = reportOf(
    await outcomeOf(async (request) => pictureOf(request), ["sequential", "thread-pool"]),
  );
  expect(report).toMatchObject({
    metrics: { b: { speedup: { value: 2, against: "measured" } } },
  });
});

test("one provenance: from the first beginning, with the worst skew", async () => {
  const report = reportOf(
    await outcomeOf(async (request, i) =>
      measured(pictureOf(request), `2026-01-01T00:00:0${i}.000Z`, i === 0 ? 0.2 : 0.1),
    ),
  );
  expect(report).toMatchObject({
    provenance: { kind: "measured", startedAt: "2026-01-01T00:00:00.000Z", clockSkew: 0.2 },
  });
});

test("a message can be posted: nothing in it is a function or a class", async () => {
  const report = reportOf(await outcomeOf(async (request) => pictureOf(request)));
  expect(structuredClone(report)).toEqual(report);
});

test("a failure: its code, what happened and what to do", async () => {
  const report = reportOf(
    await outcomeOf(async () => {
      throw new EngineError("worker-load", "The worker did not load.");
    }),
  );
  expect(report).toEqual({
    type: "error",
    code: "worker-load",
    message: expect.stringMatching(/^The worker did not load\. Reload/),
  });
});

test("a run that was stopped, or refused as another goes on, is no news", async () => {
  expect(reportOf(await outcomeOf(async (request) => stoppedRun(request)))).toBeUndefined();
  expect(reportOf({ ended: "busy" })).toBeUndefined();
});
