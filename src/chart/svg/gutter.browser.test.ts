import { expect, it } from "vitest";
import type { Lane } from "../../trace/types.ts";
import { measured } from "../style/font.ts";
import { asMeasured, holed } from "../timeline-test-kit.ts";
import { ellipsised, unitText } from "./gutter.ts";

it("cuts a label to its gutter and keeps the number that tells it apart", () => {
  expect(ellipsised("Request 17", 500, 12)).toBe("Request 17");
  const cut = ellipsised("Request 17", measured("Request 1", 12), 12);
  expect(cut).toMatch(/^Req.*… 17$/);
  expect(measured(cut, 12)).toBeLessThanOrEqual(measured("Request 1", 12));
  expect(ellipsised("Write the report", 60, 12)).toMatch(/^W.*…$/);
});

it("says beside the unit how far lanes may be apart, where they share no memory", () => {
  const [lane] = holed.lanes;
  const measuredOn = (isolated: boolean, lanes: number) => {
    const trace = asMeasured({
      ...holed,
      lanes: Array.from({ length: lanes }, () => lane as Lane),
    });
    const { provenance } = trace;
    return provenance.kind === "measured"
      ? { ...trace, provenance: { ...provenance, isolated, clockSkew: 0.1 } }
      : trace;
  };
  expect(unitText("ms", measuredOn(false, 2))).toBe("ms ±0.1");
  expect(unitText("µs", measuredOn(false, 2))).toBe("µs ±100");
  expect(unitText("ms", measuredOn(false, 1))).toBe("ms");
  expect(unitText("ms", measuredOn(true, 2))).toBe("ms");
});
