import { describe, expect, it } from "vitest";
import { type Scan, scanOf } from "../spans/scan.ts";
import { type Palette, TOKENS } from "../style/palette.ts";
import { paintColumns } from "./raster.ts";
import { sheetOf } from "./sheet.ts";
import { tonesOf } from "./tones.ts";

const PAPER = { r: 255, g: 255, b: 255, a: 1 };
const INK = { r: 0, g: 0, b: 0, a: 1 };
/** As in forced colours, and worse: nothing but ink on paper. */
const twoColours = Object.fromEntries(
  TOKENS.map((token) => [token, token === "surface" ? PAPER : INK]),
) as Palette;

const STATES = ["running", "waiting", "blocked", "ready", "queued"] as const;
const classes = STATES.map((state) => ({ state, tint: "running" as const }));

/** Columns of one state after the other, `wide` of each and a free one between them. */
function inTurn(wide: number, share = 1): Scan {
  const scan = scanOf(STATES.length * (wide + 1));
  STATES.forEach((_, k) => {
    scan.kind.fill(1 + k, k * (wide + 1), k * (wide + 1) + wide);
    scan.share.fill(share, k * (wide + 1), k * (wide + 1) + wide);
  });
  scan.filled = true;
  return scan;
}

interface Drawn {
  /** levels of red (255: paper) of a column from its top down */
  column(x: number): readonly number[];
  /** of all columns of a state of `inTurn` */
  state(name: (typeof STATES)[number]): readonly number[];
}

function draw(scan: Scan, wide: number, y: number, height: number, dpr = 1, x = 0): Drawn {
  const width = scan.kind.length;
  const sheet = sheetOf(x + width, y + height);
  const tones = tonesOf({ classes }, twoColours, dpr, false);
  const place = { left: x, anchor: x };
  paintColumns(sheet, place, scan, { y, height }, tones, y + height, 0);
  const { data } = sheet.image;
  const level = (at: number) => (data[at + 3] === 0 ? 255 : (data[at] ?? -1));
  const column = (at: number) =>
    Array.from({ length: height }, (_, line) => level(4 * ((y + line) * sheet.width + x + at)));
  return {
    column,
    state: (name) =>
      Array.from({ length: wide }, (_, i) => column(STATES.indexOf(name) * (wide + 1) + i)).flat(),
  };
}

const solid = (levels: readonly number[]) => new Set(levels).size === 1;

describe.each([
  ["a high line", 24],
  ["a low line", 5],
] as const)("%s of one colour", (_, height) => {
  it.each([1, 2, 3, 6])("tells every state from every other in %i columns", (wide) => {
    const drawn = draw(inTurn(wide), wide, 0, height);
    const looks = STATES.map((name) => drawn.state(name).join());
    expect(new Set(looks).size).toBe(STATES.length);
  });

  it("is solid where tasks ran and nowhere else", () => {
    const drawn = draw(inTurn(3), 3, 0, height);
    expect(new Set(drawn.state("running"))).toEqual(new Set([0]));
    for (const name of ["waiting", "blocked", "ready", "queued"] as const) {
      expect(solid(drawn.state(name)), name).toBe(false);
    }
  });

  it("goes on with a texture where the line above left off", () => {
    const both = draw(inTurn(6), 6, 0, 2 * height).column(8);
    const below = draw(inTurn(6), 6, height, height).column(8);
    expect(below).toEqual(both.slice(height));
  });
});

it("anchors textures to the canvas, wherever the time axis begins", () => {
  const [here, there] = [draw(inTurn(6), 6, 0, 24), draw(inTurn(6), 6, 0, 24, 1, 6)];
  const shifted = draw(inTurn(6), 6, 0, 24, 1, 1);
  expect(there.state("waiting")).toEqual(here.state("waiting"));
  expect(shifted.column(7)).toEqual(here.column(8));
});

it("draws textures twice as large where a CSS px is two device px", () => {
  const once = draw(inTurn(6), 6, 0, 24).column(7);
  const twice = draw(inTurn(12), 12, 0, 48, 2);
  // Waiting begins at column 7, cell 1 of the texture; at 13 the second half of cell 0, at 14 cell 1.
  expect(twice.column(14)).toEqual(once.flatMap((level) => [level, level]));
  expect(twice.column(15)).toEqual(twice.column(14));
});

it("fills a column as far as it was busy, with its texture, over a faint ground", () => {
  const drawn = draw(inTurn(6, 0.5), 6, 0, 24);
  expect(new Set(drawn.column(0).slice(0, 12))).toEqual(new Set([204]));
  expect(new Set(drawn.column(0).slice(12))).toEqual(new Set([0]));
  expect(new Set(drawn.column(8).slice(0, 12))).toEqual(new Set([204]));
  expect(new Set(drawn.column(8).slice(12))).toEqual(new Set([0, 153]));
});
