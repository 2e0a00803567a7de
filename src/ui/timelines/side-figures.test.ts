import { expect, it } from "vitest";
import { comparative } from "./side-figures.tsx";

it("calls neither faster where the figure reads 1.00×", () => {
  expect([0.5, 0.997, 1.004, 1.53].map(comparative)).toEqual([
    "slower than",
    "as fast as",
    "as fast as",
    "faster than",
  ]);
});
