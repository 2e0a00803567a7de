import { useEffect, useMemo, useState } from "react";
import { createOnPage } from "../../state/prediction/on-page.ts";
import { tryPredictRun } from "../../state/prediction/predict-run.ts";
import type { PredictionOutcome, PredictionRequest } from "../../state/prediction/prediction.ts";
import { createPredictionHelper } from "../../state/prediction/prediction-helper.ts";

type Outcomes = readonly (PredictionOutcome | undefined)[];

/**
 * One outcome for each request: at once where the work is small, from a worker where it is large (undefined until
 * then; the next change cancels it).
 * @param requests the same list as long as nothing changes
 */
export function usePredictions(requests: readonly PredictionRequest[]): Outcomes {
  const [predictOnPage] = useState(() => createOnPage(tryPredictRun));
  const now = useMemo<Outcomes>(() => requests.map(predictOnPage), [requests, predictOnPage]);
  const [later, setLater] = useState<{ of: typeof requests; outcomes: Outcomes }>();
  useEffect(() => {
    if (!now.includes(undefined)) return;
    const helper = createPredictionHelper();
    const outcomes: (PredictionOutcome | undefined)[] = [];
    const work = async () => {
      for (const [i, request] of requests.entries()) {
        if (now[i] !== undefined) continue;
        const outcome = await helper.predict(request);
        if (outcome === "cancelled") return;
        outcomes[i] = outcome;
        setLater({ of: requests, outcomes: [...outcomes] });
      }
    };
    void work();
    return helper.dispose;
  }, [requests, now]);
  return now.map(
    (outcome, i) => outcome ?? (later?.of === requests ? later.outcomes[i] : undefined),
  );
}
