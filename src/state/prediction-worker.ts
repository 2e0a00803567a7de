import { tryPredictRun } from "./predict-run.ts";
import type { PredictionOutcome, PredictionRequest } from "./prediction.ts";

/** What the page asks and is answered. Both are copied; nothing is transferred. */
export interface PredictionQuestion {
  readonly id: number;
  readonly request: PredictionRequest;
}
export interface PredictionAnswer {
  readonly id: number;
  readonly outcome: PredictionOutcome;
}

addEventListener("message", ({ data: { id, request } }: MessageEvent<PredictionQuestion>) => {
  const answer: PredictionAnswer = { id, outcome: tryPredictRun(request) };
  postMessage(answer);
});
