import { expect, it } from "vitest";
import { extremesOf } from "../spans/extremes.ts";
import { pixelsOf } from "../time/pixels.ts";
import { timeScale } from "../time/scale.ts";
import { sheetOf } from "./sheet.ts";
import { type CurveLook, drawCurve } from "./strip-columns.ts";

const INK = { r: 0, g: 0, b: 0, a: 1 };
const GREY = { r: 128, g: 128, b: 128, a: 1 };
const WIDTH = 24;

/** A curve of [time, count] on 24 px for 24 ms, 9 px high up to a count of 4: # is its line, - the area below. */
function drawn(
  steps: readonly (readonly [number, number])[],
  look: Partial<CurveLook>,
  until = WIDTH,
) {
  const pixels = pixelsOf(timeScale([0, WIDTH], [0, WIDTH]), 1);
  const sheet = sheetOf(WIDTH, 9);
  const at = Float64Array.from(steps, ([time]) => time);
  const extremes = extremesOf({ at, count: Uint32Array.from(steps, ([, n]) => n) }, pixels);
  const whole: CurveLook = { line: INK, fill: GREY, width: 1, dashed: false, ...look };
  drawCurve(sheet, extremes, until, { y: 0, height: 9, top: 4 }, pixels, whole, 1);
  const [ink] = new Uint32Array(Uint8Array.of(0, 0, 0, 255).buffer);
  return Array.from({ length: 9 }, (_, y) =>
    Array.from(sheet.words.subarray(y * WIDTH, (y + 1) * WIDTH), (word) =>
      word === 0 ? " " : word === ink ? "#" : "-",
    )
      .join("")
      .trimEnd(),
  );
}

const up = [
  [0, 1],
  [8, 4],
  [16, 0],
] as const;

it("is a line with an area below it, straight up and down where the count changes", () => {
  expect(drawn(up, {})).toEqual([
    "        #########",
    "        #-------#",
    "        #-------#",
    "        #-------#",
    "        #-------#",
    "        #-------#",
    "#########-------#",
    "----------------#",
    "----------------########",
  ]);
});

it("is as thick going up and down as along", () => {
  expect(drawn(up, { width: 2, fill: undefined })).toEqual([
    "        ##########",
    "        ##########",
    "        ##      ##",
    "        ##      ##",
    "        ##      ##",
    "##########      ##",
    "##########      ##",
    "                ########",
    "                ########",
  ]);
});

it("of a prediction is dashed, along and down, and ends with what it counts", () => {
  expect(drawn(up, { dashed: true, fill: undefined }, 18)).toEqual([
    "        ###   ###",
    "        #       #",
    "        #       #",
    "        #       #",
    "",
    "",
    "####   #",
    "                #",
    "                ##",
  ]);
});

it("reaches in each column from its lowest to its highest count", () => {
  const busy = [
    [0, 2],
    [4.2, 4],
    [4.5, 0],
    [4.8, 2],
  ] as const;
  expect(drawn(busy, { fill: undefined }, 8)).toEqual([
    "    #",
    "    #",
    "    #",
    "    #",
    "########",
    "    #",
    "    #",
    "    #",
    "    #",
  ]);
});
