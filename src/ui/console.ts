import type { Metrics } from "../metrics/measure.ts";
import { SCENARIOS } from "../scenario/catalogue.ts";
import { type ExecutionModel, MODELS } from "../scenario/models.ts";
import type { Knob } from "../scenario/types.ts";
import type { Lab } from "../state/lab.ts";
import type { LabState } from "../state/lab-state.ts";
import type { Results } from "../state/runner.ts";
import type { Settings, SideKey } from "../state/settings.ts";
import type { Trace } from "../trace/types.ts";
import { checkRunArguments } from "./console-arguments.ts";

export interface RunSide {
  readonly trace: Trace;
  readonly metrics: Metrics;
}

/** What `overlap.run` takes. What is left out is the scenario's own; without `scenario`, what the page shows. */
export interface RunArguments {
  readonly scenario?: string;
  readonly a?: string;
  /** `"none"` runs a alone */
  readonly b?: string;
  readonly c?: string;
  readonly d?: string;
  readonly lanes?: number;
  readonly knobs?: Readonly<Record<string, number>>;
  readonly seed?: number;
}

export interface ScenarioFacts {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly models: readonly string[];
  readonly knobs: readonly Knob[];
}

/** `window.overlap`: the lab for the curious, for teachers and for scripts. */
export interface OverlapHandle {
  scenarios(): readonly ScenarioFacts[];
  models(): readonly ExecutionModel[];
  state(): Settings & { readonly phase: LabState["phase"]["is"] };
  /**
   * Exactly what the Run button does, with these settings.
   * @throws TypeError that names the field that is wrong
   * @throws Error (rejection) with a sentence where the run fails, or another one is going on
   */
  run(given?: RunArguments): Promise<Partial<Readonly<Record<SideKey, RunSide>>>>;
}

declare global {
  interface Window {
    overlap?: OverlapHandle;
  }
}

export function consoleHandle(lab: Lab): OverlapHandle {
  return {
    scenarios: () =>
      SCENARIOS.map(({ id, group, title, models, knobs }) => ({ id, group, title, models, knobs })),
    models: () => structuredClone(MODELS),
    state() {
      const { settings, phase } = lab.store.getState();
      return structuredClone({ ...settings, phase: phase.is });
    },
    run(given = {}) {
      const { scenario, patch } = checkRunArguments(given, lab.store.getState());
      if (lab.store.getState().phase.is === "running") {
        return Promise.reject(new Error("A run is going on: wait for it, or press Stop."));
      }
      lab.setScenario(scenario);
      lab.set(patch);
      return resultsOf(lab);
    },
  };
}

async function resultsOf(lab: Lab): Promise<Partial<Record<SideKey, RunSide>>> {
  const outcome = await lab.run();
  switch (outcome.ended) {
    case "complete":
    case "stopped":
      return bare(outcome.results);
    case "failed":
      throw new Error(`${outcome.failure.sentence} ${outcome.failure.advice}`);
    case "busy":
      throw new Error("A run is going on: wait for it, or press Stop.");
    default:
      return outcome satisfies never;
  }
}

const bare = (results: Results): Partial<Record<SideKey, RunSide>> =>
  Object.fromEntries(
    Object.entries(results).map(([side, { trace, metrics }]) => [side, { trace, metrics }]),
  );
