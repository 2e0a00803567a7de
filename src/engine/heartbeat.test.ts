import { expect, it } from "vitest";
import { createHeartbeat } from "./heartbeat.ts";

it("counts the time between looks that see the same beat, and starts anew with each new one", () => {
  const heartbeat = createHeartbeat();
  expect([heartbeat(7, 250), heartbeat(7, 250), heartbeat(7, 250)]).toEqual([0, 250, 500]);
  expect([heartbeat(8, 250), heartbeat(8, 250)]).toEqual([0, 250]);
});

it("takes a page that stalled for one that did not look", () => {
  const heartbeat = createHeartbeat();
  heartbeat(7, 250);
  expect(heartbeat(7, 60_000)).toBe(500);
});
