import type { Metrics } from "../metrics/measure.ts";
import type { KnobValues, LabMeasurement, LabSide } from "../scenario/scenario.ts";
import type { SideKey } from "./settings.ts";

/** What a memory lab measured last: it stays on the screen when its knobs are turned. */
export interface LabResult {
  readonly knobs: KnobValues;
  readonly ended: LabMeasurement["ended"];
  readonly sides: readonly LabResultSide[];
}

export interface LabResultSide extends LabSide {
  readonly side: SideKey;
  readonly metrics: Metrics;
}
