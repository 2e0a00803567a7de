import { predictRun } from "../state/predict-run.ts";
import type { Predict } from "./console.ts";
import { checkPredictArguments } from "./predict-arguments.ts";

/** `overlap.predict`. @throws TypeError that names the field that is wrong, or that asks for too much */
export const predict: Predict = (given, state) => predictRun(checkPredictArguments(given, state));
