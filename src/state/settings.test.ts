import { expect, test } from "vitest";
import { SCENARIOS } from "../scenario/catalogue-test-kit.ts";
import { clampLanes, defaultSettings } from "./settings.ts";

test("a page with 128 cores starts 32 lanes unless it is asked for more", () => {
  const machine = { cores: 128 };
  const { lanes: _, ...anyPool } = SCENARIOS[0];
  expect(defaultSettings(anyPool, machine).lanes).toBe(32);
  expect(clampLanes(Number.NaN, machine)).toBe(32);
  expect(clampLanes(128, machine)).toBe(128);
  expect(clampLanes(1000, machine)).toBe(256);
});

test("with fewer cores there is a lane for each", () => {
  expect(clampLanes(Number.NaN, { cores: 8 })).toBe(8);
  expect(clampLanes(12, { cores: 8 })).toBe(12);
});
