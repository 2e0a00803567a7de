import { buildTrace } from "../build.ts";
import {
  type Lane,
  type LaneEvent,
  type LaneId,
  type LaneSpan,
  laneId,
  type Ms,
  type Provenance,
  type SpanState,
  type TaskOutcome,
  type TaskState,
  type Trace,
  type TraceEvent,
  taskId,
  type WaitKind,
} from "../types.ts";
import { BLOCKED_MARKS, LANE_MARKS, NOTHING, OUTCOME_MARKS, WAIT_MARKS } from "./sketch.ts";

interface FromSketchOptions {
  /** 1 by default */
  readonly msPerChar?: Ms;
  /** "thread" by default */
  readonly laneKind?: Lane["kind"];
  /** predicted, as many cores as lanes, by default */
  readonly provenance?: Provenance;
}

/**
 * Reads a picture as a trace: the way to write a fixture. The notation is that of `sketch`; one row per line,
 * label and marks separated by spaces, indentation and blank lines ignored.
 *
 *     fromSketch(`
 *       L0 AA..A.
 *       L1 .BBB..`)
 *
 * Rows labelled L0, L1, ... by themselves are lanes. A task is released where its letter first stands, `ready`
 * where it stands nowhere in between, and done after its last letter; use every letter from A.
 *
 *     fromSketch(`
 *       fetch  q00~~~-0|
 *       parse  q--1111!
 *       L1     ^^`)
 *
 * With rows by task there are as many lanes as the digits (and lane rows) ask for. Lane rows then hold lane facts
 * only (^ _ *). A task that holds its lane (= D F T X) holds the one it ran on last, or else runs on next. Blocked
 * tasks wait for the resource "lock". A row that doesn't end in an outcome is done at its end.
 *
 * @throws SyntaxError for a picture that can't be read, TraceError for one that breaks an invariant
 */
export function fromSketch(picture: string, options: FromSketchOptions = {}): Trace {
  const { msPerChar = 1, laneKind = "thread" } = options;
  const rows = readRows(picture);
  const laneRows = rows.filter((r) => r.lane !== undefined);
  const taskRows = rows.filter((r) => r.lane === undefined);
  const { labels, facts } =
    taskRows.length > 0 ? readTaskRows(taskRows, laneRows) : readLaneRows(laneRows);
  const laneFacts = laneRows.flatMap(readLaneFacts);
  const lanes = 1 + Math.max(-1, ...laneRows.map((r) => r.lane ?? -1), ...facts.map(lastLane));
  const columns = Math.max(0, ...facts.map((f) => f.at), ...laneRows.map((r) => r.marks.length));
  const scaled = <F extends { readonly at: Ms }>(f: F): F => ({ ...f, at: f.at * msPerChar });
  return buildTrace(
    {
      provenance: options.provenance ?? { kind: "predicted", cores: Math.max(lanes, 1), seed: 0 },
      lanes: Array.from({ length: lanes }, (_, i) => ({
        id: laneId(i),
        kind: laneKind,
        label: `L${i}`,
      })),
      tasks: labels.map((label, i) => ({ id: taskId(i), label, kind: "task" })),
    },
    facts.map(scaled),
    laneFacts.map(scaled),
    columns * msPerChar,
  );
}

interface Row {
  readonly label: string;
  /** the lane a row labelled L<n> is about */
  readonly lane: LaneId | undefined;
  readonly marks: readonly string[];
}

/** `at` of the facts is a column. */
interface Reading {
  readonly labels: readonly string[];
  readonly facts: readonly TraceEvent[];
}

function readRows(picture: string): Row[] {
  const lines = picture.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const [label = "", marks = "", rest] = line.split(/\s+/);
      if (rest !== undefined)
        throw new SyntaxError(`Row ${label} has a gap before "${rest}"; use . for nothing.`);
      const lane = /^L(\d+)$/.exec(label)?.[1];
      return {
        label,
        lane: lane === undefined ? undefined : laneId(Number(lane)),
        marks: [...marks],
      };
    });
}

const unknown = (row: Row, column: number): never => {
  throw new SyntaxError(
    `Row ${row.label} has "${row.marks[column]}" in column ${column}, no known mark.`,
  );
};

const lastLane = ({ state }: TraceEvent): number => {
  if (state.is === "running") return state.lane;
  return state.is === "waiting" || state.is === "blocked" ? (state.holds ?? -1) : -1;
};

// By task ------------------------------------------------------------------------------------------------------

const OUTCOMES: ReadonlyMap<string, TaskOutcome> = new Map(
  (["done", "failed", "timed-out", "cancelled"] as const).map((o) => [OUTCOME_MARKS[o], o]),
);
const WAITS: ReadonlyMap<string, { readonly on: WaitKind; readonly held: boolean }> = new Map(
  (["network", "database", "disk", "timer"] as const).flatMap((on) =>
    WAIT_MARKS[on].map((mark, i) => [mark, { on, held: i === 1 }] as const),
  ),
);

function readTaskRows(rows: readonly Row[], laneRows: readonly Row[]): Reading {
  for (const row of laneRows) {
    const letter = row.marks.findIndex((m) => m !== NOTHING && !LANE_STATES.has(m));
    if (letter >= 0) unknown(row, letter);
  }
  return { labels: rows.map((r) => r.label), facts: rows.flatMap(readTaskRow) };
}

function readTaskRow(row: Row, task: number): TraceEvent[] {
  const facts: TraceEvent[] = [];
  const add = (at: number, state: TaskState) => facts.push({ at, task: taskId(task), state });
  for (const [column, mark] of row.marks.entries()) {
    if (mark === NOTHING && facts.length === 0) continue;
    const outcome = OUTCOMES.get(mark);
    if (outcome !== undefined) {
      const after = row.marks.slice(column + 1).findIndex((m) => m !== NOTHING);
      if (after >= 0) unknown(row, column + 1 + after);
      add(column, { is: "settled", outcome });
      return facts;
    }
    add(column, readTaskMark(row, column));
  }
  add(row.marks.length, { is: "settled", outcome: "done" });
  return facts;
}

function readTaskMark(row: Row, column: number): SpanState {
  const mark = row.marks[column] ?? NOTHING;
  if (mark === "q" || mark === "·") return { is: "queued" };
  if (mark === "-") return { is: "ready" };
  if (/^\d$/.test(mark)) return { is: "running", lane: laneId(Number(mark)) };
  if (mark === BLOCKED_MARKS[0]) return { is: "blocked", on: "lock" };
  if (mark === BLOCKED_MARKS[1]) return { is: "blocked", on: "lock", holds: heldLane(row, column) };
  const wait = WAITS.get(mark);
  if (wait === undefined) return unknown(row, column);
  const { on, held } = wait;
  return held ? { is: "waiting", on, holds: heldLane(row, column) } : { is: "waiting", on };
}

function heldLane({ label, marks }: Row, column: number): LaneId {
  const isLane = (m: string) => /^\d$/.test(m);
  const lane = marks.slice(0, column).findLast(isLane) ?? marks.slice(column).find(isLane);
  if (lane === undefined)
    throw new SyntaxError(`Row ${label} holds a lane in column ${column}, but runs on none.`);
  return laneId(Number(lane));
}

// By thread ----------------------------------------------------------------------------------------------------

const LANE_STATES: ReadonlyMap<string, LaneSpan["state"]> = new Map(
  (["starting", "idle", "preempted"] as const).map((s) => [LANE_MARKS[s], s]),
);

function readLaneRows(rows: readonly Row[]): Reading {
  /** by task, by column */
  const lives: (SpanState | undefined)[][] = [];
  for (const row of rows) {
    let task: number | undefined;
    let state: SpanState | undefined;
    for (const [column, mark] of row.marks.entries()) {
      // A pre-empted task goes on being what it was.
      if (LANE_STATES.get(mark) !== "preempted") [task, state] = readLaneMark(row, column, task);
      if (task === undefined || state === undefined) continue;
      lives[task] ??= [];
      const life = lives[task] ?? [];
      if (life[column] !== undefined)
        throw new SyntaxError(`Task ${letterOf(task)} is on two lanes in column ${column}.`);
      life[column] = state;
    }
  }
  const facts = Array.from(lives, (life, task) => {
    if (life === undefined)
      throw new SyntaxError(`There is no task ${letterOf(task)}; use every letter from A.`);
    return readLife(life, task);
  });
  return { labels: facts.map((_, task) => letterOf(task)), facts: facts.flat() };
}

const letterOf = (task: number): string => String.fromCharCode(65 + task);

function readLaneMark(
  row: Row,
  column: number,
  before: number | undefined,
): [task: number | undefined, state: SpanState | undefined] {
  const mark = row.marks[column] ?? NOTHING;
  const lane = row.lane ?? laneId(0);
  if (/^[A-Z]$/.test(mark)) return [mark.charCodeAt(0) - 65, { is: "running", lane }];
  if (mark === NOTHING || LANE_STATES.has(mark)) return [undefined, undefined];
  const wait = WAITS.get(mark);
  if (before === undefined) return unknown(row, column);
  if (mark === BLOCKED_MARKS[0]) return [before, { is: "blocked", on: "lock", holds: lane }];
  if (wait === undefined || wait.held) return unknown(row, column);
  return [before, { is: "waiting", on: wait.on, holds: lane }];
}

function readLife(life: readonly (SpanState | undefined)[], task: number): TraceEvent[] {
  const from = life.findIndex((s) => s !== undefined);
  const facts = Array.from(
    { length: life.length - from },
    (_, i): TraceEvent => ({
      at: from + i,
      task: taskId(task),
      state: life[from + i] ?? { is: "ready" },
    }),
  );
  return [
    ...facts,
    { at: life.length, task: taskId(task), state: { is: "settled", outcome: "done" } },
  ];
}

function readLaneFacts({ lane, marks }: Row): LaneEvent[] {
  if (lane === undefined) return [];
  const states = marks.map((mark) => LANE_STATES.get(mark));
  return [...states, undefined].flatMap((state, at): LaneEvent[] => {
    if (state === states[at - 1]) return [];
    return [{ at, lane, state: state ?? "resumed" }];
  });
}
