import type { Answer, Question } from "../prediction/worker-helper.ts";
import { type ForecastOutcome, type ForecastRequest, forecast } from "./forecast.ts";

addEventListener("message", async ({ data }: MessageEvent<Question<ForecastRequest>>) => {
  const { id, request } = data;
  postMessage({ id, outcome: await tryForecast(request) } satisfies Answer<ForecastOutcome>);
});

/** Nobody waits for a turn here, and nothing aborts it: the page ends what it does not want with the worker. */
async function tryForecast(request: ForecastRequest): Promise<ForecastOutcome> {
  const { plan, model, cores, most } = request;
  const { signal } = new AbortController();
  try {
    return await forecast(plan, model, { cores, most, rest: async () => {} }, signal);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
