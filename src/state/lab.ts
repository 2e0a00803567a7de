import { createStore, type StoreApi } from "zustand/vanilla";
import type { Engine } from "../engine/interface.ts";
import { scenarioById } from "../scenario/catalogue.ts";
import { resolveKnobs } from "../scenario/knobs.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Ms, TaskId } from "../trace/types.ts";
import type { LabState } from "./lab-state.ts";
import { createMachineClaims, FREE, type MachineClaims } from "./machine-owner.ts";
import { predictWhenLoaded } from "./prediction/lazy-predictor.ts";
import type { Predictor } from "./prediction/predictor.ts";
import { isWhatIf } from "./prediction/what-if.ts";
import { type RunOutcome, runSettings } from "./runner.ts";
import {
  clampLanes,
  defaultSettings,
  MAX_SEED,
  type ModelChoice,
  type Repeats,
  type Settings,
  SIDE_KEYS,
  type SideKey,
  type View,
} from "./settings.ts";
import { createTimeView, type TimeView } from "./view.ts";

/** What a learner may set in one go; what is left out keeps its value. */
export type SettingsPatch = Partial<Omit<Settings, "scenario">>;

/** One lab: its state, and everything that changes it. */
export interface Lab {
  readonly store: StoreApi<LabState>;
  /** what the timelines show: zoom, measured stretch, order of rows */
  readonly timeView: TimeView;
  /** For whoever has claimed the machine. */
  readonly engine: Engine;
  readonly claims: MachineClaims;
  /** Opens a scenario with the settings it was left with, or its defaults; ends what measures. @returns false where there is none of that id */
  setScenario(id: string): boolean;
  /** Out-of-range values go to the nearest valid one. */
  set(patch: SettingsPatch): void;
  setModel(side: SideKey, model: ModelChoice): void;
  setLanes(lanes: number): void;
  setKnob(id: string, value: number): void;
  setRepeats(repeats: Repeats): void;
  setView(view: View): void;
  /** The scenario's own models, lanes, knobs and seed. */
  resetSettings(): void;
  answer(choice: number): void;
  setCursor(at: Ms | undefined): void;
  select(task: TaskId | undefined): void;
  notify(sentences: readonly string[]): void;
  dismiss(notice: number): void;
  /** Measures every side. Never rejects: how it ended is a value. While anything measures: `{ ended: "busy" }`. */
  run(): Promise<RunOutcome>;
  /** Ends the run under way; what was measured stays. */
  stop(): void;
  /** Stops, lets the engine go, and predicts no more. */
  dispose(): void;
}

interface LabOptions {
  /** A function makes the lab own its engine: `dispose` then ends it. */
  readonly engine: Engine | (() => Engine);
  readonly scenario: Scenario;
  readonly settings?: SettingsPatch;
  readonly notices?: readonly string[];
  /** how scenarios are found by id; the catalogue unless told */
  readonly find?: (id: string) => Scenario | undefined;
  /** keeps `predicted` at what the settings lead to; loaded after the page unless given */
  readonly predictor?: (store: StoreApi<LabState>) => Predictor;
}

/** A lab of its own: nothing is shared with another but, where the caller says so, the engine. */
export function createLab({
  engine: given,
  scenario,
  settings = {},
  notices = [],
  find = scenarioById,
  predictor: startPredictor = predictWhenLoaded,
}: LabOptions): Lab {
  const engine = typeof given === "function" ? given() : given;
  const { machine } = engine;
  const left = new Map<string, Settings>();
  let noticeCount = 0;
  const numbered = (sentences: readonly string[]) =>
    sentences.map((text) => ({ id: noticeCount++, text }));

  const store = createStore<LabState>(() => ({
    machine,
    scenario,
    settings: patched(scenario, defaultSettings(scenario, machine), settings, machine),
    owner: FREE,
    phase: { is: "idle" },
    live: undefined,
    measured: {},
    latest: {},
    predicted: {},
    answers: {},
    notices: numbered(notices),
    cursor: undefined,
    selected: undefined,
  }));
  const get = store.getState;
  const put = store.setState;
  const predictor = startPredictor(store);
  const claims = createMachineClaims(store);

  const apply = (patch: SettingsPatch) =>
    put(({ scenario: s, settings: now }) => ({ settings: patched(s, now, patch, machine) }));

  return {
    store,
    timeView: createTimeView(store),
    engine,
    claims,
    setScenario(id) {
      const { scenario: from, settings: now } = get();
      const to = find(id);
      if (to === undefined) return false;
      if (to.id === from.id) return true;
      claims.stop();
      left.set(from.id, now);
      const { repeats, coldStart, view, whatIf } = now;
      const next = left.get(to.id) ?? defaultSettings(to, machine);
      put({
        scenario: to,
        settings: { ...withoutWhatIf(next), repeats, coldStart, view, ...(whatIf && { whatIf }) },
        ...(get().phase.is === "failed" ? { phase: { is: "idle" } } : {}),
        cursor: undefined,
        selected: undefined,
      });
      return true;
    },
    set: apply,
    setModel(side, model) {
      const models = get().settings.models.map((m, i) => (SIDE_KEYS[i] === side ? model : m));
      apply({ models });
    },
    setLanes: (lanes) => apply({ lanes }),
    setKnob: (id, value) => apply({ knobs: { ...get().settings.knobs, [id]: value } }),
    setRepeats: (repeats) => apply({ repeats }),
    setView: (view) => apply({ view }),
    resetSettings() {
      const { scenario: s, settings: now } = get();
      put({ settings: { ...defaultSettings(s, machine), repeats: now.repeats, view: now.view } });
    },
    answer(choice) {
      put(({ scenario: s, answers }) => ({ answers: { ...answers, [s.id]: choice } }));
    },
    setCursor: (cursor) => put({ cursor }),
    select: (selected) => put({ selected }),
    notify(sentences) {
      put(({ notices: before }) => ({ notices: [...before, ...numbered(sentences)] }));
    },
    dismiss(notice) {
      put(({ notices: before }) => ({ notices: before.filter(({ id }) => id !== notice) }));
    },
    run: () => runSettings(engine, store, claims),
    stop: () => claims.stop("run"),
    dispose() {
      claims.stop();
      predictor.dispose();
      if (typeof given === "function") engine.dispose();
    },
  };
}

function withoutWhatIf({ whatIf: _, ...rest }: Settings): Settings {
  return rest;
}

function patched(
  scenario: Scenario,
  now: Settings,
  patch: SettingsPatch,
  machine: LabState["machine"],
): Settings {
  const next = { ...now, ...patch };
  const { whatIf } = next;
  const models = scenario.models.map((own, i) => next.models[i] ?? own);
  const seed = Number.isFinite(next.seed) ? Math.round(next.seed) : now.seed;
  return {
    ...withoutWhatIf(next),
    ...(isWhatIf(whatIf) ? { whatIf } : {}),
    scenario: scenario.id,
    models: models[0] === "none" ? [scenario.models[0], ...models.slice(1)] : models,
    lanes: clampLanes(next.lanes, machine),
    knobs: resolveKnobs(scenario, next.knobs).knobs,
    seed: Math.min(MAX_SEED, Math.max(0, seed)),
  };
}
