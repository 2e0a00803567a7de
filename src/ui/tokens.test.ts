import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, type Rgba } from "../chart/style/palette.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** Every `--name: light-dark(#light, #dark)` of the file. */
const tokens = new Map(
  [...css.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light: rgb(light), dark: rgb(dark) }],
  ),
);

function rgb(hex: string): Rgba {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return { r, g, b, a: 1 };
}

function contrastOf(name: string, on: string, theme: "light" | "dark"): number {
  const colour = tokens.get(name);
  const ground = tokens.get(on);
  if (colour === undefined || ground === undefined) throw new Error(`no token ${name} or ${on}`);
  return contrast(colour[theme], ground[theme]);
}

const themes = ["light", "dark"] as const;
const data = [...tokens.keys()].filter((name) => /^--(state|task)-/.test(name));

test("there are six states and eight task colours", () => {
  expect(data).toHaveLength(14);
});

test.each(themes)("every data colour has 3:1 against the surface, %s", (theme) => {
  const low = data.filter((name) => contrastOf(name, "--surface", theme) < 3);
  expect(low).toEqual([]);
});

test.each(themes)("text has 4.5:1 wherever it stands, %s", (theme) => {
  const texts = ["--ink", "--ink-soft", "--bad", "--good"];
  const low = texts.flatMap((name) =>
    ["--surface", "--raised", "--wash"].filter((on) => contrastOf(name, on, theme) < 4.5),
  );
  expect(low).toEqual([]);
  expect(contrastOf("--on-accent", "--accent", theme)).toBeGreaterThanOrEqual(4.5);
});

test.each(themes)("borders of controls have 3:1, %s", (theme) => {
  expect(contrastOf("--line", "--surface", theme)).toBeGreaterThanOrEqual(3);
  expect(contrastOf("--accent", "--surface", theme)).toBeGreaterThanOrEqual(3);
});
