import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODELS } from "../plan/models.ts";
import { SCENARIOS } from "../scenario/catalogue-test-kit.ts";
import { knobRange } from "../scenario/knobs-test-kit.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { writeHash, writeUrl } from "../state/address/url.ts";
import { MAX_SEED, type ModelChoice, REPEATS, type Settings } from "../state/settings.ts";
import { readQuery, readUrl } from "./links-test-kit.ts";

const machine = { cores: 4 };
const read = (search: string) => readQuery(search, machine);

const anyChoice = fc.constantFrom<ModelChoice>(...MODELS.map((m) => m.id), "none");
const anyModel = fc.constantFrom<ModelChoice>(...MODELS.map((m) => m.id));
const settingsOf = (scenario: Scenario): fc.Arbitrary<Settings> =>
  fc.record({
    scenario: fc.constant(scenario.id),
    models: fc.tuple(...scenario.models.map((_, i) => (i === 0 ? anyModel : anyChoice))),
    ...(scenario.variants && {
      variants: fc.array(fc.constantFrom(...scenario.variants.all.map(({ id }) => id)), {
        minLength: scenario.models.length,
        maxLength: scenario.models.length,
      }),
    }),
    lanes: fc.integer({ min: 1, max: 8 }),
    knobs: fc.record(
      Object.fromEntries(scenario.knobs.map((k) => [k.id, fc.constantFrom(...knobRange(k))])),
    ),
    seed: fc.integer({ min: 0, max: MAX_SEED }),
    repeats: fc.constantFrom(...REPEATS),
    coldStart: fc.boolean(),
    view: fc.constantFrom("threads" as const, "tasks" as const),
  });
const anySettings = fc.constantFrom(...SCENARIOS).chain(settingsOf);

describe("readable parameters", () => {
  test("say everything a person would write by hand", () => {
    const { state, ignored } = read(
      "?scenario=fib&a=m-n&b=none&lanes=2&n=30&seed=7&view=tasks&runs=3&cold=1",
    );
    expect(ignored).toEqual([]);
    expect(state).toEqual({
      scenario: "fib",
      models: ["m-n", "none"],
      lanes: 2,
      knobs: { n: 30 },
      seed: 7,
      view: "tasks",
      repeats: 3,
      coldStart: true,
    });
  });

  test("left out, are as the scenario has them", () => {
    const { state, ignored } = read("");
    expect(ignored).toEqual([]);
    expect(state.scenario).toBe(SCENARIOS[0].id);
    expect(state.models).toEqual(SCENARIOS[0].models);
    expect(read("?scenario=matrix").state.lanes).toBe(4);
  });

  test("are written only where they differ from the scenario's own", () => {
    expect(writeUrl(read("?scenario=fib").state, machine)).toBe(
      "?scenario=fib&a=event-loop&b=thread-pool",
    );
    expect(writeUrl(read("?scenario=fib&n=30&cold=1").state, machine)).toBe(
      "?scenario=fib&a=event-loop&b=thread-pool&n=30&cold=1",
    );
  });

  test("come back as they were written", () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(read(writeUrl(settings, machine))).toEqual({ state: settings, ignored: [] });
      }),
    );
  });

  test("hold what the timelines show, to the nanosecond", () => {
    const { state, zoom } = read("?scenario=fib&zoom=12.5-80");
    expect(zoom).toEqual([12.5, 80]);
    expect(writeUrl(state, machine, zoom)).toContain("&zoom=12.5-80");
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (from, length) => {
          const again = read(writeUrl(state, machine, [from, from + length]));
          expect(again.ignored).toEqual([]);
          expect(again.zoom?.[0]).toBeCloseTo(from, 5);
          expect(again.zoom?.[1]).toBeCloseTo(from + length, 5);
        },
      ),
    );
  });

  test.each(["80-12.5", "5-5", "-5-10", "5", "a-b", "0-1e400", "5-Infinity", "0-99999999999"])(
    "a zoom to %s shows everything and says so",
    (text) => {
      const { zoom, ignored } = read(`?scenario=fib&zoom=${text}`);
      expect(zoom).toBeUndefined();
      expect(ignored).toEqual([
        `zoom: "${text}" is not a stretch of time in ms, as 12.5-80 is: everything is shown.`,
      ]);
    },
  );

  test.each([
    [
      "scenario=nope",
      { scenario: "two-tasks" },
      'There is no scenario "nope": "Two tasks, one lane or two" is opened.',
    ],
    [
      "a=none",
      { models: ["event-loop", "thread-pool"] },
      "a: the first side can't be left out, event-loop is used.",
    ],
    [
      "b=fast",
      { models: ["event-loop", "thread-pool"] },
      'b: there is no model "fast", thread-pool is used.',
    ],
    [
      "c=m-n",
      { models: ["event-loop", "thread-pool"] },
      "c: this scenario has 2 sides, the model is ignored.",
    ],
    [
      "lanes=99",
      { lanes: 8 },
      "lanes: 99 is not a whole number from 1 to 8 (2 per core), 8 is used.",
    ],
    [
      "lanes=0",
      { lanes: 1 },
      "lanes: 0 is not a whole number from 1 to 8 (2 per core), 1 is used.",
    ],
    ["lanes=two", { lanes: 2 }, 'lanes: "two" is not a number, 2 is used.'],
    ["seed=-1", { seed: 1 }, "seed: -1 is not a whole number from 0 to 4294967295, 1 is used."],
    ["runs=2", { repeats: 1 }, "runs: 2 is none of 1, 3, 5, 1 is used."],
    ["cold=yes", { coldStart: false }, 'cold: "yes" is neither 0 nor 1, false is used.'],
    [
      "view=3d",
      { view: "threads" },
      'view: "3d" is neither "threads" nor "tasks", threads is used.',
    ],
    ["pieces=", { knobs: { pieces: 2, piece: 100 } }, 'pieces: "" is not a number, 2 is used.'],
    [
      "pieces=1e3",
      { knobs: { pieces: 2, piece: 100 } },
      'pieces: "1e3" is not a number, 2 is used.',
    ],
    ["piece=9999", { knobs: { pieces: 2, piece: 300 } }, "piece: 9999 is above 300, 300 is used."],
    ["colour=red", {}, 'There is no knob "colour" here: it is ignored.'],
    ["seed=1&seed=2", { seed: 1 }, "seed: is there twice, the first one counts."],
  ])("%s: the nearest valid state and a sentence", (search, state, sentence) => {
    const address = read(search);
    expect(address.state).toMatchObject(state);
    expect(address.ignored).toEqual([sentence]);
  });

  test("a minus zero is a zero", () => {
    expect(read("?seed=-0").state.seed).toBe(0);
  });

  test("of the embed page are left to it", () => {
    expect(
      read("?run=auto&theme=dark&panels=timeline,why&origin=https://a.example").ignored,
    ).toEqual([]);
  });
});

describe("the whole state", () => {
  test("comes back as it was written, whatever the parameters say", async () => {
    await fc.assert(
      fc.asyncProperty(anySettings, async (settings) => {
        const hash = await writeHash(settings);
        expect(hash).toMatch(/^#s=1\.[\w-]+$/);
        expect(await readUrl("?scenario=nope&lanes=3", hash, machine)).toEqual({
          state: settings,
          ignored: [],
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe("anything at all", () => {
  test("never throws, and gives a state that can be written and read again", async () => {
    const names = fc.constantFrom(
      "scenario",
      "a",
      "lanes",
      "seed",
      "n",
      "view",
      "runs",
      "__proto__",
    );
    const search = fc.oneof(
      fc.string(),
      fc.array(fc.tuple(names, fc.string())).map((p) => new URLSearchParams(p).toString()),
    );
    const hash = fc.oneof(
      fc.string(),
      fc.string().map((s) => `#s=1.${s}`),
      fc.base64String().map((s) => `#s=1.${s.replace(/[+/=]/g, "-")}`),
    );
    await fc.assert(
      fc.asyncProperty(search, hash, async (s, h) => {
        const { state } = await readUrl(s, h, machine);
        expect(read(writeUrl(state, machine))).toEqual({ state, ignored: [] });
      }),
    );
  });
});
