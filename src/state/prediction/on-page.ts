import { createPace, workOf } from "./pace.ts";
import type { PredictionRequest } from "./prediction.ts";

/** Plans of more tasks are predicted in a worker: up to here a prediction and its drawing fit a frame. */
export const MAX_TASKS_ON_PAGE = 2000;

/**
 * Predicts only what the page can wait for, by how fast this machine was seen to predict.
 * @param predict what it throws is passed on
 * @returns undefined for work that belongs in a worker
 */
export function createOnPage<T>(
  predict: (request: PredictionRequest) => T,
): (request: PredictionRequest) => T | undefined {
  const pace = createPace();
  return (request) => {
    const work = workOf(request);
    if (request.plan.tasks.length > MAX_TASKS_ON_PAGE || pace.isSlow(work)) return undefined;
    const began = performance.now();
    const outcome = predict(request);
    pace.took(work, performance.now() - began);
    return outcome;
  };
}
