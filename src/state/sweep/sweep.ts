import { createStore, type StoreApi } from "zustand/vanilla";
import type { Engine, RunNote, RunProgress, RunResult } from "../../engine/interface.ts";
import { measure } from "../../metrics/measure.ts";
import { type ExecutionModel, type ModelId, modelById } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { PlanScenario, Variant } from "../../scenario/scenario.ts";
import { variantOf } from "../../scenario/variants.ts";
import { type Failure, failureOf, isStopped } from "../lab-failure.ts";
import type { MachineClaims } from "../machine-owner.ts";
import { activeSides, maxLanes, type Repeats, type Settings, workKey } from "../settings.ts";
import { type MeasuredLanes, withRun } from "./speedups.ts";
import { sweepOrder } from "./sweep-order.ts";

/** What is swept: the plan of one variant under one model, with every number of lanes. */
export interface SweepSubject {
  /** equal for equal work, model and start */
  readonly key: string;
  readonly scenario: PlanScenario;
  readonly settings: Settings;
  readonly model: ExecutionModel;
  /** of the work; absent where the scenario has none */
  readonly variant?: Variant | undefined;
}

/** What was measured of one subject so far. */
export interface SweepResult {
  readonly subject: SweepSubject;
  /** the plan with sizes and estimates as calibrated on this machine: what was really run */
  readonly plan: Plan;
  readonly measured: readonly MeasuredLanes[];
  /** lanes of each run, in order; `done` of them are measured */
  readonly order: readonly number[];
  readonly done: number;
  /** the order's */
  readonly seed: number;
  readonly ended: "running" | "complete" | "stopped" | "failed";
  readonly notes: readonly RunNote[];
}

export interface SweepProgress {
  readonly is: "sweeping";
  readonly subject: SweepSubject;
  readonly order: readonly number[];
  /** index into `order` of the run under way */
  readonly step: number;
  readonly doing: RunProgress["phase"];
  readonly stopping: boolean;
}

export type SweepPhase =
  | { readonly is: "idle" }
  | SweepProgress
  | ({ readonly is: "failed"; readonly key: string } & Failure);

interface SweepState {
  readonly phase: SweepPhase;
  /** by the subject's key: settings turned back find their sweep again */
  readonly swept: Readonly<Record<string, SweepResult>>;
}

type SweepOutcome = "complete" | "stopped" | "failed" | "busy";

export interface Sweep {
  readonly store: StoreApi<SweepState>;
  /**
   * Measures the subject with 1 to 2 x cores lanes, `repeats` runs each. Never rejects. "busy" while anything else
   * measures. What was measured of the subject before is replaced when the first new run has ended.
   */
  start(subject: SweepSubject, repeats: Repeats): Promise<SweepOutcome>;
  /** Ends the sweep under way; what was measured stays. */
  stop(): void;
}

interface SweepOptions {
  readonly engine: Engine;
  readonly claims: MachineClaims;
}

/** Offered for every work: its lanes hold their waits in one, and free them in the other. */
const ALWAYS = ["thread-pool", "m-n"] as const satisfies readonly ModelId[];

/** The models whose lanes can be counted up, each once: first those on the screen. */
export const sweepable = (settings: Pick<Settings, "models">): readonly ModelId[] => [
  ...new Set([
    ...activeSides(settings).flatMap(({ modelId }) =>
      modelById(modelId).lanes === "pool" ? [modelId] : [],
    ),
    ...ALWAYS,
  ]),
];

/** @param variant of the work; left out: of the first side with that model, else of the first side */
export function subjectOf(
  scenario: PlanScenario,
  settings: Settings,
  modelId: ModelId,
  variant?: string,
): SweepSubject {
  const sides = activeSides(settings);
  const side = sides.find((one) => one.modelId === modelId) ?? sides[0];
  const swept = variantOf(scenario, variant) ?? variantOf(scenario, side?.variant);
  const work = workKey(settings, { variant: swept?.id });
  return {
    key: JSON.stringify([modelId, settings.coldStart, work]),
    scenario,
    settings,
    model: modelById(modelId),
    variant: swept,
  };
}

/** @throws whatever `plan()` throws */
export const sweepPlan = ({ scenario, settings, variant }: SweepSubject): Plan =>
  scenario.plan(settings.knobs, settings.seed, variant?.id);

/** Runs of which tasks were lost or wrong took another time than the work takes. */
const SPOILT: ReadonlySet<RunNote["kind"]> = new Set(["lane-lost", "wrong-work", "task-failed"]);

/** Sweeps of one lab, one at a time. */
export function createSweep({ engine, claims }: SweepOptions): Sweep {
  const store = createStore<SweepState>(() => ({ phase: { is: "idle" }, swept: {} }));
  return {
    store,
    async start(subject, repeats) {
      const tenure = claims.claim("sweep");
      if (tenure === undefined) return "busy";
      tenure.signal.addEventListener("abort", () => patch(store, { stopping: true }));
      try {
        const fresh = freshOf(subject, repeats, maxLanes(engine.machine));
        return await sweepAll(engine, store, fresh, tenure.signal);
      } catch (error) {
        // plan() itself threw
        store.setState({ phase: failedOf(subject, error) });
        return "failed";
      } finally {
        tenure.release();
      }
    },
    stop: () => claims.stop("sweep"),
  };
}

type SweepStore = StoreApi<SweepState>;

const patch = ({ setState }: SweepStore, change: Partial<SweepProgress>) =>
  setState(({ phase }) => (phase.is === "sweeping" ? { phase: { ...phase, ...change } } : {}));

const keep = ({ setState }: SweepStore, swept: SweepResult) =>
  setState((state) => ({ swept: { ...state.swept, [swept.subject.key]: swept } }));

const failedOf = ({ key }: SweepSubject, error: unknown): SweepPhase => ({
  is: "failed",
  key,
  ...failureOf(error),
});

async function sweepAll(
  engine: Engine,
  store: SweepStore,
  fresh: SweepResult,
  signal: AbortSignal,
): Promise<SweepOutcome> {
  const { subject, order } = fresh;
  const end = (ended: Exclude<SweepOutcome, "busy">, phase: SweepPhase): SweepOutcome => {
    // Where nothing new was measured, what was there before stays as it is.
    const last = store.getState().swept[subject.key];
    if (last?.ended === "running") keep(store, { ...last, ended });
    store.setState({ phase });
    return ended;
  };
  store.setState({
    phase: { is: "sweeping", subject, order, step: 0, doing: "starting", stopping: false },
  });
  try {
    return end(await measureAll(engine, store, fresh, signal), { is: "idle" });
  } catch (error) {
    return isStopped(error)
      ? end("stopped", { is: "idle" })
      : end("failed", failedOf(subject, error));
  }
}

/** Every run of the order, one after the other; each that ends is kept at once. */
async function measureAll(
  engine: Engine,
  store: SweepStore,
  fresh: SweepResult,
  signal: AbortSignal,
): Promise<"complete" | "stopped"> {
  const { subject, order } = fresh;
  let now = fresh;
  for (const [step, lanes] of order.entries()) {
    if (signal.aborted) return "stopped";
    patch(store, { step, doing: "starting" });
    const ran = await engine.run({
      plan: fresh.plan,
      model: subject.model,
      lanes,
      coldStart: subject.settings.coldStart,
      signal,
      onProgress: ({ phase }) => patch(store, { doing: phase }),
    });
    if (ran.ended === "stopped") return "stopped";
    now = withResult(now, lanes, ran);
    keep(store, now);
  }
  return "complete";
}

function freshOf(subject: SweepSubject, repeats: Repeats, most: number): SweepResult {
  const { settings } = subject;
  return {
    subject,
    plan: sweepPlan(subject),
    measured: [],
    order: sweepOrder(most, repeats, settings.seed),
    done: 0,
    seed: settings.seed,
    ended: "running",
    notes: [],
  };
}

function withResult(swept: SweepResult, lanes: number, ran: RunResult): SweepResult {
  const spoilt = ran.notes.some(({ kind }) => SPOILT.has(kind));
  const { makespan } = measure(ran.trace);
  return {
    ...swept,
    // Later runs have the same sizes: the engine measures a job's rate once.
    plan: swept.done === 0 ? ran.plan : swept.plan,
    measured: spoilt ? swept.measured : withRun(swept.measured, lanes, makespan),
    done: swept.done + 1,
    notes: [...new Map([...swept.notes, ...ran.notes].map((n) => [n.kind, n])).values()],
  };
}
