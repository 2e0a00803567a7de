import type { StoreApi } from "zustand/vanilla";
import type { Engine, RunProgress } from "../engine/interface.ts";
import { type Failure, failureOf, isStopped } from "./lab-failure.ts";
import type { LabState, Running } from "./lab-state.ts";
import type { SideResult } from "./result.ts";
import { schedule } from "./run-order.ts";
import { runSides } from "./run-sides.ts";
import { activeSides, type SideKey } from "./settings.ts";

/** How a press of Run ended. Results are those of this press; of a stopped or failed one, what came before its end. */
export type RunOutcome =
  | { readonly ended: "complete" | "stopped"; readonly results: Results }
  | { readonly ended: "failed"; readonly results: Results; readonly failure: Failure }
  | { readonly ended: "busy" };

export type Results = Partial<Readonly<Record<SideKey, SideResult>>>;

export interface Runner {
  run(): Promise<RunOutcome>;
  stop(): void;
}

/** Ten updates a second are as many as a person reads; the live trace itself goes past React. */
const PROGRESS_EVERY_MS = 100;

/** Measures what the store's settings ask for and writes what happens into it. One run at a time. */
export function createRunner(engine: Engine, store: StoreApi<LabState>): Runner {
  let abort: AbortController | undefined;
  const put = store.setState;

  const patchRunning = (patch: Partial<Running>) =>
    put(({ phase }) => (phase.is === "running" ? { phase: { ...phase, ...patch } } : {}));

  async function run(): Promise<RunOutcome> {
    if (abort !== undefined || store.getState().sweeping) return { ended: "busy" };
    const { scenario, settings } = store.getState();
    const controller = new AbortController();
    abort = controller;
    const order = schedule(activeSides(settings), settings.repeats);
    const results: Partial<Record<SideKey, SideResult>> = {};
    const report = throttledProgress(patchRunning);
    put({ phase: starting(scenario.id, order), cursor: undefined, selected: undefined });
    try {
      const ended = await runSides(engine, scenario, settings, order, controller.signal, {
        onStep(step) {
          put({ live: undefined });
          patchRunning({ step, doing: "starting", settled: 0, total: 0 });
        },
        onProgress({ key, modelId, variant }, progress) {
          const { trace } = progress;
          if (trace !== undefined) {
            put({ live: { scenario: scenario.id, side: key, modelId, variant, trace } });
          }
          report(progress);
        },
        onResult(result) {
          results[result.side] = result;
          put((state) => ({ live: undefined, ...kept(state, scenario.id, result) }));
        },
      });
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
      abort = undefined;
      put({ live: undefined });
    }
  }

  return {
    run,
    stop() {
      if (abort === undefined) return;
      patchRunning({ stopping: true });
      abort.abort();
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
  { measured, shown }: LabState,
  scenario: string,
  result: SideResult,
): Pick<LabState, "measured" | "shown"> {
  const { [result.key]: before, ...others } = measured;
  // A second run that was stopped does not push out a whole one of the same settings.
  if (result.ended === "stopped" && before?.ended === "complete") return { measured, shown };
  const onScreen = { ...shown, [scenario]: { ...shown[scenario], [result.side]: result.key } };
  const pinned = new Set(Object.values(onScreen).flatMap((sides) => Object.values(sides)));
  const entries = Object.entries({ ...others, [result.key]: result });
  const spare = entries.filter(([key]) => !pinned.has(key));
  const gone = new Set(spare.slice(0, Math.max(0, entries.length - MOST_KEPT)).map(([key]) => key));
  return {
    measured: Object.fromEntries(entries.filter(([key]) => !gone.has(key))),
    shown: onScreen,
  };
}
