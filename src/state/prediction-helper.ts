import { tryPredictRun } from "./predict-run.ts";
import type { PredictionOutcome, PredictionRequest } from "./prediction.ts";
import type { PredictionAnswer, PredictionQuestion } from "./prediction-worker.ts";

/** Predicts beside the page, one at a time. Whatever happens, every promise settles. */
export interface PredictionHelper {
  /** Asking cancels what is going on. */
  predict(request: PredictionRequest): Promise<PredictionOutcome | "cancelled">;
  /** Ends what is going on, with its worker: a simulation hears no message. An idle worker is kept. */
  cancel(): void;
  dispose(): void;
}

const LOST =
  "This can't be predicted now: the worker that predicts large work ended unexpectedly. Turn a knob to try again.";

export const spawnPredictionWorker = (): Worker =>
  new Worker(new URL("./prediction-worker.ts", import.meta.url), {
    type: "module",
    name: "prediction",
  });

/** @param spawn called when it is first needed, and again after a cancel */
export function createPredictionHelper(spawn = spawnPredictionWorker): PredictionHelper {
  let worker: Worker | undefined;
  let pending: { id: number; settle(end: PredictionOutcome | "cancelled"): void } | undefined;
  let count = 0;

  function settle(end: PredictionOutcome | "cancelled"): void {
    const { settle: done } = pending ?? {};
    pending = undefined;
    done?.(end);
  }

  function drop(end: PredictionOutcome | "cancelled"): void {
    worker?.terminate();
    worker = undefined;
    settle(end);
  }

  function start(): Worker {
    const started = spawn();
    started.onmessage = ({ data }: MessageEvent<PredictionAnswer>) => {
      if (data.id === pending?.id) settle(data.outcome);
    };
    // A script that is not there, a crash, an answer that can't be copied: none of them says more than that.
    started.onerror = () => drop({ error: LOST });
    started.onmessageerror = () => drop({ error: LOST });
    return started;
  }

  const cancel = () => {
    if (pending !== undefined) drop("cancelled");
  };
  return {
    predict(request) {
      cancel();
      if (typeof Worker === "undefined") return Promise.resolve(tryPredictRun(request));
      count += 1;
      const id = count;
      return new Promise((resolve) => {
        pending = { id, settle: resolve };
        try {
          worker ??= start();
          worker.postMessage({ id, request } satisfies PredictionQuestion);
        } catch {
          drop({ error: LOST });
        }
      });
    },
    cancel,
    dispose: () => drop("cancelled"),
  };
}
