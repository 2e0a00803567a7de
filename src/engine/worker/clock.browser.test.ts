import { describe, expect, it } from "vitest";
import { createClock } from "./clock.ts";

describe("a run's clock", () => {
  it("counts from the epoch, less what this clock is ahead of the reference", () => {
    const epoch = performance.timeOrigin + performance.now();
    const straight = createClock(epoch, 0);
    const ahead = createClock(epoch, 500);
    const [a, b] = [straight.now(), ahead.now()];
    expect(a).toBeGreaterThanOrEqual(-0.01);
    expect(b - a).toBeGreaterThanOrEqual(-500.001);
    expect(b - a).toBeLessThan(-400);
  });

  it("is later than whatever it has heard of, and stands still until it has caught up", () => {
    const clock = createClock(performance.timeOrigin + performance.now(), 0);
    const heard = clock.now() + 30;
    clock.notBefore(heard);
    const first = clock.now();
    expect(first).toBeGreaterThan(heard);
    expect(clock.now()).toBe(first);
    clock.notBefore(heard - 20);
    expect(clock.now()).toBe(first);
  });
});
