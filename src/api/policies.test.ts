import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scenarioById } from "../scenario/catalogue-test-kit.ts";
import { pair } from "../state/lab-test-kit.ts";
import type { Field } from "./field-kinds.ts";
import { finiteFrom0, name, names, timeAbove0, timeFrom0 } from "./field-kinds.ts";
import * as table from "./fields.ts";
import { lenient } from "./lenient.ts";
import { strict } from "./strict.ts";

const machine = { cores: 4 };
const [knob] = pair.knobs;
if (knob === undefined) throw new Error("pair has no knob");

/** Every field there is, with a value that is right. */
const FIELDS: Readonly<Record<string, readonly [field: Field<unknown>, right: unknown]>> = {
  scenario: [table.scenarioField(scenarioById), "fib"],
  model: [table.modelField, "m-n"],
  a: [table.sideField(pair, "a"), "event-loop"],
  b: [table.sideField(pair, "b"), "none"],
  lanes: [table.lanesField(machine), 8],
  knobs: [table.knobsField, {}],
  knob: [table.knobField(knob), 50],
  seed: [table.seedField, 0],
  repeats: [table.repeatsField, 3],
  coldStart: [table.coldStartField, true],
  view: [table.viewField, "tasks"],
  whatIf: [table.whatIfField, "8"],
  zoom: [table.zoomField, [1, 2]],
  run: [table.embedFields.run, "auto"],
  theme: [table.embedFields.theme, "dark"],
  id: [table.embedFields.id, "week-3"],
  origin: [table.embedFields.origin, "https://school.example"],
  cost: [finiteFrom0, 0],
  time: [timeFrom0, 0],
  slice: [timeAbove0, 1],
  name: [name, "x"],
  names: [names, []],
};
const own = Symbol("own");

describe.each(Object.entries(FIELDS))("%s", (field, [read, right]) => {
  test("what is right is taken by both policies, in silence", () => {
    const warnings: string[] = [];
    const taken = strict(field, right, read, own);
    expect(taken).not.toBe(own);
    expect(lenient(field, right, read, own, warnings)).toEqual(taken);
    expect(warnings).toEqual([]);
  });

  test("anything: scripts are refused exactly what links are warned of, in the same words", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (given) => {
        const warnings: string[] = [];
        const used = lenient(field, given, read, own, warnings, () => "");
        if (warnings.length === 0) {
          expect(strict(field, given, read, own)).toEqual(used);
          return;
        }
        const refuse = () => strict(field, given, read, own);
        expect(refuse).toThrow(TypeError);
        expect(refuse).toThrow(`${field}: `);
        expect(() => strict(field, given, read, own)).toThrow(warnings[0]?.slice(0, -1));
      }),
    );
  });

  test("left out is one's own", () => {
    expect(strict(field, undefined, read, own)).toBe(own);
    expect(lenient(field, undefined, read, own, [])).toBe(own);
  });
});

test("the nearest value counts where there is one, else one's own", () => {
  const warnings: string[] = [];
  expect(lenient("lanes", 99, table.lanesField(machine), 2, warnings)).toBe(8);
  expect(lenient("lanes", "two", table.lanesField(machine), 2, warnings)).toBe(2);
  expect(warnings).toEqual([
    "lanes: 99 is not a whole number from 1 to 8 (2 per core), 8 is used.",
    'lanes: "two" is not a number, 2 is used.',
  ]);
});

test("a side beyond those of the scenario is none", () => {
  const fib = scenarioById("fib") ?? pair;
  expect(() => strict("c", "m-n", table.sideField(fib, "c"), undefined)).toThrow(
    "c: this scenario has 2 sides",
  );
});
