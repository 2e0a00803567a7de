import { describe, expect, test } from "vitest";
import { scenarioById } from "../scenario/catalogue-test-kit.ts";
import { createLab } from "../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../state/lab-test-kit.ts";
import { checkRunArguments } from "./run-arguments.ts";

const twoTasks = scenarioById("two-tasks") ?? pair;
const labOf = (scenario = twoTasks) =>
  createLab({
    engine: engineOf(async (request) => pictureOf(request)).engine,
    scenario,
    find: (id) => find(id) ?? scenarioById(id),
  });
const state = labOf().store.getState();

describe("bad arguments throw a TypeError that names the field", () => {
  test.each([
    ["run", 5],
    ["run", null],
    ["run", ["fib"]],
    ["speed", { speed: 2 }],
    ["scenario", { scenario: "nonsense" }],
    ["scenario", { scenario: 7 }],
    ["a", { a: "nonsense" }],
    ["a", { a: "none" }],
    ["b", { b: {} }],
    ["c", { scenario: "two-tasks", c: "m-n" }],
    ["lanes", { lanes: 0 }],
    ["lanes", { lanes: 5 }],
    ["lanes", { lanes: 1.5 }],
    ["lanes", { lanes: "2" }],
    ["knobs", { knobs: 3 }],
    ["knobs.nonsense", { knobs: { nonsense: 1 } }],
    ["knobs.pieces", { knobs: { pieces: "2" } }],
    ["knobs.pieces", { knobs: { pieces: Number.NaN } }],
    ["knobs.pieces", { knobs: { pieces: 1e9 } }],
    ["knobs.pieces", { knobs: { pieces: 2.5 } }],
    ["seed", { seed: -1 }],
    ["seed", { seed: 2 ** 32 }],
  ])("%s of %o", (field, given) => {
    const check = () => checkRunArguments(given, state);
    expect(check).toThrow(TypeError);
    expect(check).toThrow(new RegExp(`^${field.replace(".", "\\.")}: `));
  });
});

test("with a scenario, what is left out is that scenario's own", () => {
  const lab = labOf();
  lab.set({ lanes: 4, seed: 9 });
  const { scenario, patch } = checkRunArguments(
    { scenario: "two-tasks", b: "none", knobs: { pieces: 3 } },
    lab.store.getState(),
  );
  expect(scenario).toBe("two-tasks");
  expect(patch).toMatchObject({ models: ["event-loop", "none"], lanes: 2, seed: 1 });
  expect(patch.knobs).toMatchObject({ pieces: 3 });
});

test("without a scenario, what is left out stays as the page has it", () => {
  const lab = labOf();
  lab.set({ lanes: 4, seed: 9 });
  const { patch } = checkRunArguments({ a: "sequential" }, lab.store.getState());
  expect(patch).toMatchObject({ models: ["sequential", "thread-pool"], lanes: 4, seed: 9 });
});

test("four sides where the scenario has four", () => {
  const { patch } = checkRunArguments({ scenario: "four-cases", d: "none" }, state);
  expect(patch.models).toEqual(["sequential", "event-loop", "thread-pool", "none"]);
});
