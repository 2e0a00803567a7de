import type { LabState } from "../lab-state.ts";
import type { SideResult } from "../result.ts";
import { type ActiveSide, activeSides, runKey } from "../settings.ts";
import { withSpeedup } from "./side-speedup.ts";
import { weakMemo } from "./weak-memo.ts";

/** One side as the screen shows it. */
export interface SideView extends ActiveSide {
  readonly result: SideResult | undefined;
  /** the result belongs to earlier settings of this side */
  readonly stale: boolean;
}

type Results = Pick<LabState, "settings" | "measured" | "latest">;

/** The result of one side: of exactly these settings where there is one, else the latest one, marked stale. */
export function sideView({ settings, measured, latest }: Results, side: ActiveSide): SideView {
  const current = measured[runKey(settings, side)];
  if (current !== undefined) return { ...side, result: current, stale: false };
  const last = latest[settings.scenario]?.[side.key];
  const result = last === undefined ? undefined : measured[last];
  return { ...side, result, stale: result !== undefined };
}

/**
 * Every side on the screen, with speedup and efficiency. The very same list while no side and no result of it changes:
 * a knob that goes on turning under results that are stale already draws no figure anew.
 */
export const sideViews = ({ settings, measured, latest }: Results): readonly SideView[] =>
  viewsOf(settings, measured, latest);

const viewsOf = weakMemo(
  (
    settings: Results["settings"],
    measured: Results["measured"],
    latest: Results["latest"],
  ): readonly SideView[] => {
    const state = { settings, measured, latest };
    const bare = activeSides(settings).map((side) => sideView(state, side));
    const results = withSpeedup(bare.flatMap(({ result }) => result ?? []));
    const views = bare.map(
      (view): SideView => ({
        ...view,
        result: results.find(({ side }) => side === view.key),
      }),
    );
    return kept(measured, views);
  },
);

/** By `measured`, which each lab has its own of: the views that were made last. */
const lastViews = new WeakMap<LabState["measured"], readonly SideView[]>();

/** Those of the last list that are still the same, in place of their equals; the list itself, where all are. */
function kept(measured: LabState["measured"], fresh: readonly SideView[]): readonly SideView[] {
  const last = lastViews.get(measured) ?? [];
  const views = fresh.map((view) => last.find((one) => isEqual(one, view)) ?? view);
  const isLast = views.length === last.length && views.every((view, i) => view === last[i]);
  if (isLast) return last;
  lastViews.set(measured, views);
  return views;
}

function isEqual(a: SideView, b: SideView): boolean {
  const fields = Object.keys(a) as (keyof SideView)[];
  return fields.length === Object.keys(b).length && fields.every((field) => a[field] === b[field]);
}

/**
 * Sides whose runs were of the same problem: only those stand beside each other in sentences and figures. Their
 * variants may differ; ratios are for those of the same basis.
 */
export function comparable(views: readonly SideView[]): readonly SideView[] {
  const measured = views.filter((view) => view.result !== undefined);
  const leading = measured.find((view) => !view.stale) ?? measured[0];
  return measured.filter((view) => view.result?.problem === leading?.result?.problem);
}
