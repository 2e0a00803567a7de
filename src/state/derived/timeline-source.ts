import { type ExecutionModel, modelById } from "../../plan/models.ts";
import type { Variant } from "../../scenario/scenario.ts";
import { variantOf } from "../../scenario/variants.ts";
import type { Ms, Trace } from "../../trace/types.ts";
import type { LabState } from "../lab-state.ts";
import { isPredicted } from "../prediction/prediction.ts";
import { type ActiveSide, activeSides } from "../settings.ts";
import { sideView } from "./side-views.ts";

/** What one timeline draws now: the run under way, the last result, or else what is predicted. */
interface TimelineSource {
  readonly trace: Trace;
  /** what is predicted of the settings, to lie beneath what was measured */
  readonly ghost: Trace | undefined;
  readonly model: ExecutionModel;
  /** of the work that is drawn; absent where the scenario has none */
  readonly variant: Variant | undefined;
  readonly live: boolean;
}

/** The trace growing on that side, if one is. */
export function liveTrace(
  { live, settings }: Pick<LabState, "live" | "settings">,
  side: ActiveSide,
): Trace | undefined {
  if (live?.scenario !== settings.scenario) return undefined;
  const { key, modelId, variant } = side;
  const isIts = live.side === key && live.modelId === modelId && live.variant === variant;
  return isIts ? live.trace : undefined;
}

export function timelineSource(state: LabState, side: ActiveSide): TimelineSource | undefined {
  const prediction = state.predicted[side.key];
  const ghost = isPredicted(prediction) ? prediction.trace : undefined;
  const growing = liveTrace(state, side);
  const set = {
    model: modelById(side.modelId),
    variant: variantOf(state.scenario, side.variant),
  };
  if (growing !== undefined) return { trace: growing, ghost, ...set, live: true };
  const { result } = sideView(state, side);
  if (result !== undefined) {
    const { trace, model, variant } = result;
    return { trace, ghost, model, variant, live: false };
  }
  return ghost && { trace: ghost, ghost: undefined, ...set, live: false };
}

/** Steps of an axis whose bars still change, so that they grow on a still scale and it rescales seldom. */
const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next round duration: one of `STEPS` x a power of ten. */
export function roundUp(ms: Ms): Ms {
  if (!(ms > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(ms));
  // 400.00000000000006 is 400: sums of predicted times carry the noise of binary fractions
  return (STEPS.find((step) => step * power * (1 + 1e-9) >= ms) ?? 10) * power;
}

/**
 * The one time axis of all timelines on the screen: as long as the longest bar on it, measured or predicted. What
 * still changes, a growing run or a prediction under a knob, gets a round length.
 */
export function sharedTimeRange(state: LabState): readonly [Ms, Ms] {
  const ends = activeSides(state.settings).map((side) => {
    const drawn = timelineSource(state, side);
    if (drawn === undefined) return 0;
    const { trace, ghost, live } = drawn;
    const changes = live || trace.provenance.kind === "predicted";
    return Math.max(changes ? roundUp(trace.duration) : trace.duration, ghost?.duration ?? 0);
  });
  return [0, Math.max(1, ...ends)];
}

/**
 * When the longest of what is drawn ends, measured or predicted; undefined while that is not settled: a run grows, a
 * worker predicts, or nothing is drawn.
 */
export function timelineEnd(state: LabState): Ms | undefined {
  const ends = activeSides(state.settings).map((side) => {
    const drawn = timelineSource(state, side);
    if (drawn?.live === true || state.predicted[side.key] === undefined) return undefined;
    return Math.max(drawn?.trace.duration ?? 0, drawn?.ghost?.duration ?? 0);
  });
  const known = ends.filter((end) => end !== undefined);
  const end = Math.max(0, ...known);
  return known.length === ends.length && end > 0 ? end : undefined;
}
