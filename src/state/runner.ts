import type { StoreApi } from "zustand/vanilla";
import type { Engine, RunProgress } from "../engine/interface.ts";
import type { PlanScenario } from "../scenario/scenario.ts";
import { type Failure, failureOf, isStopped } from "./lab-failure.ts";
import type { LabResult } from "./lab-result.ts";
import type { LabState, Running } from "./lab-state.ts";
import type { MachineClaims } from "./machine-owner.ts";
import type { SideResult } from "./result.ts";
import { schedule } from "./run-order.ts";
import { type RunObserver, runSides } from "./run-sides.ts";
import { activeSides, type SideKey } from "./settings.ts";

/** How a press of Run ended. Results are those of this press; of a stopped or failed one, what came before its end. */
export type RunOutcome =
  | { readonly ended: "complete" | "stopped"; readonly results: Results }
  /** a memory lab, to its end or stopped */
  | { readonly ended: "measured"; readonly result: LabResult }
  | { readonly ended: "failed"; readonly results: Results; readonly failure: Failure }
  | { readonly ended: "busy" };

export type Results = Partial<Readonly<Record<SideKey, SideResult>>>;

/** Ten updates a second are as many as a person reads; the live trace itself goes past React. */
const PROGRESS_EVERY_MS = 100;

/**
 * Measures what the store's settings ask for and writes what happens into it. Never rejects: how it ended is a value.
 * `claims` gives the machine, and `claims.stop("run")` ends the run.
 */
export async function runSettings(
  scenario: PlanScenario,
  engine: Engine,
  store: StoreApi<LabState>,
  claims: MachineClaims,
): Promise<RunOutcome> {
  const tenure = claims.claim("run");
  if (tenure === undefined) return { ended: "busy" };
  const put = store.setState;
  const { settings } = store.getState();
  const order = schedule(activeSides(settings), settings.repeats);
  const results: Partial<Record<SideKey, SideResult>> = {};
  const observer = observerOf(store, scenario.id, (result) => {
    results[result.side] = result;
  });
  tenure.signal.addEventListener("abort", () => patchRunning(store, { stopping: true }));
  put({ phase: starting(scenario.id, order), cursor: undefined, selected: undefined });
  try {
    const ended = await runSides(engine, scenario, settings, order, tenure.signal, observer);
    put({ phase: { is: "idle" } });
    return { ended, results };
  } catch (error) {
    if (isStopped(error)) {
      put({ phase: { is: "idle" } });
      return { ended: "stopped", results };
    }
    const failure = failureOf(error);
    put({ phase: { is: "failed", ...failure } });
    return { ended: "failed", results, failure };
  } finally {
    put({ live: undefined });
    tenure.release();
  }
}

const patchRunning = ({ setState }: StoreApi<LabState>, patch: Partial<Running>) =>
  setState(({ phase }) => (phase.is === "running" ? { phase: { ...phase, ...patch } } : {}));

/** Writes what happens in a run into the store as it happens. */
function observerOf(
  store: StoreApi<LabState>,
  scenario: string,
  onResult: RunObserver["onResult"],
): RunObserver {
  const put = store.setState;
  const report = throttledProgress((patch) => patchRunning(store, patch));
  return {
    onStep(step) {
      put({ live: undefined });
      patchRunning(store, { step, doing: "starting", settled: 0, total: 0 });
    },
    onProgress({ key, modelId, variant }, progress) {
      const { trace } = progress;
      if (trace !== undefined) put({ live: { scenario, side: key, modelId, variant, trace } });
      report(progress);
    },
    onResult(result) {
      onResult(result);
      put((state) => ({ live: undefined, ...kept(state, scenario, result) }));
    },
  };
}

const starting = (scenario: string, order: Running["order"]): Running => ({
  is: "running",
  scenario,
  order,
  step: 0,
  doing: "starting",
  settled: 0,
  total: 0,
  stopping: false,
});

/** Passes on changes of what is being done at once, and counts at most ten times a second. */
function throttledProgress(patch: (change: Partial<Running>) => void) {
  let doing: RunProgress["phase"] | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return (progress: RunProgress) => {
    const now = performance.now();
    if (progress.phase === doing && now - last < PROGRESS_EVERY_MS) return;
    doing = progress.phase;
    last = now;
    patch({ doing, settled: progress.settled, total: progress.total });
  };
}

/** Results of one visit that are kept: some hundred bars each, the oldest go first. */
const MOST_KEPT = 60;

function kept(
  { measured, latest }: LabState,
  scenario: string,
  result: SideResult,
): Pick<LabState, "measured" | "latest"> {
  const { [result.key]: before, ...others } = measured;
  // A second run that was stopped does not push out a whole one of the same settings.
  if (result.ended === "stopped" && before?.ended === "complete") return { measured, latest };
  const onScreen = { ...latest, [scenario]: { ...latest[scenario], [result.side]: result.key } };
  const pinned = new Set(Object.values(onScreen).flatMap((sides) => Object.values(sides)));
  const entries = Object.entries({ ...others, [result.key]: result });
  const spare = entries.filter(([key]) => !pinned.has(key));
  const gone = new Set(spare.slice(0, Math.max(0, entries.length - MOST_KEPT)).map(([key]) => key));
  return {
    measured: Object.fromEntries(entries.filter(([key]) => !gone.has(key))),
    latest: onScreen,
  };
}
