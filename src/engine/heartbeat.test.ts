import { expect, it } from "vitest";
import { createSilence } from "./heartbeat.ts";

it("counts the time between looks that see the same sign, and starts anew with each new one", () => {
  const silence = createSilence();
  expect([silence(7, 250), silence(7, 250), silence(7, 250)]).toEqual([0, 250, 500]);
  expect([silence(8, 250), silence(8, 250)]).toEqual([0, 250]);
});

it("takes a page that stalled for one that did not look", () => {
  const silence = createSilence();
  silence(7, 250);
  expect(silence(7, 60_000)).toBe(500);
});
