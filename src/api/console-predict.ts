import { createOnPage } from "../state/prediction/on-page.ts";
import { predictRun } from "../state/prediction/predict-run.ts";
import type { Predicted, PredictionRequest } from "../state/prediction/prediction.ts";
import { createPredictionHelper } from "../state/prediction/prediction-helper.ts";
import type { Predict } from "./console.ts";
import { checkPredictArguments } from "./predict-arguments.ts";

/** `overlap.predict`. @throws TypeError that names the field that is wrong, or that asks for too much */
export const predict: Predict = createPredict();

function createPredict(): Predict {
  const predictOnPage = createOnPage(predictRun);
  const helper = createPredictionHelper();
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: asking the helper cancels what is going on. */
  async function predictInTurn(request: PredictionRequest): Promise<Predicted> {
    const answer = last.then(() => helper.predict(request));
    last = answer;
    const outcome = await answer;
    if (outcome === "cancelled") throw new Error("The prediction was cancelled.");
    if ("trace" in outcome) return outcome;
    throw outcome.fault === undefined ? new Error(outcome.error) : new TypeError(outcome.fault);
  }

  return (given, state) => {
    const request = checkPredictArguments(given, state);
    return predictOnPage(request) ?? predictInTurn(request);
  };
}
