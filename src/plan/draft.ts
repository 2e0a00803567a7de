import type { JobName } from "../jobs/job.ts";
import { type Ms, taskId, type WaitKind } from "../trace/types.ts";
import type { Plan, PlannedTask, Step } from "./plan.ts";

/** A computation of `estimate` ms on this machine ("fit"), or of a size of its own that is estimated to take so long. */
export const compute = (job: JobName, estimate: Ms, size: number | "fit" = "fit"): Step => ({
  do: "compute",
  job,
  size,
  estimate,
});

export const wait = (on: WaitKind, ms: Ms): Step => ({ do: "wait", on, for: ms });

/** Gives the lane a chance to take up something else; takes no time of its own. */
export const yieldLane: Step = wait("timer", 0);

/** A task without its id, which is its place in the plan. */
export type TaskDraft = Pick<PlannedTask, "label" | "kind" | "steps"> &
  Partial<Omit<PlannedTask, "id">>;

/** The plan of these tasks: id = index, released at 0 and after nothing unless the draft says otherwise. */
export const planOf = (drafts: readonly TaskDraft[], rest: Partial<Plan> = {}): Plan => ({
  resources: [],
  channels: [],
  ...rest,
  tasks: drafts.map((draft, i) => ({ releaseAt: 0, after: [], ...draft, id: taskId(i) })),
});

/** `count` drafts, made by their index. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
