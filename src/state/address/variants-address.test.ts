import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readQuery, readUrl } from "../../api/links-test-kit.ts";
import { knobRange } from "../../scenario/knobs-test-kit.ts";
import { calls } from "../../scenario/variants-test-kit.ts";
import { pair } from "../lab-test-kit.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import { writeHash, writeUrl } from "./url.ts";

const machine = { cores: 4 };
const find = (id: string) => [calls, pair].find((scenario) => scenario.id === id);
const read = (search: string) => readQuery(search, machine, find);
const write = (settings: Settings) => writeUrl(settings, machine, undefined, find);

const anySettings: fc.Arbitrary<Settings> = fc
  .record({
    variants: fc.tuple(fc.constantFrom("none", "short"), fc.constantFrom("none", "short")),
    knobs: fc.record(
      Object.fromEntries(calls.knobs.map((k) => [k.id, fc.constantFrom(...knobRange(k))])),
    ),
  })
  .map((chosen) => ({ ...defaultSettings(calls, machine), ...chosen }));

describe("variants and knobs of every kind", () => {
  test("are readable in a link", () => {
    const { state, ignored } = read(
      "?scenario=calls&a=m-n&variant-a=short&variant-b=none&policy=fallback&retries=1&latency=50",
    );
    expect(ignored).toEqual([]);
    expect(state).toMatchObject({
      models: ["m-n", "event-loop"],
      variants: ["short", "none"],
      knobs: { latency: 50, policy: "fallback", retries: true },
    });
  });

  test("left out, are the scenario's own; written, variants always and knobs where they differ", () => {
    const { state } = read("?scenario=calls");
    expect(state.variants).toEqual(["none", "short"]);
    const own = "?scenario=calls&a=event-loop&variant-a=none&b=event-loop&variant-b=short";
    expect(write(state)).toBe(own);
    const knobs = { ...state.knobs, policy: "fallback", retries: true };
    expect(write({ ...state, knobs })).toBe(`${own}&policy=fallback&retries=1`);
  });

  test("come back as they were written, readable or whole", async () => {
    await fc.assert(
      fc.asyncProperty(anySettings, async (settings) => {
        expect(read(write(settings))).toEqual({ state: settings, ignored: [] });
        const hash = await writeHash(settings);
        expect(await readUrl("", hash, machine, find)).toEqual({ state: settings, ignored: [] });
      }),
      { numRuns: 50 },
    );
  });

  test("a whole state from before there were any opens as it did", async () => {
    const { variants: _, ...before } = defaultSettings(calls, machine);
    const { state, ignored } = await readUrl("", await writeHash(before), machine, find);
    expect(state.variants).toEqual(["none", "short"]);
    expect(ignored).toEqual([]);
  });

  test.each([
    ["calls&variant-a=long", 'variant-a: there is no variant "long", none is used.'],
    ["calls&variant-c=short", "variant-c: this scenario has 2 sides, it is ignored."],
    ["pair&variant-b=short", "variant-b: this scenario has no variants, it is ignored."],
    ["calls&policy=never", 'policy: "never" is none of partial, fallback: partial is used.'],
    ["calls&retries=yes", 'retries: "yes" is neither 0 nor 1, 0 is used.'],
  ])("%s: the nearest there is, and a sentence", (search, sentence) => {
    const { state, ignored } = read(`?scenario=${search}`);
    expect(ignored).toEqual([sentence]);
    expect(read(write(state))).toEqual({ state, ignored: [] });
  });

  test("a whole state whose variants are no list opens the scenario's own, and says so", async () => {
    const damaged = { ...defaultSettings(calls, machine), variants: "short" };
    const hash = await writeHash(damaged as unknown as Settings);
    const { state, ignored } = await readUrl("", hash, machine, find);
    expect(state.variants).toEqual(["none", "short"]);
    expect(ignored).toEqual(['variants: "short" is not a list, the scenario\'s own are used.']);
  });
});
