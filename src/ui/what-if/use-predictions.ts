import { useEffect, useMemo, useState } from "react";
import { tryPredictRun } from "../../state/predict-run.ts";
import type { PredictionOutcome, PredictionRequest } from "../../state/prediction.ts";
import { createPredictionHelper } from "../../state/prediction-helper.ts";
import { MAX_TASKS_AT_ONCE } from "../../state/predictor.ts";

type Outcomes = readonly (PredictionOutcome | undefined)[];

const isLarge = ({ plan }: PredictionRequest): boolean => plan.tasks.length > MAX_TASKS_AT_ONCE;

/**
 * One outcome for each request: at once where the work is small, from a worker where it is large (undefined until
 * then; the next change cancels it).
 * @param requests the same list as long as nothing changes
 */
export function usePredictions(requests: readonly PredictionRequest[]): Outcomes {
  const now = useMemo<Outcomes>(
    () => requests.map((request) => (isLarge(request) ? undefined : tryPredictRun(request))),
    [requests],
  );
  const [later, setLater] = useState<{ of: typeof requests; outcomes: Outcomes }>();
  useEffect(() => {
    if (!requests.some(isLarge)) return;
    const helper = createPredictionHelper();
    const outcomes: (PredictionOutcome | undefined)[] = [];
    const work = async () => {
      for (const [i, request] of requests.entries()) {
        if (!isLarge(request)) continue;
        const outcome = await helper.predict(request);
        if (outcome === "cancelled") return;
        outcomes[i] = outcome;
        setLater({ of: requests, outcomes: [...outcomes] });
      }
    };
    void work();
    return helper.dispose;
  }, [requests]);
  return now.map(
    (outcome, i) => outcome ?? (later?.of === requests ? later.outcomes[i] : undefined),
  );
}
