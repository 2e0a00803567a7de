import { type ExecutionModel, modelById } from "../../scenario/models.ts";
import { type LabState, type SideView, sideView } from "../../state/lab-state.ts";
import { type ActiveSide, activeSides } from "../../state/settings.ts";
import type { Ms, Trace } from "../../trace/types.ts";

/** What one timeline draws now: the run under way, or the last result. */
export interface Drawn {
  readonly trace: Trace;
  readonly model: ExecutionModel;
  readonly live: boolean;
}

/** The trace growing on that side, if one is. */
export function liveTrace(
  { live, settings }: Pick<LabState, "live" | "settings">,
  side: ActiveSide,
): Trace | undefined {
  if (live?.scenario !== settings.scenario) return undefined;
  return live.side === side.key && live.modelId === side.modelId ? live.trace : undefined;
}

export function drawnOn(state: LabState, side: ActiveSide): Drawn | undefined {
  const growing = liveTrace(state, side);
  if (growing !== undefined) {
    return { trace: growing, model: modelById(side.modelId), live: true };
  }
  const { result } = sideView(state, side);
  return result && { trace: result.trace, model: result.model, live: false };
}

/** Steps the axis of a growing run takes, so that bars grow on a still scale and it rescales seldom. */
const STEPS = [1, 1.5, 2, 3, 4, 6, 8, 10];

/** The next round duration: 1, 1.5, 2, 3, 4, 6, 8 x a power of ten. */
export function roundUp(ms: Ms): Ms {
  if (!(ms > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(ms));
  return (STEPS.find((step) => step * power >= ms) ?? 10) * power;
}

/** The one time axis of all timelines on the screen: as long as the longest run on it. */
export function sharedDomain(state: LabState): readonly [Ms, Ms] {
  const ends = activeSides(state.settings).map((side) => {
    const drawn = drawnOn(state, side);
    if (drawn === undefined) return 0;
    return drawn.live ? roundUp(drawn.trace.duration) : drawn.trace.duration;
  });
  return [0, Math.max(1, ...ends)];
}

/** Sides whose runs had the same work: only those may be compared in sentences and ratios. */
export function comparable(views: readonly SideView[]): readonly SideView[] {
  const measured = views.filter((view) => view.result !== undefined);
  const leading = measured.find((view) => !view.stale) ?? measured[0];
  return measured.filter((view) => view.result?.work === leading?.result?.work);
}
