import { describe, expect, test } from "vitest";
import { calls } from "../scenario/variants-test-kit.ts";
import "../scenario/catalogue-test-kit.ts";
import { createLab } from "../state/lab.ts";
import { engineOf, pair, pictureOf } from "../state/lab-test-kit.ts";
import { consoleHandle } from "./console.ts";
import { predict } from "./console-predict.ts";

function handleOf(scenario = calls) {
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario, find: (id) => (id === scenario.id ? scenario : pair) });
  return { lab, overlap: consoleHandle(lab, Promise.resolve(predict)) };
}

describe("run", () => {
  test("takes a variant by side, and knobs of every kind", async () => {
    const { lab, overlap } = handleOf();
    await overlap.run({ variants: { b: "none" }, knobs: { policy: "fallback", retries: true } });
    expect(overlap.state()).toMatchObject({
      variants: ["none", "none"],
      knobs: { latency: 90, policy: "fallback", retries: true },
    });
    const labels = Object.values(lab.store.getState().measured).map(({ label }) => label);
    expect(labels).toEqual(["Event loop, no timeout", "Event loop, no timeout"]);
  });

  test.each([
    ["variants", { variants: ["short"] }],
    ["variants.b", { variants: { b: "nope" } }],
    ["variants.c", { variants: { c: "short" } }],
    ["knobs.policy", { knobs: { policy: "nope" } }],
    ["knobs.policy", { knobs: { policy: 1 } }],
    ["knobs.retries", { knobs: { retries: 1 } }],
    ["knobs.latency", { knobs: { latency: "90" } }],
  ])("a bad %s is named: %o", (field, given) => {
    const { overlap } = handleOf();
    const run = () => overlap.run(given as Parameters<typeof overlap.run>[0]);
    expect(run).toThrow(TypeError);
    expect(run).toThrow(new RegExp(`^${field.replace(".", "\\.")}: `));
  });

  test("variants of a scenario that has none are an error", () => {
    const { overlap } = handleOf(pair);
    expect(() => overlap.run({ variants: { a: "short" } })).toThrow(/^variants: pair has none/);
  });
});

describe("predict", () => {
  const { lab } = handleOf();
  const page = lab.store.getState();
  const makespan = async (given: Parameters<typeof predict>[0]) =>
    (await predict(given, page)).metrics.makespan;

  test("is of the first side's variant, or of the one named", async () => {
    expect(await makespan({})).toBe(90);
    expect(await makespan({ variant: "short" })).toBe(30);
    expect(await makespan({ variant: "short", knobs: { policy: "fallback" } })).toBe(34);
  });

  test("a bad variant is named", () => {
    expect(() => predict({ variant: "nope" }, page)).toThrow(/^variant: takes one of none, short/);
    expect(() => predict({ scenario: "fib", variant: "short" }, page)).toThrow(
      /^variant: fib has no variants/,
    );
    const plan = { tasks: [] };
    expect(() => predict({ plan, variant: "short", model: "m-n" }, page)).toThrow(
      /^variant: a plan/,
    );
  });
});
