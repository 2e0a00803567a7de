import { type Plan, plannedCompute } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";

/** About what Linux gives a thread before the next one (EEVDF base slice 2.8 to 4 ms; CFS 3 to 4 ms). */
const OS_SLICE_MS = 4;
/** More slices than this are no picture, and cost time to simulate and to draw. */
const MOST_SLICES = 2000;

/**
 * The time slice in which lanes are predicted to share cores where there are more lanes than cores. With slices, as
 * on a real machine, no more lanes execute at one instant than there are cores; with ideal sharing all of them would.
 * @returns `wanted`, or longer where the work is long
 */
export function sliceOf(plan: Plan, wanted: Ms = OS_SLICE_MS): Ms {
  const compute = plan.tasks.reduce((sum, task) => sum + plannedCompute(task), 0);
  return Math.max(wanted, compute / MOST_SLICES);
}
