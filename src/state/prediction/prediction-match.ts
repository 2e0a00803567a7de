import type { SidePrediction } from "../lab-state.ts";
import type { SideResult } from "../result.ts";
import type { Predicted } from "./prediction.ts";

/** Whether the prediction is of the very run that was measured, and that run is whole. */
export const isPredictionOf = (
  prediction: SidePrediction | undefined,
  result: SideResult | undefined,
): prediction is Extract<SidePrediction, Predicted> =>
  prediction !== undefined &&
  "trace" in prediction &&
  result?.ended === "complete" &&
  prediction.key === result.key;
