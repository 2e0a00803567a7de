import { useEffect, useState } from "react";
import type { ExecutionModel } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Forecast } from "../../state/sweep/forecast.ts";
import { forecastBeside } from "../../state/sweep/forecast-helper.ts";

/** A forecast, why there is none, or undefined while it is computed for the first time. */
type ForecastOrWhy =
  | { readonly is: "forecast"; readonly forecast: Forecast; readonly plan: Plan }
  | { readonly is: "impossible"; readonly why: string }
  | undefined;

/** Predicts 1 to `most` lanes on `cores` cores; the one before stays until the new one is there. */
export function useForecast(
  plan: Plan,
  model: ExecutionModel,
  cores: number,
  most: number,
): ForecastOrWhy {
  const [known, setKnown] = useState<ForecastOrWhy>();
  useEffect(() => {
    const abort = new AbortController();
    forecastBeside({ plan, model, cores, most }, abort.signal).then(
      (made) => {
        if (made !== undefined) setKnown({ is: "forecast", forecast: made, plan });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setKnown({ is: "impossible", why: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => abort.abort();
  }, [plan, model, cores, most]);
  return known;
}
