import { tryPredictRun } from "./predict-run.ts";
import type { PredictionOutcome, PredictionRequest } from "./prediction.ts";
import { createHelper } from "./worker-helper.ts";

/** Predicts beside the page, one at a time. Whatever happens, every promise settles. */
export interface PredictionHelper {
  /** Asking cancels what is going on. */
  predict(request: PredictionRequest): Promise<PredictionOutcome | "cancelled">;
  /** Ends what is going on, with its worker: a simulation hears no message. An idle worker is kept. */
  cancel(): void;
  dispose(): void;
}

export const spawnPredictionWorker = (): Worker =>
  new Worker(new URL("./prediction-worker.ts", import.meta.url), {
    type: "module",
    name: "prediction",
  });

/** @param spawn called when it is first needed, and again after a cancel */
export function createPredictionHelper(spawn = spawnPredictionWorker): PredictionHelper {
  const { ask, cancel, dispose } = createHelper<PredictionRequest, PredictionOutcome>(spawn);
  const canAsk = typeof Worker !== "undefined";
  return {
    predict: canAsk ? ask : (request) => Promise.resolve(tryPredictRun(request)),
    cancel,
    dispose,
  };
}
