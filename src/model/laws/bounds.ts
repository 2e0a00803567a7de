import { type Plan, type PlannedTask, plannedCompute } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";

/**
 * Makespans that no schedule can beat, or that no sensible one exceeds. They look at computing, waiting and `after`;
 * locks and channels can only make it longer, so the lower bounds hold with them too.
 */

/** ms a task needs if nobody is in its way: computing and waiting. */
export const taskLength = (task: PlannedTask): Ms =>
  task.steps.reduce((sum, s) => sum + stepLength(s), 0);

function stepLength(step: PlannedTask["steps"][number]): Ms {
  if (step.do === "compute") return step.estimate;
  return step.do === "wait" ? Math.min(step.for, step.timeout ?? step.for) : 0;
}

/** ms of computing in the whole plan, each task once. */
export const totalCompute = (plan: Plan): Ms =>
  plan.tasks.reduce((sum, task) => sum + plannedCompute(task), 0);

/**
 * When the plan would end on lanes without number: the longest chain of releases, computing, waiting and `after`.
 * A task that can fail counts by its releases only: it may end at any time. `after` must have no cycle.
 */
export function criticalPath(plan: Plan): Ms {
  const end = new Map<number, Ms>();
  const endOf = (task: PlannedTask): Ms =>
    task.after.reduce((latest, id) => Math.max(latest, end.get(id) ?? 0), task.releaseAt) +
    (canFail(task, plan) ? 0 : taskLength(task));
  // Depth first without recursion: chains may be longer than the call stack.
  const stack = plan.tasks.toReversed();
  for (let task = stack.at(-1); task !== undefined; task = stack.at(-1)) {
    const missing = task.after.filter((id) => !end.has(id));
    if (missing.length === 0) {
      stack.pop();
      end.set(task.id, endOf(task));
      continue;
    }
    for (const id of missing) {
      const before = plan.tasks[id];
      if (before !== undefined) stack.push(before);
    }
  }
  let latest = 0;
  for (const at of end.values()) latest = Math.max(latest, at);
  return latest;
}

const canFail = (task: PlannedTask, plan: Plan): boolean =>
  task.deadline !== undefined ||
  plan.cancelAfter !== undefined ||
  task.steps.some(
    (s) =>
      (s.do === "wait" && s.for > (s.timeout ?? s.for)) ||
      (s.do === "acquire" &&
        plan.resources.some((r) => r.id === s.resource && r.whenFull === "reject")),
  );

/**
 * No schedule on `lanes` ends earlier than max(all computing / lanes, critical path): the work law and the span law.
 * Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, 3rd ed., section 27.1. For plans whose tasks all end as done.
 */
export const lowerBound = (plan: Plan, lanes: number): Ms =>
  Math.max(totalCompute(plan) / lanes, criticalPath(plan));

/**
 * A schedule that leaves no lane idle while a task could run ends by work / n + (1 - 1/n) x critical path, so never
 * later than 2 - 1/n times the best. For plans of computing only, all released at 0.
 * R. L. Graham, "Bounds for certain multiprocessing anomalies", Bell System Technical Journal 45, 1966; with
 * n processors for PRAM steps it is R. P. Brent's bound (J. ACM 21(2), 1974).
 */
export const grahamBound = (work: Ms, criticalPathLength: Ms, lanes: number): Ms =>
  work / lanes + (1 - 1 / lanes) * criticalPathLength;

/** LPT ends no later than this many times the best: 4/3 - 1/(3n). Graham, SIAM J. Applied Mathematics 17(2), 1969. */
export const lptRatio = (lanes: number): number => 4 / 3 - 1 / (3 * lanes);

interface Slot {
  /** index into the lengths given */
  readonly job: number;
  readonly lane: number;
  readonly start: Ms;
  readonly end: Ms;
}

/**
 * Longest processing time first: independent jobs, longest first, each to the lane that is free first (ties: lower
 * index). A good answer to "how short could this be?", whose exact form is NP-hard. Graham 1969.
 */
export function lptSchedule(
  lengths: readonly Ms[],
  lanes: number,
): { slots: Slot[]; makespan: Ms } {
  const free = new Array<Ms>(lanes).fill(0);
  const order = lengths.map((length, job) => ({ length, job }));
  order.sort((a, b) => b.length - a.length || a.job - b.job);
  const slots = order.map(({ length, job }): Slot => {
    const start = Math.min(...free);
    const lane = free.indexOf(start);
    free[lane] = start + length;
    return { job, lane, start, end: start + length };
  });
  return { slots, makespan: Math.max(0, ...free) };
}
