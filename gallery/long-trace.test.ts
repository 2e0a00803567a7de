import { expect, it } from "vitest";
import { rowsOf } from "../src/chart/layout/rows.ts";
import { countsOf, countsWithin } from "../src/chart/spans/count-steps.ts";
import { executing } from "../src/metrics/counts.ts";
import { STATES } from "./states.ts";

/** Of `count-grid.ts`. */
it("is finer where little of a long trace is in sight", () => {
  const trace = STATES.find(({ name }) => name === "100 000 spans")?.props.trace;
  if (trace === undefined) throw new Error("no long trace in the gallery");
  const whole = countsOf(trace);
  const within = countsWithin(trace, rowsOf(trace, "threads"), [12_000, 12_025], whole);
  const { at, count } = within.executing.steps ?? { at: [], count: [] };
  const truth = executing(trace);
  const heldAt = (time: number) => truth.filter((step) => step.at <= time).at(-1)?.count;
  const shown = (time: number) => count[Array.from(at).filter((t) => t <= time).length - 1];
  for (const time of [12_000.1, 12_003.5, 12_010.9, 12_017.05, 12_024.7]) {
    expect(shown(time)).toBe(heldAt(time));
  }
});
