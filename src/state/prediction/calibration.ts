import type { Plan, Step } from "../../plan/plan.ts";
import type { PlanScenario } from "../../scenario/scenario.ts";
import type { SideResult } from "../result.ts";

type Job = Extract<Step, { do: "compute" }>["job"];

/** By job: how many times as long as its estimate a computation of a fixed size takes on this machine. */
type Factors = ReadonlyMap<Job, number>;

/**
 * What the runs of a scenario say of this machine. Only computations of a fixed size, such as fib(40): those that
 * are made to fit a time take that time on any machine.
 */
export function factorsOf(scenario: PlanScenario, results: readonly SideResult[]): Factors {
  const sums = new Map<Job, { planned: number; found: number }>();
  for (const { settings, variant, plan } of results) {
    if (settings.scenario !== scenario.id) continue;
    const nominal = scenario.plan(settings.knobs, settings.seed, variant?.id);
    for (const [t, task] of nominal.tasks.entries()) {
      for (const [s, step] of task.steps.entries()) {
        const run = plan.tasks[t]?.steps[s];
        if (step.do !== "compute" || step.size === "fit" || run?.do !== "compute") continue;
        const sum = sums.get(step.job) ?? { planned: 0, found: 0 };
        sums.set(step.job, sum);
        sum.planned += step.estimate;
        sum.found += run.estimate;
      }
    }
  }
  return new Map(
    [...sums].map(([job, { planned, found }]) => [job, planned > 0 ? found / planned : 1]),
  );
}

/** The plan as this machine should take it. The very plan where nothing is known of it. */
export function onThisMachine(plan: Plan, factors: Factors): Plan {
  if (factors.size === 0) return plan;
  const steps = (step: Step): Step => {
    const factor = step.do === "compute" && step.size !== "fit" ? factors.get(step.job) : undefined;
    if (step.do !== "compute" || factor === undefined) return step;
    return { ...step, estimate: step.estimate * factor };
  };
  return { ...plan, tasks: plan.tasks.map((task) => ({ ...task, steps: task.steps.map(steps) })) };
}
