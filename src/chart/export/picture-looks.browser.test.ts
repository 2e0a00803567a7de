import { describe, expect, test } from "vitest";
import { compared, HATCH, inTurn, predicted } from "../picture-pixels-test-kit.ts";

/** Tasks by how high their rows are: of 5 tasks 26 CSS px, of 200 three. */
const ROWS = [5, 20, 40, 100, 200];

/** Spans, and the free time after each, in ms; a pixel column of the picture is some 0.8 ms. */
const LENGTHS = [
  ["merged spans that take half of each column", 0.4],
  ["spans of a column or two", 1.25],
  ["spans of a few pixels", 4],
  ["spans with room for a pattern", 100],
] as const;

describe.each(LENGTHS)("%s", (_, length) => {
  describe.each([
    ["measured", inTurn],
    ["predicted", (tasks: number, each: number) => predicted(inTurn(tasks, each))],
  ] as const)("%s", (_, made) => {
    test.each(ROWS)("look in the picture as on the screen, in %i rows", async (tasks) => {
      for (const { is, most } of await compared(made(tasks, length))) {
        const hatched = is === "waiting" && length === 100;
        // A share of a share is rounded once more.
        expect(most, is).toBeLessThanOrEqual(hatched ? HATCH : 1);
      }
    });
  });
});
