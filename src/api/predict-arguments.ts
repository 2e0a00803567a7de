import { DISCIPLINES, MAX_CORES, MAX_LANES } from "../model/options.ts";
import { checkPlan } from "../plan/check-plan.ts";
import { type ExecutionModel, laneKinds, modelById } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { LabState } from "../state/lab-state.ts";
import type { PredictionRequest } from "../state/prediction/prediction.ts";
import { activeSides, defaultSettings } from "../state/settings.ts";
import { isRecord, oneOf, record, timeAbove0, timeFrom0, whole } from "./field-kinds.ts";
import { modelField, scriptVariantField, seedField } from "./fields.ts";
import { checkCosts, checkModel } from "./model-fields.ts";
import { knobsOf, scenarioOf } from "./run-arguments.ts";
import { onlyFields, required, strict } from "./strict.ts";

/** How lanes and cores are to behave; with what is left out, they share evenly and without overheads. */
const MACHINE = {
  quantum: timeAbove0,
  switchCost: timeFrom0,
  lockSwitchInterval: timeAbove0,
  discipline: oneOf(DISCIPLINES),
};
const lanesField = whole(1, MAX_LANES);
const coresField = whole(1, MAX_CORES);

const FIELDS = [
  ...["scenario", "plan", "variant", "model", "lanes", "cores", "knobs", "seed", "costs"],
  ...Object.keys(MACHINE),
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
  const lanes = strict("lanes", given.lanes, lanesField, work.lanes);
  const enough = Math.min(
    MAX_CORES,
    Math.max(1, laneKinds(model, lanes, plan.tasks.length).length),
  );
  return {
    plan,
    model,
    lanes,
    seed: work.seed,
    cores: strict("cores", given.cores, coresField, enough),
    quantum: strict("quantum", given.quantum, MACHINE.quantum, undefined),
    switchCost: strict("switchCost", given.switchCost, MACHINE.switchCost, undefined),
    lockSwitchInterval: strict(
      "lockSwitchInterval",
      given.lockSwitchInterval,
      MACHINE.lockSwitchInterval,
      undefined,
    ),
    discipline: strict("discipline", given.discipline, MACHINE.discipline, undefined),
    costs: given.costs === undefined ? undefined : checkCosts(given.costs),
  };
}

type Work = Pick<PredictionRequest, "plan" | "model" | "lanes" | "seed">;

function scenarioWork(given: Given, page: Page): Work {
  const named = scenarioOf(given.scenario);
  const scenario = named ?? page.scenario;
  if (scenario.kind !== "plan") {
    throw new TypeError(`scenario: ${scenario.id} is a memory lab, of which nothing is predicted`);
  }
  const own = named === undefined ? page.settings : defaultSettings(named, page.machine);
  const knobs = { ...own.knobs, ...knobsOf(given.knobs, scenario) };
  const seed = strict("seed", given.seed, seedField, own.seed);
  const [first] = activeSides(own);
  const model =
    given.model === undefined ? modelById(first?.modelId ?? "event-loop") : modelOf(given.model);
  const field = scriptVariantField(scenario);
  const variant = strict("variant", given.variant, field, first?.variant);
  return { plan: scenario.plan(knobs, seed, variant), model, lanes: own.lanes, seed };
}

function planWork(given: Given, { machine }: Page): Work {
  if (given.scenario !== undefined)
    throw new TypeError("plan: takes the place of scenario; give one of them");
  if (given.knobs !== undefined) throw new TypeError("knobs: a plan has none; only scenarios do");
  if (given.variant !== undefined)
    throw new TypeError("variant: a plan has none; only scenarios do");
  const plan = required("plan", given.plan, record("is not an object with a list of tasks"));
  // Most plans have neither, and scripts are written by hand.
  const full = { resources: [], channels: [], ...plan } as unknown as Plan;
  const model = modelOf(given.model);
  checkPlan(full);
  return {
    plan: full,
    model,
    lanes: machine.cores,
    seed: strict("seed", given.seed, seedField, 1),
  };
}

/** An id, or a record of one's own. */
const modelOf = (given: unknown): ExecutionModel =>
  isRecord(given)
    ? checkModel(given)
    : modelById(required("model", given, modelField, "; see overlap.models()"));
