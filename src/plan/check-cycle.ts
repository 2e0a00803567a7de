import { PlanError } from "./check-values.ts";
import type { PlannedTask } from "./plan.ts";

/**
 * Takes away what has nothing left to wait for (Kahn, 1962); what stays waits for itself.
 * @throws PlanError that names the tasks of a cycle
 */
export function checkNoCycle(tasks: readonly PlannedTask[]): void {
  // Most plans name only earlier tasks, and such a plan has no cycle: 15 ms instead of 800 for a million tasks.
  if (tasks.every((t) => t.after.every((before) => before < t.id))) return;
  const open = tasks.map((t) => t.after.length);
  const followers = tasks.map((): number[] => []);
  for (const task of tasks) for (const before of task.after) followers[before]?.push(task.id);
  const free = tasks.filter((t) => t.after.length === 0).map((t): number => t.id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    for (const follower of followers[id] ?? []) {
      const left = (open[follower] ?? 0) - 1;
      open[follower] = left;
      if (left === 0) free.push(follower);
    }
  }
  const stuck = open.findIndex((n) => n > 0);
  if (stuck !== -1) throw cycleError(tasks, open, stuck);
}

/** Every stuck task waits for a stuck one: following them must come round to one already seen. */
function cycleError(
  tasks: readonly PlannedTask[],
  open: readonly number[],
  stuck: number,
): PlanError {
  const path: number[] = [];
  const seen = new Set<number>();
  let at = stuck;
  while (!seen.has(at)) {
    seen.add(at);
    path.push(at);
    at = tasks[at]?.after.find((id) => (open[id] ?? 0) > 0) ?? at;
  }
  const cycle = [...path.slice(path.indexOf(at)), at];
  const named = cycle.map((id) => `"${tasks[id]?.label}"`);
  const shown = named.length > 9 ? [...named.slice(0, 8), "…", named.at(-1)] : named;
  return new PlanError(
    `tasks[${at}].after`,
    `tasks wait for one another: ${shown.join(" after ")}`,
  );
}
