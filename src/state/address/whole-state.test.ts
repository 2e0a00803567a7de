import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readQuery, readUrl } from "../../api/links-test-kit.ts";
import { writeUrl } from "./url.ts";
import { decodeState, encodeState, upgraded } from "./whole-state.ts";

const machine = { cores: 4 };
const read = (search: string) => readQuery(search, machine);

/** base64url of deflated text, as a link might hold it */
async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
}

describe("the whole state", () => {
  test("of a newer version is named, and the readable parameters count", async () => {
    const { state, ignored } = await readUrl("?scenario=fib&n=30", "#s=2.abc", machine);
    expect(state).toMatchObject({ scenario: "fib", knobs: { n: 30 } });
    expect(ignored).toHaveLength(1);
    expect(ignored[0]).toMatch(/newer version of Overlap .*version 2.*reads up to 1/);
  });

  test.each([
    "",
    "1",
    "1.",
    "x.abc",
    "1.a",
    "1.!!!!",
    "0.abc",
    "1.AAAA",
    `1.${"A".repeat(40_000)}`,
  ])("damaged (%s) is said to be so, and the readable parameters count", async (text) => {
    const { state, ignored } = await readUrl("?scenario=fib", `#s=${text}`, machine);
    expect(state.scenario).toBe("fib");
    expect(ignored).toEqual(["The state in this link is damaged or incomplete: it is ignored."]);
  });

  test("cut anywhere is damaged", async () => {
    const whole = await encodeState(read("?scenario=fib").state);
    for (let length = 0; length < whole.length; length++) {
      const decoded = await decodeState(whole.slice(0, length));
      expect(decoded.ok, `first ${length} characters`).toBe(false);
    }
  });

  test.each(["null", "[]", "7", '"text"', "{"])(
    "that is no object (%s) is damaged",
    async (json) => {
      expect(await decodeState(`1.${await packed(json)}`)).toMatchObject({ ok: false });
    },
  );

  test("a bomb is not unpacked: 20 MB of spaces in 20 kB", async () => {
    const bomb = `1.${await packed(`{}${" ".repeat(20_000_000)}`)}`;
    expect(bomb.length).toBeLessThan(32 * 1024);
    expect(await decodeState(bomb)).toMatchObject({ ok: false });
    expect(await decodeState(`1.${await packed(`{}${" ".repeat(60_000)}`)}`)).toEqual({
      ok: true,
      given: {},
    });
  });

  test("with wrong parts gives the nearest valid state, and no prototype is reached", async () => {
    const json =
      '{"scenario":"fib","models":{"a":1},"knobs":{"n":"x","__proto__":{"view":1}},"lanes":1e9}';
    const { state, ignored } = await readUrl("", `#s=1.${await packed(json)}`, machine);
    expect(state).toMatchObject({ scenario: "fib", knobs: { n: 36 }, lanes: 8, view: "threads" });
    expect(ignored).toEqual([
      'n: "x" is not a number, 36 is used.',
      'There is no knob "__proto__" here: it is ignored.',
      "lanes: 1000000000 is not a whole number from 1 to 8 (2 per core), 8 is used.",
      "models: a value of type object is not a list, the scenario's own are used.",
    ]);
  });

  test("a thousand wrong parts make a dozen sentences and a count", async () => {
    const knobs = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, 1]));
    const { ignored } = await readUrl(
      "",
      `#s=1.${await packed(JSON.stringify({ knobs }))}`,
      machine,
    );
    expect(ignored).toHaveLength(13);
    expect(ignored.at(-1)).toBe("988 more parts could not be used.");
  });

  test("any JSON as the state gives the nearest valid one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (json) => {
        const { state } = await readUrl("", `#s=1.${await packed(json)}`, machine);
        expect(read(writeUrl(state, machine)).state).toEqual(state);
      }),
    );
  });
});

describe("upgrading", () => {
  const steps = { 1: (s: unknown) => `${s} one`, 2: (s: unknown) => `${s} two` };

  test("goes one step at a time", () => {
    expect(upgraded("old", 1, steps, 3)).toBe("old one two");
    expect(upgraded("old", 2, steps, 3)).toBe("old two");
    expect(upgraded("new", 3, steps, 3)).toBe("new");
  });

  test("does not skip a step that is missing", () => {
    expect(() => upgraded("old", 0, steps, 3)).toThrow(RangeError);
  });
});
