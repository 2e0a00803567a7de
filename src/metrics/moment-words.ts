import type { TaskOutcome, Trace } from "../trace/types.ts";
import { formatCount } from "./format.ts";
import type { LaneNow, Moment, TaskNow } from "./moment.ts";

/** In this order: what runs, what is on its way, what is over, what is still to come. */
const ORDER = [
  "executing",
  "pre-empted",
  "waiting",
  "blocked",
  "ready",
  "queued",
  "settled",
  "unreleased",
] as const;
type Group = (typeof ORDER)[number];

/** Most names of what tasks are blocked on in one sentence: an opened trace may have hundreds. */
const MOST_NAMES = 3;

/** "1 executing, 20 waiting for the network, 3 queued, 5 done": every task is counted once. */
export function momentWords(moment: Moment): string {
  const counts = new Map<string, { readonly group: Group; count: number }>([
    ["executing", { group: "executing", count: 0 }],
  ]);
  const isNamed = namesBlockedOn(moment) <= MOST_NAMES;
  for (const state of moment.tasks) {
    const { group, words } = isCut(moment, state) ? PREEMPTED : grouped(state, isNamed);
    const known = counts.get(words);
    if (known === undefined) counts.set(words, { group, count: 1 });
    else known.count += 1;
  }
  return [...counts]
    .sort(([, a], [, b]) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group))
    .map(([words, { count }]) => `${formatCount(count)} ${words}`)
    .join(", ");
}

const namesBlockedOn = ({ tasks }: Moment): number =>
  new Set(tasks.flatMap((state) => (state.is === "blocked" ? [state.on] : []))).size;

interface Grouped {
  readonly group: Group;
  readonly words: string;
}

/** It has a lane, and the lane no core. */
const isCut = ({ lanes }: Moment, state: TaskNow): boolean =>
  state.is === "running" && lanes[state.lane]?.is === "preempted";

const PREEMPTED: Grouped = { group: "pre-empted", words: "pre-empted" };

/** @param isNamed whether to say what it is blocked on */
function grouped(state: TaskNow, isNamed = true): Grouped {
  switch (state.is) {
    case "running":
      return { group: "executing", words: "executing" };
    case "waiting":
      return { group: "waiting", words: `waiting for the ${state.on}` };
    case "blocked":
      return { group: "blocked", words: isNamed ? `blocked on ${state.on}` : "blocked" };
    case "ready":
      return { group: "ready", words: "ready" };
    case "queued":
      return { group: "queued", words: "queued" };
    case "settled":
      return { group: "settled", words: OUTCOMES[state.outcome] };
    case "unreleased":
      return { group: "unreleased", words: "still to come" };
    default:
      return state satisfies never;
  }
}

const OUTCOMES = {
  done: "done",
  failed: "failed",
  "timed-out": "timed out",
  cancelled: "cancelled",
} as const satisfies Record<TaskOutcome, string>;

/** One task at this instant: "executing on Thread 2", "waiting for the network, holding Thread 1", "done". */
export function taskNowWords(trace: Trace, moment: Moment, state: TaskNow): string {
  const { words } = isCut(moment, state) ? PREEMPTED : grouped(state);
  switch (state.is) {
    case "running":
      return `${words} on ${trace.lanes[state.lane]?.label ?? "a lane"}`;
    case "waiting":
    case "blocked":
      return state.holds === undefined
        ? words
        : `${words}, holding ${trace.lanes[state.holds]?.label ?? "its lane"}`;
    case "ready":
      return "ready, its lane is busy";
    case "settled":
      return state.error === undefined ? words : `${words}: ${state.error}`;
    case "queued":
    case "unreleased":
      return words;
    default:
      return state satisfies never;
  }
}

/** One lane at this instant: "executing GET 7", "held by GET 7", "idle". */
export function laneNowWords(trace: Trace, lane: LaneNow): string {
  const named = (task: number) => trace.tasks[task]?.label ?? "a task";
  switch (lane.is) {
    case "running":
      return `executing ${named(lane.task)}`;
    case "held":
      return `held by ${named(lane.task)}`;
    case "preempted":
      return lane.task === undefined ? "pre-empted" : `pre-empted under ${named(lane.task)}`;
    case "starting":
      return "starting";
    case "idle":
      return "idle";
    default:
      return lane satisfies never;
  }
}
