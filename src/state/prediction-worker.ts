import type { Answer, Question } from "./helper.ts";
import { tryPredictRun } from "./predict-run.ts";
import type { PredictionOutcome, PredictionRequest } from "./prediction.ts";

addEventListener("message", ({ data }: MessageEvent<Question<PredictionRequest>>) => {
  const { id, request } = data;
  postMessage({ id, outcome: tryPredictRun(request) } satisfies Answer<PredictionOutcome>);
});
