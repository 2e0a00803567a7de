import { sizeFor } from "../../jobs/calibrate.ts";
import type { JobName } from "../../jobs/job.ts";
import { jobByName } from "../../jobs/registry.ts";
import type { Plan, Step } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";

/** The plan with every size settled and every estimate as this machine should take. */
export function sizePlan(plan: Plan, rates: ReadonlyMap<JobName, Ms>): Plan {
  const sized = (step: Step): Step => {
    const rate = step.do === "compute" ? rates.get(step.job) : undefined;
    if (step.do !== "compute" || rate === undefined) return step;
    const job = jobByName(step.job);
    if (step.size === "fit") return { ...step, ...sizeFor(job, step.estimate, rate) };
    return { ...step, estimate: rate * job.work(Math.min(step.size, job.maxSize)) };
  };
  return {
    ...plan,
    tasks: plan.tasks.map((task) => ({ ...task, steps: task.steps.map(sized) })),
  };
}
