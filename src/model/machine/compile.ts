import type { Plan, PlannedTask, Step } from "../../plan/plan.ts";
import type { WaitKind } from "../../trace/types.ts";
import { f64, i32 } from "../queues/arrays.ts";

/** What a step does, as a small number. */
export const COMPUTE = 0;
export const WAIT = 1;
export const ACQUIRE = 2;
export const RELEASE = 3;
export const PUT = 4;
export const TAKE = 5;

export const WAIT_KINDS = ["network", "database", "disk", "timer"] as const satisfies WaitKind[];

/** A plan as flat arrays: what the simulation reads a million times a second. */
export interface Program {
  readonly tasks: number;
  /** steps of task t: `first[t]` to `first[t + 1]` */
  readonly first: Int32Array;
  readonly op: Uint8Array;
  /** ms of a computation or a wait */
  readonly amount: Float64Array;
  /** ms after which a wait fails; Infinity: never */
  readonly limit: Float64Array;
  /** index of the wait kind, resource or channel */
  readonly target: Int32Array;
  readonly releaseAt: Float64Array;
  /** ms after release; Infinity: none */
  readonly deadline: Float64Array;
  readonly retries: Int32Array;
  readonly priority: Float64Array;
  readonly payloadMiB: Float64Array;
  /** how many tasks this one comes after */
  readonly dependencies: Int32Array;
  /** tasks that come after task t: `dependents[firstDependent[t] .. firstDependent[t + 1]]` */
  readonly firstDependent: Int32Array;
  readonly dependents: Int32Array;
  readonly resourceNames: readonly string[];
  readonly capacity: Float64Array;
  readonly rejects: Uint8Array;
  readonly channelNames: readonly string[];
  readonly room: Float64Array;
}

const NONE = Number.POSITIVE_INFINITY;
const BYTES_PER_MIB = 1024 * 1024;

/** The plan must have been checked: this looks nothing up twice and forgives nothing. */
export function compile(plan: Plan): Program {
  return {
    tasks: plan.tasks.length,
    ...compileSteps(plan),
    ...compileDependencies(plan.tasks),
    ...compileTasks(plan.tasks),
    resourceNames: plan.resources.map((r) => r.id),
    capacity: Float64Array.from(plan.resources, (r) => r.capacity),
    rejects: Uint8Array.from(plan.resources, (r) => (r.whenFull === "reject" ? 1 : 0)),
    channelNames: plan.channels.map((c) => c.id),
    room: Float64Array.from(plan.channels, (c) => (c.capacity === "unbounded" ? NONE : c.capacity)),
  };
}

function compileTasks(tasks: readonly PlannedTask[]) {
  const n = tasks.length;
  const into = {
    releaseAt: new Float64Array(n),
    deadline: new Float64Array(n),
    retries: new Int32Array(n),
    priority: new Float64Array(n),
    payloadMiB: new Float64Array(n),
  };
  for (let t = 0; t < n; t += 1) {
    const task = tasks[t] as PlannedTask;
    into.releaseAt[t] = task.releaseAt;
    into.deadline[t] = task.deadline ?? NONE;
    into.retries[t] = task.retries ?? 0;
    into.priority[t] = task.priority ?? 0;
    into.payloadMiB[t] = (task.payload ?? 0) / BYTES_PER_MIB;
  }
  return into;
}

function compileSteps({ tasks, resources, channels }: Plan) {
  const first = new Int32Array(tasks.length + 1);
  let count = 0;
  for (let t = 0; t < tasks.length; t += 1) {
    first[t] = count;
    count += (tasks[t] as PlannedTask).steps.length;
  }
  first[tasks.length] = count;
  const into = {
    first,
    op: new Uint8Array(count),
    amount: new Float64Array(count),
    limit: new Float64Array(count).fill(NONE),
    target: new Int32Array(count),
  };
  const resourceIndex = new Map(resources.map((r, i) => [r.id, i]));
  const channelIndex = new Map(channels.map((c, i) => [c.id, i]));
  let at = 0;
  for (let t = 0; t < tasks.length; t += 1) {
    const { steps } = tasks[t] as PlannedTask;
    for (let i = 0; i < steps.length; i += 1) {
      compileStep(into, at, steps[i] as Step, resourceIndex, channelIndex);
      at += 1;
    }
  }
  return into;
}

type StepColumns = ReturnType<typeof compileSteps>;
type Index = ReadonlyMap<string, number>;

function compileStep(into: StepColumns, at: number, step: Step, locks: Index, pipes: Index): void {
  switch (step.do) {
    case "compute":
      into.op[at] = COMPUTE;
      into.amount[at] = step.estimate;
      return;
    case "wait":
      into.op[at] = WAIT;
      into.amount[at] = step.for;
      into.target[at] = WAIT_KINDS.indexOf(step.on);
      if (step.timeout !== undefined) into.limit[at] = step.timeout;
      return;
    case "acquire":
    case "release":
      into.op[at] = step.do === "acquire" ? ACQUIRE : RELEASE;
      into.target[at] = locks.get(step.resource) ?? -1;
      return;
    case "put":
    case "take":
      into.op[at] = step.do === "put" ? PUT : TAKE;
      into.target[at] = pipes.get(step.channel) ?? -1;
      return;
    default:
      step satisfies never;
  }
}

function compileDependencies(tasks: readonly PlannedTask[]) {
  const n = tasks.length;
  const dependencies = new Int32Array(n);
  const firstDependent = new Int32Array(n + 1);
  for (let t = 0; t < n; t += 1) {
    const { after } = tasks[t] as PlannedTask;
    dependencies[t] = after.length;
    for (let i = 0; i < after.length; i += 1) {
      const slot = (after[i] as number) + 1;
      firstDependent[slot] = i32(firstDependent, slot) + 1;
    }
  }
  for (let t = 0; t < n; t += 1) {
    firstDependent[t + 1] = i32(firstDependent, t + 1) + i32(firstDependent, t);
  }
  const dependents = new Int32Array(i32(firstDependent, n));
  const fill = firstDependent.slice();
  for (let t = 0; t < n; t += 1) {
    const { after } = tasks[t] as PlannedTask;
    for (let i = 0; i < after.length; i += 1) {
      const before = after[i] as number;
      const place = i32(fill, before);
      dependents[place] = t;
      fill[before] = place + 1;
    }
  }
  return { dependencies, firstDependent, dependents };
}

/** The next computation of a task that stands at `step`: what SJF calls its next CPU burst. 0: none is left. */
export function nextBurst(program: Program, task: number, step: number): number {
  const end = i32(program.first, task + 1);
  for (let s = step; s < end; s += 1) {
    if (program.op[s] === COMPUTE) return f64(program.amount, s);
  }
  return 0;
}
