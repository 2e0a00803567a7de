import type { JobName } from "../jobs/types.ts";
import type { WaitKind } from "../trace/types.ts";
import { checkNoCycle } from "./check-cycle.ts";
import { list, object, PlanError, text, time, whole } from "./check-values.ts";
import type { Plan, PlannedTask, Step } from "./plan.ts";

/** More tasks than this no engine here holds. */
export const MAX_TASKS = 1_000_000;

const JOBS: ReadonlySet<unknown> = new Set(
  Object.keys({
    fib: true,
    primes: true,
    matrix: true,
    mandelbrot: true,
    blur: true,
    hash: true,
    index: true,
  } satisfies Record<JobName, true>),
);
const WAITS: ReadonlySet<unknown> = new Set(
  Object.keys({ network: true, database: true, disk: true, timer: true } satisfies Record<
    WaitKind,
    true
  >),
);

/**
 * Checks that a plan can be run, by the real engine and the predicted machine alike: ids are indices, `after` names
 * tasks and has no cycle, times are finite and not negative, sizes and capacities are whole numbers from 1, steps
 * name resources and channels there are, nothing is released that is not held. Plans come from scripts and files
 * too, so nothing about their shape is trusted. A plan without tasks is allowed: it is over at once.
 * @throws PlanError that names the field
 */
export function checkPlan(plan: Plan): void {
  object("plan", plan);
  list("tasks", plan.tasks);
  list("resources", plan.resources);
  list("channels", plan.channels);
  if (plan.tasks.length > MAX_TASKS) {
    throw new PlanError(
      "tasks",
      `${plan.tasks.length} are more than a plan can hold (${MAX_TASKS})`,
    );
  }
  const names: Names = { resources: resourceIds(plan), channels: channelIds(plan) };
  plan.tasks.forEach((task, i) => {
    checkTask(task, i, plan.tasks.length, names);
  });
  if (plan.cancelAfter !== undefined) time("cancelAfter", plan.cancelAfter);
  checkNoCycle(plan.tasks);
}

interface Names {
  readonly resources: ReadonlySet<string>;
  readonly channels: ReadonlySet<string>;
}

function resourceIds({ resources }: Plan): Set<string> {
  return ids("resources", resources, (resource, at) => {
    whole(`${at}.capacity`, resource.capacity, 1);
    if (resource.whenFull !== "block" && resource.whenFull !== "reject") {
      throw new PlanError(`${at}.whenFull`, 'is neither "block" nor "reject"');
    }
  });
}

function channelIds({ channels }: Plan): Set<string> {
  return ids("channels", channels, (channel, at) => {
    if (channel.capacity !== "unbounded") whole(`${at}.capacity`, channel.capacity, 1);
  });
}

function ids<T extends { readonly id: string }>(
  field: string,
  items: readonly T[],
  check: (item: T, at: string) => void,
): Set<string> {
  const seen = new Set<string>();
  items.forEach((item, i) => {
    const at = `${field}[${i}]`;
    object(at, item);
    text(`${at}.id`, item.id);
    if (seen.has(item.id)) throw new PlanError(`${at}.id`, `"${item.id}" is there twice`);
    seen.add(item.id);
    check(item, at);
  });
  return seen;
}

function checkTask(task: PlannedTask, index: number, count: number, names: Names): void {
  const at = `tasks[${index}]`;
  object(at, task);
  if (task.id !== index) throw new PlanError(`${at}.id`, `is ${task.id}, but ids are indices`);
  text(`${at}.label`, task.label);
  text(`${at}.kind`, task.kind);
  time(`${at}.releaseAt`, task.releaseAt);
  if (task.deadline !== undefined) time(`${at}.deadline`, task.deadline);
  if (task.retries !== undefined) whole(`${at}.retries`, task.retries, 0);
  list(`${at}.after`, task.after);
  task.after.forEach((id, i) => {
    whole(`${at}.after[${i}]`, id, 0);
    if (id >= count) throw new PlanError(`${at}.after[${i}]`, `there is no task ${id}`);
  });
  list(`${at}.steps`, task.steps);
  const held = new Map<string, number>();
  task.steps.forEach((step, i) => {
    checkStep(step, `${at}.steps[${i}]`, names, held);
  });
}

/** `held`: how often the task holds each resource before this step; updated. */
function checkStep(step: Step, at: string, names: Names, held: Map<string, number>): void {
  object(at, step);
  switch (step.do) {
    case "compute":
      if (!JOBS.has(step.job)) throw new PlanError(`${at}.job`, `there is no job "${step.job}"`);
      if (step.size !== "fit") whole(`${at}.size`, step.size, 1);
      time(`${at}.estimate`, step.estimate);
      break;
    case "wait":
      if (!WAITS.has(step.on)) throw new PlanError(`${at}.on`, `there is no wait on "${step.on}"`);
      if (step.timeout !== undefined) time(`${at}.timeout`, step.timeout);
      time(`${at}.for`, step.for);
      break;
    case "acquire":
    case "release":
      checkHold(step, at, names, held);
      break;
    case "put":
    case "take":
      if (!names.channels.has(step.channel)) {
        throw new PlanError(`${at}.channel`, `there is no channel "${step.channel}"`);
      }
      break;
    default:
      step satisfies never;
      throw new PlanError(`${at}.do`, "is no kind of step");
  }
}

function checkHold(
  step: Extract<Step, { do: "acquire" | "release" }>,
  at: string,
  names: Names,
  held: Map<string, number>,
): void {
  if (!names.resources.has(step.resource)) {
    throw new PlanError(`${at}.resource`, `there is no resource "${step.resource}"`);
  }
  const now = (held.get(step.resource) ?? 0) + (step.do === "acquire" ? 1 : -1);
  if (now < 0) throw new PlanError(at, `releases "${step.resource}", which the task does not hold`);
  held.set(step.resource, now);
}
