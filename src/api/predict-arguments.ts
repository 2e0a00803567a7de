import { DISCIPLINES, type Discipline, MAX_CORES, MAX_LANES } from "../model/options.ts";
import { checkPlan } from "../plan/check-plan.ts";
import { MAX_TIME } from "../plan/check-values.ts";
import { type ExecutionModel, isModelId, laneKinds, modelById } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { LabState } from "../state/lab-state.ts";
import type { PredictionRequest } from "../state/prediction/prediction.ts";
import { activeSides, defaultSettings } from "../state/settings.ts";
import { checkCosts, checkModel } from "./check-model.ts";
import {
  isRecord,
  knobsOf,
  onlyFields,
  scenarioOf,
  shown,
  variantId,
  wholeNumber,
} from "./run-arguments.ts";

const FIELDS = [
  "scenario",
  "plan",
  "variant",
  "model",
  "lanes",
  "cores",
  "quantum",
  "switchCost",
  "lockSwitchInterval",
  "discipline",
  "knobs",
  "seed",
  "costs",
];

type Given = Readonly<Record<string, unknown>>;
type Page = Pick<LabState, "settings" | "scenario" | "machine">;

/**
 * Arguments of `overlap.predict` as one request. With a scenario, what is left out is that scenario's own; without
 * scenario and plan, what the page shows. Cores are as many as there are lanes unless given: a plan behaves the same
 * on every machine.
 * @throws TypeError that names the field
 */
export function checkPredictArguments(given: unknown, page: Page): PredictionRequest {
  if (!isRecord(given)) {
    throw new TypeError(
      'predict: takes one object, like { scenario: "fib", model: "thread-pool" }',
    );
  }
  onlyFields("", given, FIELDS);
  const work = given.plan === undefined ? scenarioWork(given, page) : planWork(given, page);
  const { plan, model } = work;
  const lanes =
    given.lanes === undefined ? work.lanes : wholeNumber("lanes", given.lanes, 1, MAX_LANES);
  const enough = Math.min(
    MAX_CORES,
    Math.max(1, laneKinds(model, lanes, plan.tasks.length).length),
  );
  return {
    plan,
    model,
    lanes,
    seed: work.seed,
    cores: given.cores === undefined ? enough : wholeNumber("cores", given.cores, 1, MAX_CORES),
    quantum: optional("quantum", given, timeAbove0),
    switchCost: optional("switchCost", given, timeFrom0),
    lockSwitchInterval: optional("lockSwitchInterval", given, timeAbove0),
    discipline: optional("discipline", given, disciplineOf),
    costs: optional("costs", given, checkCosts),
  };
}

type Work = Pick<PredictionRequest, "plan" | "model" | "lanes" | "seed">;

function scenarioWork(given: Given, page: Page): Work {
  const isPages = given.scenario === undefined;
  const scenario = isPages ? page.scenario : scenarioOf(given.scenario);
  const own = isPages ? page.settings : defaultSettings(scenario, page.machine);
  const knobs = { ...own.knobs, ...knobsOf(given.knobs, scenario) };
  const seed = seedOf(given.seed, own.seed);
  const [first] = activeSides(own);
  const model =
    given.model === undefined ? modelById(first?.modelId ?? "event-loop") : modelOf(given.model);
  const variant =
    given.variant === undefined ? first?.variant : variantId("variant", given.variant, scenario);
  return { plan: scenario.plan(knobs, seed, variant), model, lanes: own.lanes, seed };
}

function planWork(given: Given, { machine }: Page): Work {
  if (given.scenario !== undefined)
    throw new TypeError("plan: takes the place of scenario; give one of them");
  if (given.knobs !== undefined) throw new TypeError("knobs: a plan has none; only scenarios do");
  if (given.variant !== undefined)
    throw new TypeError("variant: a plan has none; only scenarios do");
  if (given.model === undefined) throw new TypeError("model: is missing; see overlap.models()");
  const { plan } = given;
  if (!isRecord(plan)) throw new TypeError("plan: takes an object with a list of tasks");
  // Most plans have neither, and scripts are written by hand.
  const whole = { resources: [], channels: [], ...plan } as unknown as Plan;
  checkPlan(whole);
  return {
    plan: whole,
    model: modelOf(given.model),
    lanes: machine.cores,
    seed: seedOf(given.seed, 1),
  };
}

const seedOf = (given: unknown, own: number): number =>
  given === undefined ? own : wholeNumber("seed", given, 0, 2 ** 32 - 1);

function modelOf(given: unknown): ExecutionModel {
  if (isRecord(given)) return checkModel(given);
  if (typeof given === "string" && isModelId(given)) return modelById(given);
  throw new TypeError(`model: there is no execution model ${shown(given)}; see overlap.models()`);
}

function optional<T>(
  field: string,
  given: Given,
  check: (field: string, value: unknown) => T,
): T | undefined {
  return given[field] === undefined ? undefined : check(field, given[field]);
}

function disciplineOf(field: string, given: unknown): Discipline {
  const found = DISCIPLINES.find((one) => one === given);
  if (found !== undefined) return found;
  throw new TypeError(`${field}: takes one of ${DISCIPLINES.join(", ")}, not ${shown(given)}`);
}

function timeFrom0(field: string, given: unknown): number {
  if (typeof given === "number" && given >= 0 && given <= MAX_TIME) return given;
  throw new TypeError(`${field}: takes a time in ms from 0 to ${MAX_TIME}`);
}

function timeAbove0(field: string, given: unknown): number {
  if (typeof given === "number" && Number.isFinite(given) && given > 0) return given;
  throw new TypeError(`${field}: takes a time in ms above 0`);
}
