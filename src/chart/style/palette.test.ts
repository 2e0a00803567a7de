import { describe, expect, it } from "vitest";
import { contrast, FALLBACKS, inkOn, type Rgba, TOKENS } from "./palette.ts";

const rgba = (hex: string): Rgba => ({
  r: Number.parseInt(hex.slice(1, 3), 16),
  g: Number.parseInt(hex.slice(3, 5), 16),
  b: Number.parseInt(hex.slice(5, 7), 16),
  a: 1,
});

describe.each(["light", "dark"] as const)("the %s palette", (theme) => {
  const paper = rgba(FALLBACKS.surface[theme]);
  const marks = TOKENS.filter((token) => token !== "surface" && token !== "grid");

  it.each(marks)("draws %s with 3:1 against the paper", (token) => {
    expect(contrast(rgba(FALLBACKS[token][theme]), paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(["ink", "inkSoft"] as const)("writes %s with 4.5:1", (token) => {
    expect(contrast(rgba(FALLBACKS[token][theme]), paper)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)("labels bars of %s with 4.5:1", (token) => {
    const fill = rgba(FALLBACKS[token][theme]);
    expect(contrast(inkOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("contrast", () => {
  it("is 21 for black on white, as WCAG defines it", () => {
    expect(contrast(rgba("#000000"), rgba("#ffffff"))).toBeCloseTo(21, 5);
    expect(contrast(rgba("#777777"), rgba("#ffffff"))).toBeCloseTo(4.48, 2);
  });
});
