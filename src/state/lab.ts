import { createStore, type StoreApi } from "zustand/vanilla";
import type { Engine } from "../engine/interface.ts";
import {
  type FindScenario,
  type LoadScenario,
  loadScenario,
  scenarioById,
} from "../scenario/catalogue.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Ms, TaskId } from "../trace/types.ts";
import {
  applyPatch,
  type SettingsCommands,
  type SettingsPatch,
  settingsCommands,
  settingsOfNext,
} from "./lab-settings.ts";
import type { LabState, Notice } from "./lab-state.ts";
import { createMachineClaims, FREE, type MachineClaims } from "./machine-owner.ts";
import { runMemoryLab } from "./memory-lab.ts";
import { type Arrival, createOpener } from "./opening.ts";
import { predictWhenLoaded } from "./prediction/lazy-predictor.ts";
import type { Predictor } from "./prediction/predictor.ts";
import { type RunOutcome, runSettings } from "./runner.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { createTimeView, type TimeView } from "./view.ts";

/** One lab: its state, and everything that changes it. */
export interface Lab extends SettingsCommands {
  readonly store: StoreApi<LabState>;
  /** what the timelines show: zoom, measured stretch, order of rows */
  readonly timeView: TimeView;
  /** For whoever has claimed the machine. */
  readonly engine: Engine;
  readonly claims: MachineClaims;
  /**
   * Opens a scenario with the settings it was left with, or its defaults, and ends what measures: at once where its
   * body is there, else when it has come, with the one before usable meanwhile (see `opening`).
   * @param arrival what to do when the body is there; not called where another one was asked for meanwhile
   * @returns false where there is none of that id
   */
  setScenario(id: string, arrival?: Arrival): boolean;
  /** Forgets a scenario that has not come. */
  cancelOpening(): void;
  answer(choice: number): void;
  setCursor(at: Ms | undefined): void;
  select(task: TaskId | undefined): void;
  notify(sentences: readonly string[]): void;
  dismiss(notice: number): void;
  /** Measures what the scenario is about. Never rejects: how it ended is a value. While anything measures: `{ ended: "busy" }`. */
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
  /** how scenarios whose bodies are there are found; those of the catalogue unless told */
  readonly find?: FindScenario;
  /** how the body of any other is fetched; from the catalogue unless told */
  readonly load?: LoadScenario;
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
  load = loadScenario,
  predictor: startPredictor = predictWhenLoaded,
}: LabOptions): Lab {
  const engine = typeof given === "function" ? given() : given;
  const store = createStore<LabState>(() => opened(engine.machine, scenario, settings));
  const put = store.setState;
  const predictor = startPredictor(store);
  const claims = createMachineClaims(store);
  const timeView = createTimeView(store);
  const opener = createOpener({ store, find, load, enter: scenarioSetter(store, claims) });
  const numbered = noticeNumbers();
  put({ notices: numbered(notices) });
  return {
    store,
    timeView,
    engine,
    claims,
    ...settingsCommands(store),
    setScenario: opener.open,
    cancelOpening: opener.cancel,
    answer(choice) {
      put(({ scenario: { id }, answers }) => ({ answers: { ...answers, [id]: choice } }));
    },
    setCursor: (cursor) => put({ cursor }),
    select: (selected) => put({ selected }),
    notify(sentences) {
      put(({ notices: before }) => ({ notices: [...before, ...numbered(sentences)] }));
    },
    dismiss(notice) {
      put(({ notices: before }) => ({ notices: before.filter(({ id }) => id !== notice) }));
    },
    run: () => runScenario(engine, store, claims),
    stop() {
      claims.stop("run");
      claims.stop("lab");
    },
    dispose() {
      opener.cancel();
      claims.stop();
      predictor.dispose();
      if (typeof given === "function") engine.dispose();
    },
  };
}

/** A lab as it opens: nothing is measured, and nothing predicted yet. */
const opened = (
  machine: LabState["machine"],
  scenario: Scenario,
  settings: SettingsPatch,
): LabState => ({
  machine,
  scenario,
  settings: applyPatch(scenario, defaultSettings(scenario, machine), settings, machine),
  opening: undefined,
  owner: FREE,
  phase: { is: "idle" },
  live: undefined,
  measured: {},
  latest: {},
  memory: {},
  predicted: {},
  answers: {},
  notices: [],
  cursor: undefined,
  selected: undefined,
});

function noticeNumbers(): (sentences: readonly string[]) => readonly Notice[] {
  let count = 0;
  return (sentences) => sentences.map((text) => ({ id: count++, text }));
}

/** Every scenario keeps the settings that it was left with. */
function scenarioSetter(
  { getState, setState }: StoreApi<LabState>,
  claims: MachineClaims,
): (to: Scenario) => void {
  const left = new Map<string, Settings>();
  return (to) => {
    const { scenario: from, settings: now, machine } = getState();
    if (to.id === from.id) return;
    claims.stop();
    left.set(from.id, now);
    setState(({ phase }) => ({
      scenario: to,
      settings: settingsOfNext(left.get(to.id) ?? defaultSettings(to, machine), now),
      phase: phase.is === "failed" ? { is: "idle" } : phase,
      cursor: undefined,
      selected: undefined,
    }));
  };
}

/** What Run does, by the kind of scenario. */
function runScenario(
  engine: Engine,
  store: StoreApi<LabState>,
  claims: MachineClaims,
): Promise<RunOutcome> {
  const { scenario } = store.getState();
  switch (scenario.kind) {
    case "plan":
      return runSettings(scenario, engine, store, claims);
    case "memory":
      return runMemoryLab(scenario, store, claims);
    default:
      return scenario satisfies never;
  }
}
