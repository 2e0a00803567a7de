import { describe, expect, it } from "vitest";
import { TEXTURE, TEXTURES } from "./looks.ts";

const textures = Object.entries(TEXTURES).map(([state, rows]) => ({ state, rows }));
const columnsOf = (rows: readonly string[]) =>
  Array.from({ length: TEXTURE }, (_, x) => rows.map((row) => row[x]).join(""));
const inkOf = (rows: readonly string[]) => rows.join("").replaceAll(".", "").length;

describe("the textures of small marks", () => {
  it.each(textures)("of $state are square", ({ rows }) => {
    expect(rows.map((row) => row.length)).toEqual(Array(TEXTURE).fill(TEXTURE));
  });

  it.each(textures.filter(({ state }) => state !== "running"))(
    "of $state have ink and ground in each column",
    ({ rows }) => {
      for (const column of columnsOf(rows)) expect(new Set(column)).toEqual(new Set("#."));
    },
  );

  it("grow darker from ready by waiting and blocked to running, which is solid", () => {
    const { ready, waiting, blocked, running } = TEXTURES;
    const shades = [ready, waiting, blocked, running].map(inkOf);
    expect(shades).toEqual([...shades].sort((a, b) => a - b));
    expect(new Set(shades).size).toBe(4);
    expect(inkOf(running)).toBe(TEXTURE * TEXTURE);
  });
});
