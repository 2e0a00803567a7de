import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCENARIOS } from "./catalogue-test-kit.ts";
import { knobChoice, knobSwitch, knobText, knobValue, knobWords, resolveKnobs } from "./knobs.ts";
import { calls } from "./variants-test-kit.ts";

const scenario = {
  knobs: [
    { id: "piece", label: "Piece", unit: "ms" as const, min: 5, max: 300, step: 5, default: 100 },
    { id: "share", label: "Share", min: 0, max: 1, step: 0.1, default: 0.5 },
    { id: "odd", label: "Odd", min: 1, max: 10, step: 4, default: 5 },
  ],
};

describe("resolveKnobs", () => {
  test("fills in defaults without a word", () => {
    expect(resolveKnobs(scenario, {})).toEqual({
      knobs: { piece: 100, share: 0.5, odd: 5 },
      warnings: [],
    });
  });

  test("takes what is inside the bounds and on the step as it is", () => {
    expect(resolveKnobs(scenario, { piece: 15, share: 0.3, odd: 9 })).toEqual({
      knobs: { piece: 15, share: 0.3, odd: 9 },
      warnings: [],
    });
  });

  test.each([
    [{ piece: 1 }, 5, "piece: 1 is below 5, 5 is used."],
    [{ piece: 1e9 }, 300, "piece: 1000000000 is above 300, 300 is used."],
    [{ piece: 12 }, 10, "piece: 12 is between two steps of 5, 10 is used."],
    [{ piece: Number.NaN }, 100, "piece: NaN is not a number, 100 is used."],
    [{ piece: Number.POSITIVE_INFINITY }, 100, "piece: Infinity is not a number, 100 is used."],
    [{ piece: "12" }, 100, 'piece: "12" is not a number, 100 is used.'],
    [{ piece: null }, 100, "piece: null is not a number, 100 is used."],
    [{ piece: {} }, 100, "piece: a value of type object is not a number, 100 is used."],
    [{ rabbits: 3 }, 100, 'There is no knob "rabbits" here: it is ignored.'],
  ])("%o: nearest value and a sentence", (given, value, warning) => {
    const { knobs, warnings } = resolveKnobs(scenario, given);
    expect(knobs.piece).toBe(value);
    expect(warnings).toEqual([warning]);
  });

  test("stays on the step where the largest value is not on it", () => {
    expect(resolveKnobs(scenario, { odd: 10 }).knobs.odd).toBe(9);
    expect(resolveKnobs(scenario, { odd: 99 }).knobs.odd).toBe(9);
  });

  test("a name of a megabyte does not make a sentence of a megabyte", () => {
    const { warnings } = resolveKnobs(scenario, { ["x".repeat(1e6)]: 1, piece: "y".repeat(1e6) });
    expect(warnings.join("").length).toBeLessThan(300);
  });

  test("anything at all gives values the scenario can plan with, and never throws", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENARIOS),
        fc.array(fc.oneof(fc.double(), fc.anything()), { minLength: 4, maxLength: 4 }),
        fc.dictionary(fc.string(), fc.anything()),
        (s, values, extra) => {
          const given = {
            ...extra,
            ...Object.fromEntries(s.knobs.map((k, i) => [k.id, values[i]])),
          };
          const { knobs } = resolveKnobs(s, given);
          expect(Object.keys(knobs)).toEqual(s.knobs.map((k) => k.id));
          for (const knob of s.knobs) {
            if (knob.is === "choice" || knob.is === "switch") continue;
            expect(knobs[knob.id]).toBeGreaterThanOrEqual(knob.min);
            expect(knobs[knob.id]).toBeLessThanOrEqual(knob.max);
          }
          expect(resolveKnobs(s, knobs)).toEqual({ knobs, warnings: [] });
        },
      ),
    );
  });
});

describe("a knob that is no number", () => {
  const own = { latency: 90, policy: "partial", retries: false };

  test("has its default, and takes what is one of its values", () => {
    expect(resolveKnobs(calls, {})).toEqual({ knobs: own, warnings: [] });
    const turned = { ...own, policy: "fallback", retries: true };
    expect(resolveKnobs(calls, turned)).toEqual({ knobs: turned, warnings: [] });
  });

  test("takes a switch as links write it, 1 or 0", () => {
    expect(resolveKnobs(calls, { retries: 1 })).toEqual({
      knobs: { ...own, retries: true },
      warnings: [],
    });
    expect(resolveKnobs(calls, { retries: 0 }).knobs.retries).toBe(false);
  });

  test.each([
    [{ policy: "nope" }, 'policy: "nope" is none of partial, fallback: partial is used.'],
    [{ policy: 1 }, "policy: 1 is none of partial, fallback: partial is used."],
    [{ retries: "yes" }, 'retries: "yes" is neither 0 nor 1, 0 is used.'],
    [{ retries: 2 }, "retries: 2 is neither 0 nor 1, 0 is used."],
    [{ latency: true }, "latency: a value of type boolean is not a number, 90 is used."],
  ])("%o: the default and a sentence", (given, warning) => {
    expect(resolveKnobs(calls, given)).toEqual({ knobs: own, warnings: [warning] });
  });

  test("whatever is given gives a value of its kind, and never throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (latency, policy, retries) => {
        const { knobs } = resolveKnobs(calls, { latency, policy, retries });
        expect(knobValue(knobs, "latency")).toBeGreaterThanOrEqual(10);
        expect(["partial", "fallback"]).toContain(knobChoice(knobs, "policy"));
        expect([true, false]).toContain(knobSwitch(knobs, "retries"));
        expect(resolveKnobs(calls, knobs)).toEqual({ knobs, warnings: [] });
      }),
    );
  });

  test("is read by its kind: a value of another kind is an error of whoever plans", () => {
    expect(() => knobValue(own, "policy")).toThrow("knobs.policy");
    expect(() => knobChoice(own, "latency")).toThrow("knobs.latency");
    expect(() => knobSwitch(own, "nope")).toThrow("knobs.nope");
  });

  test("has words", () => {
    expect(calls.knobs.map(knobWords)).toEqual([
      "Latency 90 ms",
      "After a timeout answer in part",
      "Retry once off",
    ]);
    expect([true, 5, "fallback"].map(knobText)).toEqual(["on", "5", "fallback"]);
  });
});
