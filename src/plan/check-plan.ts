import type { JobName } from "../jobs/job.ts";
import type { WaitKind } from "../trace/types.ts";
import { checkNoCycle } from "./check-cycle.ts";
import {
  bytes,
  each,
  fieldsOf,
  finite,
  PlanError,
  shown,
  text,
  time,
  whole,
} from "./check-values.ts";
import type { Channel, Plan, PlannedTask, Resource, Step } from "./plan.ts";

export { PlanError };

/** More tasks than this no engine here holds. */
const MAX_TASKS = 1_000_000;
/** More attempts than this mean that a task never settles. */
const MAX_RETRIES = 1_000_000;

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

/** Every field there is, by what has it: a field that nobody reads is a typing error, or work that would be left out. */
const FIELDS = {
  plan: keysOf<Plan>({ tasks: 1, resources: 1, channels: 1, cancelAfter: 1 }),
  task: keysOf<PlannedTask>({
    id: 1,
    label: 1,
    kind: 1,
    releaseAt: 1,
    after: 1,
    steps: 1,
    deadline: 1,
    retries: 1,
    priority: 1,
    payload: 1,
  }),
  resource: keysOf<Resource>({ id: 1, capacity: 1, whenFull: 1 }),
  channel: keysOf<Channel>({ id: 1, capacity: 1 }),
} as const;

/** Fields of each kind of step. */
const STEP_FIELDS: ReadonlyMap<Step["do"], ReadonlySet<string>> = new Map<
  Step["do"],
  ReadonlySet<string>
>([
  ["compute", keysOf<StepOf<"compute">>({ do: 1, job: 1, size: 1, estimate: 1 })],
  ["wait", keysOf<StepOf<"wait">>({ do: 1, on: 1, for: 1, timeout: 1 })],
  ["acquire", keysOf<StepOf<"acquire">>({ do: 1, resource: 1 })],
  ["release", keysOf<StepOf<"release">>({ do: 1, resource: 1 })],
  ["put", keysOf<StepOf<"put">>({ do: 1, channel: 1 })],
  ["take", keysOf<StepOf<"take">>({ do: 1, channel: 1 })],
]);

type StepOf<D extends Step["do"]> = Step & { readonly do: D };

/** The compiler sees to it that none is missing and none is too many. */
function keysOf<T>(keys: Readonly<Record<keyof T, 1>>): ReadonlySet<string> {
  return new Set(Object.keys(keys));
}

/**
 * Checks that a plan can be run, by the real engine and the predicted machine alike: ids are indices, `after` names
 * tasks and has no cycle, times lie between 0 and `MAX_TIME`, retries between 0 and a million, sizes and capacities are whole numbers from 1, steps
 * name resources and channels there are, nothing is released that is not held, and there is no field that nobody knows. Plans come from scripts and files
 * too, so nothing about their shape is trusted. A plan without tasks is allowed: it is over at once.
 * @throws PlanError that names the field
 */
export function checkPlan(plan: Plan): void {
  if (typeof plan !== "object" || plan === null) throw new PlanError("plan", "is missing");
  fieldsOf("a plan", plan, FIELDS.plan);
  const { tasks, cancelAfter } = plan;
  if (Array.isArray(tasks) && tasks.length > MAX_TASKS) {
    throw new PlanError("tasks", `${tasks.length} are more than a plan can hold (${MAX_TASKS})`);
  }
  const names: Names = { resources: resourceIds(plan), channels: channelIds(plan) };
  each("tasks", tasks, (task, i) => {
    checkTask(task, i, tasks.length, names);
  });
  if (cancelAfter !== undefined) time("cancelAfter", cancelAfter);
  checkNoCycle(tasks);
}

interface Names {
  readonly resources: ReadonlySet<string>;
  readonly channels: ReadonlySet<string>;
}

function resourceIds({ resources }: Plan): Set<string> {
  const seen = new Set<string>();
  each("resources", resources, (resource) => {
    fieldsOf("a resource", resource, FIELDS.resource);
    const { id, capacity, whenFull } = resource;
    addId(seen, id);
    whole("capacity", capacity, 1);
    if (whenFull !== "block" && whenFull !== "reject") {
      throw new PlanError("whenFull", 'is neither "block" nor "reject"');
    }
  });
  return seen;
}

function channelIds({ channels }: Plan): Set<string> {
  const seen = new Set<string>();
  each("channels", channels, (channel) => {
    fieldsOf("a channel", channel, FIELDS.channel);
    const { id, capacity } = channel;
    addId(seen, id);
    if (capacity !== "unbounded") whole("capacity", capacity, 1);
  });
  return seen;
}

function addId(seen: Set<string>, id: string): void {
  text("id", id);
  if (seen.has(id)) throw new PlanError("id", `${shown(id)} is there twice`);
  seen.add(id);
}

function checkTask(task: PlannedTask, index: number, count: number, names: Names): void {
  fieldsOf("a task", task, FIELDS.task);
  if (task.id !== index) throw new PlanError("id", `is ${shown(task.id)}, but ids are indices`);
  text("label", task.label);
  text("kind", task.kind);
  time("releaseAt", task.releaseAt);
  if (task.deadline !== undefined) time("deadline", task.deadline);
  if (task.retries !== undefined) whole("retries", task.retries, 0, MAX_RETRIES);
  if (task.priority !== undefined) finite("priority", task.priority);
  if (task.payload !== undefined) bytes("payload", task.payload);
  each("after", task.after, (id) => {
    whole("", id, 0);
    if (id >= count) throw new PlanError("", `there is no task ${id}`);
  });
  const held = new Map<string, number>();
  each("steps", task.steps, (step) => {
    checkStep(step, names, held);
  });
}

/** `held`: how often the task holds each resource before this step; updated. */
function checkStep(step: Step, names: Names, held: Map<string, number>): void {
  const known = STEP_FIELDS.get(step.do);
  if (known !== undefined) fieldsOf(`the step "${step.do}"`, step, known);
  switch (step.do) {
    case "compute":
      if (!JOBS.has(step.job)) throw new PlanError("job", `there is no job ${shown(step.job)}`);
      if (step.size !== "fit") whole("size", step.size, 1);
      time("estimate", step.estimate);
      break;
    case "wait":
      if (!WAITS.has(step.on)) throw new PlanError("on", `there is no wait on ${shown(step.on)}`);
      if (step.timeout !== undefined) time("timeout", step.timeout);
      time("for", step.for);
      break;
    case "acquire":
    case "release":
      checkHold(step, names, held);
      break;
    case "put":
    case "take":
      if (!names.channels.has(step.channel)) {
        throw new PlanError("channel", `there is no channel ${shown(step.channel)}`);
      }
      break;
    default:
      step satisfies never;
      throw new PlanError("do", "is no kind of step");
  }
}

function checkHold(
  step: Extract<Step, { do: "acquire" | "release" }>,
  names: Names,
  held: Map<string, number>,
): void {
  const { resource } = step;
  if (!names.resources.has(resource)) {
    throw new PlanError("resource", `there is no resource ${shown(resource)}`);
  }
  const now = (held.get(resource) ?? 0) + (step.do === "acquire" ? 1 : -1);
  if (now < 0) throw new PlanError("", `releases ${shown(resource)}, which the task does not hold`);
  held.set(resource, now);
}
