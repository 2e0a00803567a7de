import type { Metrics } from "../metrics/measure.ts";
import { type Costs, type ExecutionModel, MODELS } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import { entryById, loadScenario, scenarioById } from "../scenario/catalogue.ts";
import { MANIFEST } from "../scenario/manifest.ts";
import type { Knob, KnobValues, Scenario, ScenarioHead, Variants } from "../scenario/scenario.ts";
import { withSpeedup } from "../state/derived/side-speedup.ts";
import type { Lab } from "../state/lab.ts";
import type { LabState } from "../state/lab-state.ts";
import { refusalOf } from "../state/machine-owner.ts";
import type { Predicted } from "../state/prediction/prediction.ts";
import type { Results } from "../state/runner.ts";
import type { Settings, SideKey } from "../state/settings.ts";
import type { Ms, Trace } from "../trace/types.ts";
import { isRecord } from "./field-kinds.ts";
import { scenarioField } from "./fields.ts";
import { checkRunArguments } from "./run-arguments.ts";
import { required } from "./strict.ts";

interface RunSide {
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
  /** by side, of a scenario that has variants: `{ b: "bounded" }` */
  readonly variants?: Readonly<Partial<Record<SideKey, string>>>;
  readonly lanes?: number;
  readonly knobs?: KnobValues;
  readonly seed?: number;
}

/** What `overlap.predict` takes: a scenario with its knobs, or a raw plan. */
export interface PredictArguments {
  readonly scenario?: string;
  /** `resources` and `channels` may be left out */
  readonly plan?: Pick<Plan, "tasks"> & Partial<Plan>;
  /** of a scenario that has variants; left out: that of its first side */
  readonly variant?: string;
  /** an id, or a record of one's own */
  readonly model?: string | ExecutionModel;
  /** 1 to 4096; models of one lane, or one per task, ignore it */
  readonly lanes?: number;
  /** 1 to 1024; left out: as many as there are lanes */
  readonly cores?: number;
  /** time slice of lanes that share cores; left out: they share them evenly, all of them executing, only slower */
  readonly quantum?: Ms;
  /** what a core loses when it turns to another lane, with a `quantum`; left out: 0 */
  readonly switchCost?: Ms;
  /** how long a lane computes under a contested compute lock before it must let go; left out: 5 ms */
  readonly lockSwitchInterval?: Ms;
  /** which queued task a free lane takes; left out: "fifo". With "priority" tasks' `priority` counts, lowest first */
  readonly discipline?: "fifo" | "sjf" | "srtf" | "priority";
  readonly knobs?: KnobValues;
  readonly seed?: number;
  /** overheads, left out: none; memory of lanes and tasks, left out: the model's */
  readonly costs?: Partial<Costs>;
}

interface ScenarioFacts {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** what it can be found by, beside its title */
  readonly words: string;
  readonly models: readonly string[];
  /** with their ranges; absent until the scenario's body has been loaded */
  readonly knobs?: readonly Knob[];
  /** of the work; absent where the scenario has none, and until its body has been loaded */
  readonly variants?: Variants;
}

/** `window.overlap`: the lab for the curious, for teachers and for scripts. */
interface OverlapHandle {
  /** Every scenario; knobs and variants of those that were opened or asked for. */
  scenarios(): readonly ScenarioFacts[];
  /**
   * One scenario with its knobs and variants: fetches its body.
   * @throws TypeError (rejection) where there is none of that id
   * @throws ScenarioLoadError (rejection) where the body does not come
   */
  scenario(id: string): Promise<ScenarioFacts>;
  models(): readonly ExecutionModel[];
  state(): Settings & { readonly phase: LabState["phase"]["is"] };
  /**
   * Exactly what the Run button does, with these settings.
   * @throws TypeError that names the field that is wrong; as a rejection where a scenario is named that has to be
   * fetched first
   * @throws Error (rejection) with a sentence where the run fails, or another one is going on
   */
  run(given?: RunArguments): Promise<Partial<Readonly<Record<SideKey, RunSide>>>>;
  /**
   * What would happen, in virtual time: nothing runs and the page does not change. `deadlock` says so where tasks
   * would wait for one another for ever. A value; a promise of it in the page's first moments, before the simulator
   * has loaded, for a scenario that has to be fetched, and for work so large that a worker predicts it. So `await` is always right.
   * @throws TypeError (or rejection) that names the field that is wrong, or that asks for too much
   */
  predict(given: PredictArguments): Predicted | Promise<Predicted>;
  /**
   * What a trace file holds, of each kind that the page opens. The page does not change.
   * @throws TypeError (rejection) for what is no file
   * @throws Error (rejection) with the sentence that the page would show, for a file that can't be opened
   */
  open(file: Blob): Promise<OpenedFile>;
}

interface OpenedFile {
  readonly runs: readonly RunSide[];
  /** what was left out or understood in another way than it stands there, a sentence each */
  readonly notes: readonly string[];
}

/** console-predict.ts, which brings the simulator along and is loaded beside the page. */
export type Predict = (
  given: PredictArguments,
  state: LabState,
) => ReturnType<OverlapHandle["predict"]>;

declare global {
  interface Window {
    overlap?: OverlapHandle;
  }
}

/** @param loading what answers `predict`, as soon as it is there */
export function consoleHandle(lab: Lab, loading: Promise<Predict>): OverlapHandle {
  let predict: Predict | undefined;
  loading.then(
    (loaded) => {
      predict = loaded;
    },
    () => {}, // told to whoever asks for a prediction
  );
  function run(given: RunArguments = {}): ReturnType<OverlapHandle["run"]> {
    const body = bodyOf(given);
    if (body !== undefined) return body.then(() => run(given));
    const { scenario, patch } = checkRunArguments(given, lab.store.getState());
    const refusal = refusalOf(lab.store.getState().owner);
    if (refusal !== undefined) return Promise.reject(new Error(refusal));
    lab.setScenario(scenario);
    lab.set(patch);
    return resultsOf(lab);
  }

  function predictNow(given: PredictArguments): ReturnType<OverlapHandle["predict"]> {
    const body = bodyOf(given);
    if (body !== undefined) return body.then(() => predictNow(given));
    const state = lab.store.getState();
    return predict === undefined
      ? loading.then((loaded) => loaded(given, state))
      : predict(given, state);
  }

  return {
    scenarios: () => MANIFEST.map(({ words, ...head }) => factsOf(head, words)),
    async scenario(id) {
      await bodyOf({ scenario: id });
      const scenario = required("scenario", id, scenarioField(scenarioById));
      return factsOf(scenario, entryById(scenario.id)?.words ?? "");
    },
    models: () => structuredClone(MODELS),
    state() {
      const { settings, phase } = lab.store.getState();
      return structuredClone({ ...settings, phase: phase.is });
    },
    run,
    predict: predictNow,
    open: openFile,
  };
}

async function openFile(file: unknown): Promise<OpenedFile> {
  if (!(file instanceof Blob)) throw new TypeError("file: is no File and no Blob");
  const { importFile } = await import("../state/files/import-file.ts");
  const outcome = await importFile(file, file instanceof File ? file.name : "");
  switch (outcome.ended) {
    case "read":
      return {
        runs: outcome.runs.map(({ trace, metrics }) => ({ trace, metrics })),
        notes: outcome.part === undefined ? outcome.notes : [outcome.part, ...outcome.notes],
      };
    case "refused":
      throw new Error(outcome.error);
    case "cancelled":
      throw new Error("The reading of this file was cancelled.");
    default:
      return outcome satisfies never;
  }
}

/** The body of the scenario that arguments name, where it has to be fetched; else undefined, whatever they are. */
function bodyOf(given: unknown): Promise<Scenario> | undefined {
  const id = isRecord(given) ? given.scenario : undefined;
  return typeof id === "string" && scenarioById(id) === undefined ? loadScenario(id) : undefined;
}

function factsOf({ id, group, title, models }: ScenarioHead, words: string): ScenarioFacts {
  const { knobs, variants } = scenarioById(id) ?? {};
  return {
    ...{ id, group, title, words, models },
    ...(knobs && { knobs }),
    ...(variants && { variants }),
  };
}

async function resultsOf(lab: Lab): Promise<Partial<Record<SideKey, RunSide>>> {
  const outcome = await lab.run();
  switch (outcome.ended) {
    case "complete":
    case "stopped":
      return bare(outcome.results);
    case "measured":
      return Object.fromEntries(
        outcome.result.sides.map(({ side, trace, metrics }) => [side, { trace, metrics }]),
      );
    case "failed":
      throw new Error(`${outcome.failure.sentence} ${outcome.failure.advice}`);
    case "busy":
      throw new Error(refusalOf(lab.store.getState().owner));
    default:
      return outcome satisfies never;
  }
}

/** Traces and figures alone, speedup among them. */
const bare = (results: Results): Partial<Record<SideKey, RunSide>> =>
  Object.fromEntries(
    withSpeedup(Object.values(results)).map(({ side, trace, metrics }) => [
      side,
      { trace, metrics },
    ]),
  );
