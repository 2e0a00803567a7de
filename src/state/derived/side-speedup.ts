import { type SequentialRun, speedupOf } from "../../metrics/speedup.ts";
import type { SideResult } from "../result.ts";
import { weakMemo } from "./weak-memo.ts";

/**
 * Whole runs with speedup and efficiency: against the same plan one at a time, measured where one of these runs is
 * that, else predicted; the metrics say which. The same object for the same runs, whoever asks.
 */
export function withSpeedup(results: readonly SideResult[]): readonly SideResult[] {
  const sequential = results.filter(
    ({ model, ended }) => model.id === "sequential" && ended === "complete",
  );
  return results.map((result) => {
    if (result.ended !== "complete") return result;
    const measured = sequential.find(({ work }) => work === result.work);
    return measured === undefined ? againstPredicted(result) : againstMeasured(result, measured);
  });
}

const againstMeasured = weakMemo(
  (result: SideResult, { metrics }: SideResult): SideResult =>
    against(result, { makespan: metrics.makespan, how: "measured" }),
);

const againstPredicted = weakMemo((result: SideResult): SideResult => {
  const { sequential: makespan } = result;
  return makespan === undefined ? result : against(result, { makespan, how: "predicted" });
});

function against(result: SideResult, run: SequentialRun): SideResult {
  const { metrics, trace } = result;
  const figures = speedupOf(metrics.makespan, trace.lanes.length, run);
  return { ...result, metrics: { ...metrics, ...figures } };
}
