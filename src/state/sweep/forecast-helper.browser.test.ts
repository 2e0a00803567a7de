import { expect, test } from "vitest";
import { compute, planOf, times } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import type { ForecastRequest } from "./forecast.ts";
import { forecastBeside } from "./forecast-helper.ts";

const request = (tasks: number, steps: number, ms = 1): ForecastRequest => ({
  plan: planOf(
    times(tasks, () => ({ label: "x", kind: "x", steps: times(steps, () => compute("fib", ms)) })),
  ),
  model: modelById("thread-pool"),
  cores: 2,
  most: 4,
});
const never = new AbortController().signal;

test("large work comes from a worker with the figures of as much small work", async () => {
  const large = await forecastBeside(request(12, 8000), never);
  expect(large).toEqual(await forecastBeside(request(12, 8, 1000), never));
  expect(large?.predicted.map(({ speedup }) => speedup)).toEqual([1, 2, 2, 2]);
});

test("an abort ends it, before its worker has begun and after", async () => {
  const early = new AbortController();
  const late = new AbortController();
  const asked = [early, late].map(({ signal }) => forecastBeside(request(4, 24_000), signal));
  early.abort();
  setTimeout(() => late.abort(), 100);
  expect(await Promise.all(asked)).toEqual([undefined, undefined]);
});

test("work that is too large says so, from wherever it was found out", async () => {
  await expect(forecastBeside(request(2, 60_000), never)).rejects.toThrow(/too large to predict/);
});
