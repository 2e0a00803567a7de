import { tryPredictRun } from "./predict-run.ts";
import type { PredictionOutcome, PredictionRequest } from "./prediction.ts";
import type { Answer, Question } from "./worker-helper.ts";

addEventListener("message", ({ data }: MessageEvent<Question<PredictionRequest>>) => {
  const { id, request } = data;
  postMessage({ id, outcome: tryPredictRun(request) } satisfies Answer<PredictionOutcome>);
});
