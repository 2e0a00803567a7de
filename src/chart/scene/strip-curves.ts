import type { Ms, TimeRange } from "../../trace/types.ts";
import type { Band } from "../layout/frame.ts";
import type { Counts } from "../spans/count-steps.ts";
import type { Curve } from "../spans/curve.ts";
import { CURVES, type CurveInk } from "../style/looks.ts";

/** The two numbers over time, as they are drawn under the rows. */
export interface Strip {
  readonly counts: Counts;
  /** what was predicted of the same run: dashed lines */
  readonly ghost: Counts | undefined;
  /** the counts are themselves a prediction: dashed, and only faintly filled */
  readonly predicted: boolean;
  /** while the selected task is in progress: a mark under that count */
  readonly selected?: TimeRange | undefined;
}

/** Peaks further apart than this get a scale each, or the lower line would lie flat on the floor. */
const SHARED_UP_TO = 6;

/** Top of each band's scale: one for both while both can be read on it. */
export function stripTops(inProgress: number, executing: number): readonly [number, number] {
  const high = Math.max(1, inProgress);
  return high <= SHARED_UP_TO * Math.max(1, executing)
    ? [high, high]
    : [high, Math.max(1, executing)];
}

/** One curve of the strip, where it is drawn and how. */
export interface StripCurve {
  readonly curve: Curve;
  readonly until: Ms;
  /** `top`: the count at its upper edge */
  readonly band: Band & { readonly top: number };
  readonly ink: CurveInk;
}

/** The counts, then what was predicted of them: in progress as an area, executing as a line, each in its band. */
export function curvesOf(
  { counts, ghost, predicted }: Strip,
  above: Band,
  below: Band,
): readonly StripCurve[] {
  const highest = (name: "inProgress" | "executing") =>
    Math.max(counts[name].peak, ghost?.[name].peak ?? 0);
  const [upper, lower] = stripTops(highest("inProgress"), highest("executing"));
  const both = (of: Counts, first: CurveInk, second: CurveInk): readonly StripCurve[] => [
    { curve: of.inProgress, until: of.until, band: { ...above, top: upper }, ink: first },
    { curve: of.executing, until: of.until, band: { ...below, top: lower }, ink: second },
  ];
  const dashed = predicted;
  return [
    ...both(counts, { ...CURVES.inProgress, dashed }, { ...CURVES.executing, dashed }),
    ...(ghost === undefined ? [] : both(ghost, CURVES.expected, CURVES.expected)),
  ];
}
