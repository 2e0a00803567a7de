import { within } from "../../chart/index.ts";
import { measure } from "../../metrics/measure.ts";
import { sideView } from "../../state/derived/side-views.ts";
import { sharedTimeRange, timelineSource } from "../../state/derived/timeline-source.ts";
import type { Lab } from "../../state/lab.ts";
import { isPredicted } from "../../state/prediction/prediction.ts";
import { activeSides, letterOf } from "../../state/settings.ts";
import type { TimeView } from "../../state/view.ts";
import type { TimeRange } from "../../trace/types.ts";
import type { Taken, TakenRun } from "./exported-run.ts";
import type { FileView } from "./file-view.ts";
import type { OpenedFile } from "./files-store.ts";

/** The timelines of the lab as they stand on the screen: measured, or else predicted. */
export function takenOfLab({ store, timeView }: Pick<Lab, "store" | "timeView">): Taken {
  const state = store.getState();
  const sides = activeSides(state.settings);
  const runs = sides.flatMap((side): TakenRun[] => {
    const drawn = timelineSource(state, side);
    if (drawn === undefined) return [];
    const { trace, ghost, model } = drawn;
    const { result } = sideView(state, side);
    const prediction = state.predicted[side.key];
    const own = result?.trace === trace ? result : undefined;
    const plan = own?.plan ?? (isPredicted(prediction) ? prediction.plan : undefined);
    const { label: name, id, costs } = model;
    const metrics = own?.metrics ?? measure(trace, { costs });
    const letter = letterOf(side.key);
    const { selected } = state;
    return [{ letter, name, id, trace, ghost, metrics, costs, selected, plan, model }];
  });
  return {
    title: state.scenario.title,
    about: state.scenario.id,
    rows: state.settings.view,
    ...inSight(timeView, sharedTimeRange(state)),
    runs,
  };
}

function inSight({ store }: TimeView, bounds: TimeRange): Pick<Taken, "sort" | "domain" | "range"> {
  const { sort, domain, range } = store.getState();
  return { sort, domain: domain && within(domain, bounds), range };
}

/** The runs of an opened file. */
export function takenOfFile(
  { name, runs }: OpenedFile,
  { timeView, pointed, bounds }: FileView,
  rows: Taken["rows"],
): Taken {
  const { selected } = pointed.getState();
  const about = name.replace(/(\.overlap|\.trace)?\.json(\.gz)?$/i, "").replace(/^overlap-/, "");
  return {
    title: name,
    about,
    rows,
    ...inSight(timeView, bounds()),
    runs: runs.map(({ label, trace, metrics, plan, model }, i) => ({
      letter: `${i + 1}`,
      name: label === "" ? about : label,
      id: label,
      trace,
      ghost: undefined,
      metrics,
      selected: selected[i],
      plan,
      model,
    })),
  };
}
