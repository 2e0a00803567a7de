import type { StoreApi } from "zustand/vanilla";
import { resolveKnobs } from "../scenario/knobs.ts";
import type { KnobValue, Scenario } from "../scenario/scenario.ts";
import { resolveVariants, variantOf } from "../scenario/variants.ts";
import type { LabState } from "./lab-state.ts";
import { isWhatIf } from "./prediction/what-if.ts";
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

/** What a learner may set in one go; what is left out keeps its value. */
export type SettingsPatch = Partial<Omit<Settings, "scenario">>;

/** Everything that changes the settings of the scenario that is open. */
export interface SettingsCommands {
  /** Out-of-range values go to the nearest valid one. */
  set(patch: SettingsPatch): void;
  setModel(side: SideKey, model: ModelChoice): void;
  setLanes(lanes: number): void;
  /** `variant`: id of one of the scenario's; another one changes nothing */
  setVariant(side: SideKey, variant: string): void;
  setKnob(id: string, value: KnobValue): void;
  setRepeats(repeats: Repeats): void;
  setView(view: View): void;
  /** The scenario's own models, lanes, knobs and seed. */
  resetSettings(): void;
}

export function settingsCommands({
  getState: get,
  setState: put,
}: StoreApi<LabState>): SettingsCommands {
  const set = (patch: SettingsPatch) =>
    put(({ scenario, settings, machine }) => ({
      settings: applyPatch(scenario, settings, patch, machine),
    }));
  return {
    set,
    setModel(side, model) {
      const models = get().settings.models.map((m, i) => (SIDE_KEYS[i] === side ? model : m));
      set({ models });
    },
    setVariant(side, variant) {
      const { variants } = get().settings;
      if (variants === undefined) return;
      set({ variants: variants.with(SIDE_KEYS.indexOf(side), variant) });
    },
    setLanes: (lanes) => set({ lanes }),
    setKnob: (id, value) => set({ knobs: { ...get().settings.knobs, [id]: value } }),
    setRepeats: (repeats) => set({ repeats }),
    setView: (view) => set({ view }),
    resetSettings() {
      const { scenario, settings, machine } = get();
      const { repeats, view } = settings;
      put({ settings: { ...defaultSettings(scenario, machine), repeats, view } });
    },
  };
}

/** What of the settings goes along to another scenario. */
export function settingsOfNext(
  next: Settings,
  { repeats, coldStart, view, whatIf }: Settings,
): Settings {
  const { whatIf: _, ...rest } = next;
  return { ...rest, repeats, coldStart, view, ...(whatIf && { whatIf }) };
}

export function applyPatch(
  scenario: Scenario,
  now: Settings,
  patch: SettingsPatch,
  machine: LabState["machine"],
): Settings {
  const { whatIf, variants: wanted, ...next } = { ...now, ...patch };
  // side a is never left out
  const models = scenario.models.map((own, i) => {
    const model = next.models[i] ?? own;
    return i === 0 && model === "none" ? own : model;
  });
  // what is no variant leaves the side as it was
  const variants = resolveVariants(
    scenario,
    now.variants?.map((own, i) => variantOf(scenario, wanted?.[i])?.id ?? own),
  );
  const seed = Number.isFinite(next.seed) ? Math.round(next.seed) : now.seed;
  return {
    ...next,
    ...(isWhatIf(whatIf) ? { whatIf } : {}),
    ...(variants && { variants }),
    scenario: scenario.id,
    models,
    lanes: clampLanes(next.lanes, machine),
    knobs: resolveKnobs(scenario, next.knobs).knobs,
    seed: Math.min(MAX_SEED, Math.max(0, seed)),
  };
}
