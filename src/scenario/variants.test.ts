import { describe, expect, test } from "vitest";
import { measure } from "../metrics/measure.ts";
import { predict } from "../model/predict.ts";
import { modelById } from "../plan/models.ts";
import { defaultKnobs, type PlanScenario, type Side } from "./scenario.ts";
import { resolveVariants, sideLabel, variantOf } from "./variants.ts";
import { calls, comparableCalls } from "./variants-test-kit.ts";

describe("each side has a variant", () => {
  test("its own, where none is asked for or there is none of that id", () => {
    expect(resolveVariants(calls)).toEqual(["none", "short"]);
    expect(resolveVariants(calls, [])).toEqual(["none", "short"]);
    expect(resolveVariants(calls, ["nope", 7])).toEqual(["none", "short"]);
    expect(resolveVariants(calls, ["short"])).toEqual(["short", "short"]);
  });

  test("none, in a scenario without variants", () => {
    const plain: PlanScenario = { ...calls, variants: undefined };
    expect(resolveVariants(plain, ["short"])).toBeUndefined();
    expect(variantOf(plain, "short")).toBeUndefined();
  });

  test("that stands after its model's name", () => {
    const model = modelById("event-loop");
    expect(sideLabel(model, variantOf(calls, "none"))).toBe("Event loop, no timeout");
    expect(sideLabel(model, undefined)).toBe("Event loop");
  });
});

/** What `saw` says of a run of each variant. */
function saw(scenario: PlanScenario, basis: (variant: string) => string, ...variants: string[]) {
  const knobs = defaultKnobs(scenario);
  const model = modelById("event-loop");
  const sides = variants.map((id): Side => {
    const plan = scenario.plan(knobs, 1, id);
    const { trace } = predict(plan, model, { lanes: 1, cores: 1, seed: 1 });
    const variant = variantOf(scenario, id);
    return { model, variant, basis: basis(id), lanes: 1, trace, metrics: measure(trace) };
  });
  return scenario.saw(sides, knobs).join(" ").replaceAll("\u202F", " ");
}

describe("sentences about sides of different variants", () => {
  test("tell them apart by their variants", () => {
    expect(saw(calls, (id) => id, "none", "short")).toContain(
      "on the event loop (no timeout), the 2 calls took 90.0 ms, with at most 2 in progress and 0 executing; " +
        "on the event loop (30 ms), they took 30.0 ms",
    );
    expect(saw(calls, (id) => id, "none", "none")).toContain("on the event loop (A)");
  });

  test("state no ratio across variants of different work", () => {
    expect(saw(calls, (id) => id, "none", "short")).not.toContain("times as long");
    expect(saw(calls, (id) => id, "none", "none")).toContain("under 5 %");
  });

  test("state one where the scenario says that they are comparable", () => {
    expect(saw(comparableCalls, () => "same", "none", "short")).toContain(
      "It took 3.0 times as long on the event loop (no timeout) as on the event loop (30 ms).",
    );
  });
});
