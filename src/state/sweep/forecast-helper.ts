import { workOf } from "../prediction/pace.ts";
import { createHelper } from "../prediction/worker-helper.ts";
import { type Forecast, type ForecastOutcome, type ForecastRequest, forecast } from "./forecast.ts";

/** Steps, over all numbers of lanes, that are predicted on the page: some 10 ms of them, in turns. */
const MAX_STEPS_HERE = 100_000;
/** A knob on the move asks for every value it passes: the worker starts when it rests. */
const REST_MS = 80;

const spawn = (): Worker =>
  new Worker(new URL("./forecast-worker.ts", import.meta.url), {
    type: "module",
    name: "forecast",
  });

/**
 * Forecasts small work on the page and large work in a worker, which an abort ends. Undefined when aborted.
 * @throws RangeError, PlanError, PredictionError (rejection) as `forecast`; of a worker's, only the message is kept
 */
export async function forecastBeside(
  request: ForecastRequest,
  signal: AbortSignal,
): Promise<Forecast | undefined> {
  const { plan, model, cores, most } = request;
  const steps = most * workOf({ plan, model, cores, lanes: most });
  if (!(steps > MAX_STEPS_HERE) || typeof Worker === "undefined") {
    return forecast(plan, model, { cores, most }, signal);
  }
  await new Promise((rested) => setTimeout(rested, REST_MS));
  if (signal.aborted) return undefined;
  const helper = createHelper<ForecastRequest, ForecastOutcome>(spawn);
  signal.addEventListener("abort", helper.dispose, { once: true });
  const outcome = await helper.ask(request);
  helper.dispose();
  if (outcome === "cancelled" || outcome === undefined) return undefined;
  if ("error" in outcome) throw new Error(outcome.error);
  return outcome;
}
