import { checkTrace } from "../check.ts";
import { TraceError } from "../error.ts";
import { byLaneSpanStart, bySpanStart } from "../spans.ts";
import {
  type Lane,
  type LaneSpan,
  laneId,
  type Ms,
  type Settlement,
  type Span,
  type Task,
  type Trace,
  taskId,
} from "../types.ts";
import type { AsyncEnd, ChromeProcess, ChromeThread, Collected } from "./collected.ts";

/** From µs since the first event of the file to the time of a run. */
type Clock = (us: number) => Ms;

/** Times were written in whole nanoseconds. */
const clockFrom =
  (from: number): Clock =>
  (us) =>
    Math.round((us - from) * 1000) / 1e6;

/**
 * A run that this program wrote as a Chrome trace, as it was before (times to the nanosecond): told by the mark
 * of its process. Undefined where there is no such mark, or what the marks say can't have happened: then somebody
 * changed the file, and it is read like any other.
 */
export function ownTrace(collected: Collected, process: ChromeProcess): Trace | undefined {
  const { mark, pid } = process;
  if (mark === undefined) return undefined;
  const msOf = clockFrom((mark.from ?? 0) - collected.base);
  const threads = collected.threads
    .filter((thread) => thread.pid === pid && thread.mark !== undefined)
    .sort((a, b) => (a.mark?.lane ?? 0) - (b.mark?.lane ?? 0));
  const asyncs = pairs(
    collected.asyncs.filter((end) => end.pid === pid),
    msOf,
  );
  const found = tasksOf(threads, asyncs, msOf);
  const trace: Trace = {
    version: 1,
    provenance: mark.provenance,
    lanes: threads.map(laneOfThread),
    tasks: found.map(({ task }) => task),
    spans: [...runningSpans(threads, msOf), ...otherSpans(asyncs)].sort(bySpanStart),
    laneSpans: laneSpans(asyncs).sort(byLaneSpanStart),
    settled: found.map(({ settled }) => settled),
    duration: mark.duration,
  };
  try {
    checkTrace(trace);
    return trace;
  } catch (error) {
    if (error instanceof TraceError) return undefined;
    throw error;
  }
}

function laneOfThread({ mark, name }: ChromeThread, index: number): Lane {
  const lane = { id: laneId(mark?.lane ?? index), kind: mark?.kind ?? "thread", label: name ?? "" };
  return mark?.rowOf === undefined ? lane : { ...lane, thread: laneId(mark.rowOf) };
}

interface Pair {
  readonly start: Ms;
  readonly end: Ms;
  readonly begin: AsyncEnd;
}

/** Every beginning with its end, nested ones too: the last that began ends first. */
function pairs(ends: readonly AsyncEnd[], msOf: Clock): readonly Pair[] {
  const open = new Map<string, AsyncEnd[]>();
  const found: Pair[] = [];
  for (const event of ends) {
    const stack = open.get(event.key) ?? [];
    if (event.phase === "begin") open.set(event.key, [...stack, event]);
    else {
      const begin = stack.pop();
      if (begin !== undefined) found.push({ start: msOf(begin.at), end: msOf(event.at), begin });
    }
  }
  return found;
}

function* runningSpans(threads: readonly ChromeThread[], msOf: Clock): Iterable<Span> {
  for (const [lane, { slices }] of threads.entries()) {
    const state = { is: "running", lane: laneId(lane) } as const;
    for (const { mark, at, lasting } of slices) {
      const [start, end] = [msOf(at), msOf(at + lasting)];
      if (mark === undefined || end <= start) continue;
      yield { task: taskId(mark.task), start, end, state, step: mark.step };
    }
  }
}

function* otherSpans(asyncs: readonly Pair[]): Iterable<Span> {
  for (const { begin, start, end } of asyncs) {
    const { task, state, step } = begin.span ?? {};
    if (task === undefined || state === undefined || end <= start) continue;
    yield { task: taskId(task), start, end, state, step };
  }
}

const laneSpans = (asyncs: readonly Pair[]): LaneSpan[] =>
  asyncs.flatMap(({ begin: { lane }, start, end }) =>
    lane === undefined || end <= start
      ? []
      : [{ lane: laneId(lane.lane), state: lane.is, start, end }],
  );

interface FoundTask {
  readonly task: Task;
  readonly settled: Settlement;
}

/** Tasks that ran once and were done have nothing but that slice; the others tell of themselves. By id. */
function tasksOf(
  threads: readonly ChromeThread[],
  asyncs: readonly Pair[],
  msOf: Clock,
): readonly FoundTask[] {
  const found = new Map<number, FoundTask>();
  for (const { slices } of threads) {
    for (const { mark, name, category, at, lasting } of slices) {
      if (mark === undefined) continue;
      const end = Math.max(msOf(at + lasting), found.get(mark.task)?.settled.at ?? 0);
      found.set(mark.task, {
        task: { id: taskId(mark.task), label: name, kind: category },
        settled: { at: end, outcome: "done" },
      });
    }
  }
  for (const { begin, end } of asyncs) {
    if (begin.task === undefined) continue;
    const { task, kind, ...how } = begin.task;
    found.set(task, {
      task: { id: taskId(task), label: begin.name, kind },
      settled: { at: end, ...how },
    });
  }
  return [...found.values()].sort((a, b) => a.task.id - b.task.id);
}
