import { modelById } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { ActiveSide, Settings } from "../settings.ts";
import type { PredictionRequest } from "./prediction.ts";
import { sliceOf } from "./time-slice.ts";
import type { WhatIf } from "./what-if.ts";

/** The prediction that answers a what-if for one side. */
export function whatIfRequest(
  plan: Plan,
  { modelId }: ActiveSide,
  settings: Pick<Settings, "lanes" | "seed">,
  { cores, lanes, slice }: WhatIf,
): PredictionRequest {
  return {
    plan,
    model: modelById(modelId),
    lanes: lanes === "follow" ? cores : settings.lanes,
    cores,
    quantum: sliceOf(plan, slice),
    seed: settings.seed,
  };
}
