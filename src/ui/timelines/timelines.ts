import { useMemo } from "react";
import { including, sameTimeRange, within } from "../../chart/index.ts";
import { sharedTimeRange, timelineSource } from "../../state/derived/timeline-source.ts";
import type { Lab } from "../../state/lab.ts";
import { activeSides, letterOf } from "../../state/settings.ts";
import type { TimeView } from "../../state/view.ts";
import type { Ms, TaskId, TimeRange, Trace } from "../../trace/types.ts";
import { useLab } from "../use-lab.ts";

/** Timelines that share one axis and the tools under it: those of a lab, or of an opened file. */
export interface Timelines {
  readonly timeView: TimeView;
  /** the tasks of one are those of every one, and one is selected on all */
  readonly sameTasks: boolean;
  /** what they draw now, in reading order */
  runs(): readonly { readonly name: string; readonly trace: Trace }[];
  /** the selected task of each of these runs */
  selected(): readonly (TaskId | undefined)[];
  /** the whole axis */
  bounds(): TimeRange;
  /** @param run index into `runs` */
  select(task: TaskId | undefined, run: number): void;
  /** Tells of changes of what they draw and what is selected. @returns stops */
  subscribe(changed: () => void): () => void;
}

/** The timelines of the lab above. */
export function useLabTimelines(): Timelines {
  const lab = useLab();
  return useMemo(() => timelinesOf(lab), [lab]);
}

function timelinesOf({ store, timeView, select }: Lab): Timelines {
  const runs = () => {
    const state = store.getState();
    return activeSides(state.settings).flatMap((side) => {
      const trace = timelineSource(state, side)?.trace;
      return trace === undefined ? [] : [{ name: letterOf(side.key), trace }];
    });
  };
  return {
    timeView,
    get sameTasks() {
      const { variants = [] } = store.getState().settings;
      return new Set(variants).size < 2 || haveSameTasks(runs());
    },
    runs,
    selected: () => runs().map(() => store.getState().selected),
    bounds: () => sharedTimeRange(store.getState()),
    select,
    subscribe: store.subscribe,
  };
}

/** Variants of the work may have other tasks; most have the same with other limits. */
const haveSameTasks = (runs: ReturnType<Timelines["runs"]>): boolean =>
  runs.every(
    ({ trace: { tasks } }) =>
      tasks.length === runs[0]?.trace.tasks.length &&
      tasks.every(({ label }, i) => label === runs[0]?.trace.tasks[i]?.label),
  );

/** Shows a part of the axis; all of it stays all of it, however that grows. */
export function showPart(
  { timeView, bounds }: Timelines,
  domain: TimeRange,
  step: "smooth" | "jump",
): void {
  timeView.show(sameTimeRange(domain, bounds()) ? undefined : domain, step);
}

/** Zoomed timelines move on with a replay. */
export function follow({ timeView, bounds }: Timelines, at: Ms): void {
  const { domain } = timeView.store.getState();
  if (domain === undefined) return;
  const whole = bounds();
  const now = within(domain, whole);
  const next = including(now, whole, at, at);
  if (!sameTimeRange(now, next)) timeView.show(next, "follow");
}
