import { within } from "../../chart/index.ts";
import { measure } from "../../metrics/measure.ts";
import { sideLabel } from "../../scenario/variants.ts";
import { sideView } from "../../state/derived/side-views.ts";
import { sharedTimeRange, timelineSource } from "../../state/derived/timeline-source.ts";
import type { Lab } from "../../state/lab.ts";
import type { LabResultSide } from "../../state/lab-result.ts";
import type { LabState } from "../../state/lab-state.ts";
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
  return {
    title: state.scenario.title,
    about: state.scenario.id,
    rows: state.settings.view,
    ...inSight(timeView, sharedTimeRange(state)),
    runs: runsOf(state),
  };
}

function runsOf(state: LabState): readonly TakenRun[] {
  const { scenario, memory } = state;
  switch (scenario.kind) {
    case "plan":
      return plannedRuns(state);
    case "memory":
      return memory[scenario.id]?.sides.map((side) => memoryRun(side, state)) ?? [];
    default:
      return scenario satisfies never;
  }
}

const memoryRun = (
  { side, label, trace, metrics }: LabResultSide,
  { selected }: LabState,
): TakenRun => {
  const id = label.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return {
    letter: letterOf(side),
    name: label,
    id,
    trace,
    ghost: undefined,
    metrics,
    selected,
  };
};

const plannedRuns = (state: LabState): readonly TakenRun[] =>
  activeSides(state.settings).flatMap((side): TakenRun[] => {
    const drawn = timelineSource(state, side);
    if (drawn === undefined) return [];
    const { trace, ghost, model, variant } = drawn;
    const { result } = sideView(state, side);
    const prediction = state.predicted[side.key];
    const measured = result?.trace === trace ? result : undefined;
    const plan = measured?.plan ?? (isPredicted(prediction) ? prediction.plan : undefined);
    const { costs } = model;
    const name = sideLabel(model, variant);
    const id = variant === undefined ? model.id : `${model.id}-${variant.id}`;
    const metrics = measured?.metrics ?? measure(trace, { costs });
    const letter = letterOf(side.key);
    const { selected } = state;
    const own = variant && { variant, row: `${letter}, ${variant.label}` };
    const about = { plan, model, ...own };
    return [{ letter, name, id, trace, ghost, metrics, costs, selected, ...about }];
  });

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
    runs: runs.map(({ label, trace, metrics, plan, model, variant }, i) => ({
      letter: `${i + 1}`,
      name: label === "" ? about : label,
      id: label,
      trace,
      ghost: undefined,
      metrics,
      selected: selected[i],
      plan,
      model,
      variant,
    })),
  };
}
