import type { LaneId, Ms, Span, SpanState, Task, Trace } from "../types.ts";
import type { Marks } from "./overlap-args.ts";

/** A count over time: each step holds until the next. */
interface ChromeCounter {
  readonly name: string;
  /** of what: "tasks", "lanes" */
  readonly unit: string;
  readonly steps: readonly { readonly at: Ms; readonly count: number }[];
}

/** One run of the file: a process of its own. */
export interface ChromeSide {
  readonly name: string;
  readonly trace: Trace;
  readonly counters: readonly ChromeCounter[];
}

/** µs at which every run begins: Chrome DevTools takes an event at 0 for one without a time. */
const FROM = 1e6;

/** Whole nanoseconds, as µs: so the end of one span is exactly the start of the next. */
const us = (ms: Ms): number => (FROM * 1e3 + Math.round(ms * 1e6)) / 1e3;

/** The same as ms, so that the last event does not lie behind the end. */
const wholeNs = (ms: Ms): Ms => Math.round(ms * 1e6) / 1e6;

type Event = Readonly<Record<string, unknown>>;

/** Characters of a chunk, about. */
const CHUNK = 256 * 1024;

/**
 * Traces as Chrome Trace Event JSON (object form), for Perfetto, chrome://tracing and Chrome DevTools: lanes are
 * named threads with a complete slice for each stretch of running; waiting, blocked, ready and queued are async
 * slices, nested in one that lasts as long as the task; counters go along. All runs begin at 1 s. Of all that,
 * DevTools shows the threads only.
 *
 * In chunks, so that a million spans need not be one text: their concatenation is the file. It has no
 * `displayTimeUnit`, which Perfetto once took for the unit of the times, and ends with the object: Perfetto refuses
 * a file whose last piece is a line break.
 */
export function* chromeTrace(sides: readonly ChromeSide[]): Generator<string, void, undefined> {
  let chunk = '{"otherData":{"producer":"Overlap"},"traceEvents":[\n';
  let separator = "";
  for (const [i, side] of sides.entries()) {
    for (const event of eventsOf(side, i + 1)) {
      chunk += separator + jsonOf(event);
      separator = ",\n";
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = "";
    }
  }
  yield `${chunk}\n]}`;
}

/** Half of a surrogate pair is JSON, as an escape, but Perfetto refuses the whole file for one. */
function jsonOf(event: Event): string {
  const json = JSON.stringify(event);
  return json.includes("\\ud") ? JSON.stringify(event, wholeCharacters) : json;
}

const wholeCharacters = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;

function* eventsOf({ name, trace, counters }: ChromeSide, pid: number): Iterable<Event> {
  const { provenance, duration } = trace;
  const side: Marks["side"] = { provenance, duration: wholeNs(duration), from: FROM };
  yield named("process_name", pid, 0, name, side);
  yield { ph: "M", pid, tid: 0, name: "process_sort_index", args: { sort_index: pid } };
  for (const { id, label, kind, thread } of trace.lanes) {
    const tid = tidOf(pid, id);
    yield named("thread_name", pid, tid, label, {
      lane: id,
      kind,
      ...(thread !== undefined && { rowOf: thread }),
    });
    yield { ph: "M", pid, tid, name: "thread_sort_index", args: { sort_index: id } };
  }
  const spans = byTask(trace);
  for (const task of trace.tasks) yield* taskEvents(trace, task, spans[task.id] ?? [], pid);
  for (const { lane, state, start, end } of trace.laneSpans) {
    const overlap: Marks["lane"] = { lane, is: state };
    const name = `${trace.lanes[lane]?.label}: ${state}`;
    yield* asyncSlice(pid, `lane,${state}`, lane, name, [start, end], overlap);
  }
  for (const counter of counters) yield* counterEvents(counter, pid, duration);
}

/** Never the number of the process: Perfetto takes such a thread for the main one. */
const tidOf = (pid: number, lane: LaneId): number => 100 * pid + lane + 1;

const named = (
  of: string,
  pid: number,
  tid: number,
  name: string,
  overlap: Marks["side"] | Marks["thread"],
): Event => ({ ph: "M", pid, tid, name: of, args: { name, overlap } });

function byTask({ tasks, spans }: Trace): readonly (readonly Span[])[] {
  const groups = tasks.map((): Span[] => []);
  for (const span of spans) groups[span.task]?.push(span);
  return groups;
}

function* taskEvents(
  trace: Trace,
  task: Task,
  spans: readonly Span[],
  pid: number,
): Iterable<Event> {
  const settled = trace.settled[task.id];
  const end = settled?.at ?? trace.duration;
  const plain =
    settled?.outcome === "done" &&
    spans.at(-1)?.end === end &&
    spans.every(({ state }) => state.is === "running");
  const life = asyncSlice(pid, "task", task.id, task.label, [spans[0]?.start ?? end, end], {
    task: task.id,
    kind: task.kind,
    outcome: settled?.outcome ?? "cancelled",
    ...(settled?.error === undefined ? {} : { error: settled.error }),
  } satisfies Marks["task"]);
  const [born, gone] = plain ? [] : [...life];
  if (born !== undefined) yield born;
  for (const { state, start, end: until, step } of spans) {
    const of = { task: task.id, step };
    if (state.is === "running") yield slice(task, pid, tidOf(pid, state.lane), [start, until], of);
    else {
      const overlap: Marks["span"] = { ...of, state };
      yield* asyncSlice(pid, "task", task.id, wordsOf(state), [start, until], overlap);
    }
  }
  if (gone !== undefined) yield gone;
}

function slice(
  { label, kind }: Task,
  pid: number,
  tid: number,
  [start, end]: readonly [Ms, Ms],
  overlap: Marks["span"],
): Event {
  const ts = us(start);
  const dur = (Math.round(end * 1e6) - Math.round(start * 1e6)) / 1e3;
  return { ph: "X", pid, tid, name: label, cat: kind, ts, dur, args: { overlap } };
}

/**
 * @param cat with `number` the same for what belongs on one track of this process, which Perfetto names after its first
 * slice
 * @param number ids are hexadecimal, as Chromium's are
 */
function* asyncSlice(
  pid: number,
  cat: string,
  number: number,
  name: string,
  [start, end]: readonly [Ms, Ms],
  overlap: Marks["span"] | Marks["task"] | Marks["lane"],
): Iterable<Event> {
  const both = { pid, tid: 0, cat, id2: { local: `0x${(number + 1).toString(16)}` }, name };
  yield { ...both, ph: "b", ts: us(start), args: { overlap } };
  yield { ...both, ph: "e", ts: us(end) };
}

function* counterEvents(
  { name, unit, steps }: ChromeCounter,
  pid: number,
  duration: Ms,
): Iterable<Event> {
  for (const { at, count } of [...steps, { at: duration, count: 0 }]) {
    yield { ph: "C", pid, tid: 0, name, ts: us(at), args: { [unit]: count } };
  }
}

function wordsOf(state: Exclude<SpanState, { is: "running" }>): string {
  switch (state.is) {
    case "queued":
      return "queued";
    case "ready":
      return "ready";
    case "waiting":
      return `waiting: ${state.on}`;
    case "blocked":
      return `blocked: ${state.on}`;
    default:
      return state satisfies never;
  }
}
