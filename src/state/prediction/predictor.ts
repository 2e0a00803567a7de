import type { StoreApi } from "zustand/vanilla";
import { modelById } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { PlanScenario } from "../../scenario/scenario.ts";
import type { LabState, SidePrediction } from "../lab-state.ts";
import {
  type ActiveSide,
  activeSides,
  basisKey,
  runKey,
  SIDE_KEYS,
  type SideKey,
  workKey,
} from "../settings.ts";
import { factorsOf, onThisMachine } from "./calibration.ts";
import { createOnPage } from "./on-page.ts";
import { tryPredictRun } from "./predict-run.ts";
import { type PredictionRequest, unpredicted } from "./prediction.ts";
import { createPredictionHelper, type PredictionHelper } from "./prediction-helper.ts";
import { sliceOf } from "./time-slice.ts";

/** A knob on the move asks for every value it passes: the worker starts when it rests. */
const REST_MS = 80;

export interface Predictor {
  dispose(): void;
}

interface Asked extends PredictionRequest {
  readonly subject: {
    readonly side: SideKey;
    readonly key: string;
    readonly work: string;
    readonly basis: string;
  };
}

/**
 * Keeps `store.predicted` at what the settings should lead to: with every change of them, in the same turn where the
 * work is small. Subscribe it before any view, so that no view sees settings without their prediction.
 */
export function createPredictor(
  store: StoreApi<LabState>,
  helper: PredictionHelper = createPredictionHelper(),
): Predictor {
  const planOf = createPlanner();
  const predictOnPage = createOnPage(tryPredictRun);
  const later = createLater(store, helper);
  let asked: readonly Asked[] = [];

  function follow(state: LabState): void {
    const before = asked;
    try {
      asked = requestsOf(state, planOf);
    } catch (error) {
      asked = [];
      later.cancel();
      const failed = activeSides(state.settings).map(({ key }) => [key, unpredicted(error)]);
      store.setState({ predicted: Object.fromEntries(failed) });
      return;
    }
    if (asked.length === before.length && asked.every((one, i) => isSame(one, before[i]))) return;
    later.cancel();
    const large: Asked[] = [];
    const predicted: Partial<Record<SideKey, SidePrediction>> = {};
    for (const request of asked) {
      const known =
        before.find((one) => isSame(one, request)) && state.predicted[request.subject.side];
      const outcome = known === undefined ? predictOnPage(request) : undefined;
      const now = outcome === undefined ? known : about(request, outcome);
      if (now === undefined) large.push(request);
      else predicted[request.subject.side] = now;
    }
    store.setState({ predicted });
    if (large.length > 0) later.predict(large);
  }

  follow(store.getState());
  const leave = store.subscribe((now, before) => {
    if (now.settings === before.settings && now.measured === before.measured) return;
    follow(now);
  });
  return {
    dispose() {
      leave();
      later.cancel();
      helper.dispose();
    },
  };
}

/** Predicts in a worker, one after the other, what the page can't wait for: once the knobs rest. */
function createLater(store: StoreApi<LabState>, helper: PredictionHelper) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted: readonly Asked[] = [];

  async function predictAll(requests: readonly Asked[]): Promise<void> {
    for (const request of requests) {
      const { subject, ...question } = request;
      const outcome = await helper.predict(question);
      // Cancelled, or overtaken: then another round is on its way.
      if (outcome === "cancelled" || wanted !== requests) return;
      store.setState(({ predicted }) => ({
        predicted: { ...predicted, [subject.side]: about(request, outcome) },
      }));
    }
  }

  return {
    predict(requests: readonly Asked[]) {
      wanted = requests;
      timer = setTimeout(() => void predictAll(requests), REST_MS);
    },
    cancel() {
      clearTimeout(timer);
      wanted = [];
      helper.cancel();
    },
  };
}

const about = (
  { subject: { key, work, basis }, plan, lanes }: Asked,
  outcome: ReturnType<typeof tryPredictRun>,
): SidePrediction => ("error" in outcome ? outcome : { ...outcome, key, work, basis, plan, lanes });

const isSame = (a: Asked, b: Asked | undefined): boolean =>
  a.subject.side === b?.subject.side && a.subject.key === b.subject.key && a.plan === b.plan;

/** @throws whatever `plan()` throws */
function requestsOf(state: LabState, planOf: Planner): readonly Asked[] {
  const { scenario, settings, machine } = state;
  // nothing is predicted of a memory lab: it has no plan
  if (scenario.kind !== "plan") return [];
  return activeSides(settings).map((side) => {
    const plan = planOf(scenario, state, side);
    return {
      subject: {
        side: side.key,
        key: runKey(settings, side),
        work: workKey(settings, side),
        basis: basisKey(scenario, settings, side),
      },
      plan,
      model: modelById(side.modelId),
      lanes: settings.lanes,
      cores: machine.cores,
      quantum: sliceOf(plan),
      seed: settings.seed,
    };
  });
}

type Planner = (scenario: PlanScenario, state: LabState, side: ActiveSide) => Plan;

/**
 * The plan of a side as this machine takes it: as calibrated in a run of the same work (its own run, if there is one),
 * else as planned, with what runs of other knobs found out of this machine. The same object while nothing changes.
 */
function createPlanner(): Planner {
  let scaled: {
    readonly measured?: LabState["measured"];
    /** by work: sides of different variants have different plans */
    readonly plans: ReadonlyMap<string, Plan>;
  } = { plans: new Map() };
  return (scenario, state, side) => {
    const { settings, measured } = state;
    const own = measured[runKey(settings, side)];
    if (own !== undefined) return own.plan;
    const work = workKey(settings, side);
    const results = Object.values(measured);
    const equal = results.find((result) => result.work === work);
    if (equal !== undefined) return equal.plan;
    const plans = scaled.measured === measured ? scaled.plans : new Map<string, Plan>();
    const known = plans.get(work);
    if (known !== undefined) return known;
    const planned = scenario.plan(settings.knobs, settings.seed, side.variant);
    const plan = onThisMachine(planned, factorsOf(scenario, results));
    const others = [...plans].slice(1 - SIDE_KEYS.length);
    scaled = { measured, plans: new Map([...others, [work, plan]]) };
    return plan;
  };
}
