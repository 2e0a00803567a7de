import {
  type LaneSpan,
  laneOf,
  type Ms,
  type Span,
  type SpanState,
  type TaskOutcome,
  type Trace,
  type WaitKind,
} from "../types.ts";

/** Marks of a row by task: [while the lane is free, while the task holds its lane]. */
export const WAIT_MARKS: Readonly<Record<WaitKind, readonly [free: string, held: string]>> = {
  network: ["~", "="],
  database: ["d", "D"],
  disk: ["f", "F"],
  timer: ["t", "T"],
};
export const BLOCKED_MARKS: readonly [free: string, held: string] = ["x", "X"];
export const OUTCOME_MARKS: Readonly<Record<TaskOutcome, string>> = {
  done: "|",
  failed: "!",
  "timed-out": "@",
  cancelled: "/",
};
export const LANE_MARKS: Readonly<Record<LaneSpan["state"], string>> = {
  starting: "^",
  idle: "_",
  preempted: "*",
};
export const NOTHING = ".";
/** Lanes past 9 and tasks past Z; drawn, never read. */
const MANY = "#";

interface SketchOptions {
  /** rows */
  readonly by: "thread" | "task";
  /** 1 by default; each column shows what was so in its middle */
  readonly msPerChar?: Ms;
}

/**
 * Draws a trace in ASCII, for tests and messages. `fromSketch` reads both kinds back.
 *
 * By thread, one row per lane; a letter is a task (A is task 0):
 *
 *     L0 ^AA*AB.     ^ starting   * pre-empted   _ idle   . nothing
 *     L1 CC~~C..     ~ d f t the task before it waits and holds the lane (network, database, disk, timer)
 *                    x it is blocked and holds the lane
 *
 * By task, one row per task, its label first; a digit is the lane that runs it:
 *
 *     A q00~~-0|     q queued   - ready   . not released, or settled   | done  ! failed  @ timed-out  / cancelled
 *     B qq11==1!     ~ d f t waits, its lane is free   = D F T waits and holds its lane
 *     C .0x-1/       x blocked   X blocked and holds its lane
 *
 * The outcome stands in the first column after the task's end and takes no time.
 */
export function sketch(trace: Trace, { by, msPerChar = 1 }: SketchOptions): string {
  return by === "thread" ? byThread(trace, msPerChar) : byTask(trace, msPerChar);
}

function byThread(trace: Trace, msPerChar: Ms): string {
  const columns = Math.ceil(trace.duration / msPerChar);
  const rows = trace.lanes.map(() => new Array<string>(columns).fill(NOTHING));
  for (const span of trace.spans) {
    const lane = laneOf(span.state);
    if (lane !== undefined) fill(rows[lane], span, msPerChar, threadMark(span));
  }
  for (const span of trace.laneSpans)
    fill(rows[span.lane], span, msPerChar, LANE_MARKS[span.state]);
  return joinRows(rows.map((row, lane) => [`L${lane}`, row.join("")]));
}

function byTask(trace: Trace, msPerChar: Ms): string {
  const rows = trace.tasks.map((_, task): string[] => {
    const { at, outcome } = trace.settled[task] ?? { at: trace.duration, outcome: "cancelled" };
    const end = firstColumn(at, msPerChar);
    return [...new Array<string>(end).fill(NOTHING), OUTCOME_MARKS[outcome]];
  });
  for (const span of trace.spans) fill(rows[span.task], span, msPerChar, taskMark(span.state));
  return joinRows(rows.map((row, task) => [rowLabel(trace, task), row.join("")]));
}

/** The first column whose middle is not before `at`. */
const firstColumn = (at: Ms, msPerChar: Ms): number => Math.max(0, Math.ceil(at / msPerChar - 0.5));

function fill(
  row: string[] | undefined,
  { start, end }: { readonly start: Ms; readonly end: Ms },
  msPerChar: Ms,
  mark: string,
): void {
  row?.fill(mark, firstColumn(start, msPerChar), firstColumn(end, msPerChar));
}

function threadMark({ task, state }: Span): string {
  switch (state.is) {
    case "running":
      return task < 26 ? String.fromCharCode(65 + task) : MANY;
    case "waiting":
      return WAIT_MARKS[state.on][0];
    case "blocked":
      return BLOCKED_MARKS[0];
    case "queued":
    case "ready":
      return NOTHING;
    default:
      return state satisfies never;
  }
}

function taskMark(state: SpanState): string {
  switch (state.is) {
    case "queued":
      return "q";
    case "ready":
      return "-";
    case "running":
      return state.lane < 10 ? String(state.lane) : MANY;
    case "waiting":
      return WAIT_MARKS[state.on][state.holds === undefined ? 0 : 1];
    case "blocked":
      return BLOCKED_MARKS[state.holds === undefined ? 0 : 1];
    default:
      return state satisfies never;
  }
}

/** A task's label as one word that isn't read as a lane's. */
function rowLabel(trace: Trace, task: number): string {
  const label = (trace.tasks[task]?.label ?? "").trim().replace(/\s+/g, "_");
  return label === "" || /^L\d+$/.test(label) ? `task${task}` : label;
}

function joinRows(rows: readonly (readonly [label: string, body: string])[]): string {
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  return rows.map(([label, body]) => `${label.padEnd(width)} ${body}`).join("\n");
}
