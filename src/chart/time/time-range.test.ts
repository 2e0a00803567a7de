import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeRange } from "../../trace/types.ts";
import { commandOf } from "../input/keys.ts";
import { around, including, panned, within, zoomed } from "./time-range.ts";

const bounds: TimeRange = [0, 1000];
const share = fc.double({ min: 0, max: 1, noNaN: true });
const domain = fc
  .tuple(share, share)
  .map(([a, b]): TimeRange => within([1000 * Math.min(a, b), 1000 * Math.max(a, b)], bounds));

describe("a domain", () => {
  it("never leaves its bounds, nor ends before it begins, whatever is asked", () => {
    const any = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        domain,
        any,
        any,
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        (d, a, b, factor) => {
          for (const next of [
            within([a, b], bounds),
            zoomed(d, bounds, a, factor),
            panned(d, bounds, b),
            including(d, bounds, Math.min(a, b), Math.max(a, b)),
            around(Math.min(a, b), Math.max(a, b), bounds),
          ]) {
            expect(next[0]).toBeGreaterThanOrEqual(0);
            expect(next[1]).toBeLessThanOrEqual(1000 + 1e-9);
            expect(next[1]).toBeGreaterThan(next[0]);
          }
        },
      ),
    );
  });

  it("keeps the instant that it is zoomed about where it is", () => {
    const [from, to] = zoomed([200, 600], bounds, 300, 0.5);
    expect([from, to]).toEqual([250, 450]);
    expect((300 - from) / (to - from)).toBe(0.25);
  });

  it("moves no further than it takes to see a span", () => {
    expect(including([200, 400], bounds, 250, 300)).toEqual([200, 400]);
    expect(including([200, 400], bounds, 500, 520)).toEqual([340, 540]);
    expect(including([200, 400], bounds, 100, 120)).toEqual([80, 280]);
  });
});

describe("keys", () => {
  it("stand for commands, with Shift arrows too, and no other key does", () => {
    const command = (key: string, shiftKey = false) => commandOf({ key, shiftKey });
    expect(["+", "W", "s", "0", "/", "?"].map((key) => command(key))).toEqual([
      "zoom-in",
      "zoom-in",
      "zoom-out",
      "everything",
      "find",
      "help",
    ]);
    expect(command("ArrowLeft", true)).toBe("earlier");
    expect([command("ArrowLeft"), command("Tab"), command("r")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
