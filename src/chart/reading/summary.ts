import { executing, inProgress, peak } from "../../metrics/counts.ts";
import { counted, formatMs } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";
import type { Lane, LaneSpan, Ms, TaskOutcome, Trace } from "../../trace/types.ts";
import { timesOf } from "./span-words.ts";

/** The two numbers of a run. */
export type Peaks = Pick<Metrics, "inProgressPeak" | "executingPeak">;

const peaksOf = (trace: Trace): Peaks => ({
  inProgressPeak: peak(inProgress(trace)),
  executingPeak: peak(executing(trace)),
});

/**
 * The picture in one or two sentences, for those who can't see it: how much work on what, how long, the two
 * numbers, what stood still, what lanes did by themselves, and what went wrong.
 *
 * @param peaks of the trace, where they are known: to count them takes a second for a million spans
 */
export function summaryOf(trace: Trace, peaks: Peaks = peaksOf(trace)): string {
  const { tasks, lanes, duration } = trace;
  if (tasks.length === 0) return "There are no tasks.";
  const verb = trace.provenance.kind === "predicted" ? "are predicted to take" : "took";
  const most = `at most ${peaks.inProgressPeak} in progress and ${peaks.executingPeak} executing at once`;
  const first = `${counted(tasks.length, "task")} on ${lanesInWords(lanes)} ${verb} ${formatMs(duration)}, with ${most}.`;
  const rest = [standstill(trace), interruptions(trace), failures(trace)].filter(
    (part) => part !== undefined,
  );
  return rest.length === 0 ? first : `${first} ${sentence(rest.join("; "))}`;
}

const nouns = {
  "event-loop": ["event loop", "event loops"],
  thread: ["thread", "threads"],
  process: ["process", "processes"],
} as const satisfies Record<Lane["kind"], readonly [string, string]>;

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

function lanesInWords(lanes: Trace["lanes"]): string {
  const kinds = [...new Set(lanes.map((lane) => lane.kind))];
  return kinds
    .map((kind) => {
      const [one, many] = nouns[kind];
      return counted(lanes.filter((lane) => lane.kind === kind).length, one, many);
    })
    .join(" and ");
}

/** Where the time went that no core was used for: the largest of waiting, queueing and being held up. */
function standstill(trace: Trace): string | undefined {
  const sums = { waiting: 0, queued: 0, ready: 0, blocked: 0 };
  for (const { state, start, end } of trace.spans) {
    if (state.is !== "running") sums[state.is] += end - start;
  }
  const parts: readonly (readonly [Ms, string])[] = [
    [sums.waiting, "waited"],
    [sums.queued + sums.ready, "stood in line for a lane"],
    [sums.blocked, "were blocked by others"],
  ];
  const clauses = parts
    .filter(([time]) => time > 0)
    .map(([time, verb]) => `${verb} for ${formatMs(time)}`);
  const last = clauses.pop();
  if (last === undefined) return undefined;
  const list = clauses.length === 0 ? last : `${clauses.join(", ")} and ${last}`;
  return `added up, tasks ${list}`;
}

/** What kept lanes from working: their own start, and the operating system. */
function interruptions({ laneSpans }: Trace): string | undefined {
  const of = (state: LaneSpan["state"]) => laneSpans.filter((span) => span.state === state);
  const time = (spans: readonly LaneSpan[]) =>
    formatMs(spans.reduce((sum, { start, end }) => sum + end - start, 0));
  const [starts, holes] = [of("starting"), of("preempted")];
  const parts = [
    ...(starts.length === 0 ? [] : [`took ${time(starts)} in all to start`]),
    ...(holes.length === 0
      ? []
      : [`were pre-empted ${timesOf(holes.length)}, for ${time(holes)} in all`]),
  ];
  return parts.length === 0 ? undefined : `lanes ${parts.join(" and ")}`;
}

const outcomes = [
  ["failed", "failed"],
  ["timed-out", "timed out"],
  ["cancelled", "were cancelled"],
] as const satisfies readonly (readonly [TaskOutcome, string])[];

function failures(trace: Trace): string | undefined {
  const parts = outcomes.flatMap(([outcome, verb]) => {
    const count = trace.settled.filter((end) => end.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${verb}`];
  });
  return parts.length === 0 ? undefined : parts.join(", ");
}
