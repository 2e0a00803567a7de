import { createStore, type StoreApi } from "zustand/vanilla";
import { freeTimeView } from "../../state/view.ts";
import type { Ms, TaskId } from "../../trace/types.ts";
import type { Timelines } from "../timelines/timelines.ts";
import type { OpenedFile } from "./files-store.ts";

/** Where the reader of a file is. */
interface Pointed {
  readonly cursor: Ms | undefined;
  /** the selected task of each run */
  readonly selected: readonly (TaskId | undefined)[];
}

/** The timelines of one file: an axis apart from the page's own, as another program's time has nothing to do with it. */
export interface FileView extends Timelines {
  readonly pointed: StoreApi<Pointed>;
}

export function createFileView({ name, runs }: Pick<OpenedFile, "name" | "runs">): FileView {
  const pointed = createStore<Pointed>(() => ({
    cursor: undefined,
    selected: runs.map(() => undefined),
  }));
  const shown = runs.map(({ label, trace }, i) => ({
    name: label || (runs.length > 1 ? `Run ${i + 1}` : name),
    trace,
  }));
  const bounds = [0, Math.max(1e-6, ...runs.map(({ trace }) => trace.duration))] as const;
  return {
    timeView: freeTimeView(),
    pointed,
    sameTasks: false,
    runs: () => shown,
    selected: () => pointed.getState().selected,
    bounds: () => bounds,
    select: (task, run) =>
      pointed.setState(({ selected }) => ({ selected: selected.with(run, task) })),
    subscribe: pointed.subscribe,
  };
}
