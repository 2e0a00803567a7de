import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { peak } from "../../metrics/counts.ts";
import { timeScale } from "../time/scale.ts";
import { thinSteps } from "./picture-strip.ts";

describe("thinSteps", () => {
  it("keeps the peak and the last count, with at most three steps a column", () => {
    const counts = fc.array(fc.nat(50), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 50 }), (all, width) => {
        const steps = all.map((count, at) => ({ at, count }));
        const scale = timeScale([0, all.length], [0, width]);
        const at = Float64Array.from(steps, (step) => step.at);
        const thin = thinSteps({ at, count: Uint32Array.from(all) }, scale, 1);
        expect(peak(thin)).toBe(peak(steps));
        expect(thin.at(-1)).toEqual(steps.at(-1));
        const columns = thin.map((step) => Math.round(scale.x(step.at)));
        for (const column of new Set(columns)) {
          expect(columns.filter((c) => c === column).length).toBeLessThanOrEqual(3);
        }
        thin.slice(1).forEach((step, i) => {
          expect(step.at).toBeGreaterThan(thin[i]?.at ?? Infinity);
        });
      }),
    );
  });
});
