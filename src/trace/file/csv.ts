import { type LaneId, laneOf, type Ms, type SpanState, type Trace } from "../types.ts";

/** One run of the table. */
interface CsvSide {
  /** first cell of each of its rows: "A", "A, bounded" */
  readonly name: string;
  readonly trace: Trace;
}

const COLUMNS = [
  "run",
  "task",
  "task_label",
  "kind",
  "state",
  "on",
  "lane",
  "lane_label",
  "start_ms",
  "end_ms",
  "duration_ms",
  "outcome",
  "step",
] as const;

/** A spreadsheet takes a cell that starts with one of these for a formula (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** A cell by RFC 4180; one that would be a formula gets an apostrophe in front, which makes it a text. */
export function cell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Microseconds are as fine as any clock here; whole nanoseconds hide what doubles add. */
const ms = (time: number): string => String(Math.round(time * 1e6) / 1e6);

const onOf = (state: SpanState): string =>
  state.is === "waiting" || state.is === "blocked" ? state.on : "";

/** Rows of a chunk. */
const CHUNK = 2000;

/**
 * Every span as a row: times in ms since its run began, the outcome of its task in the row of its last span, the
 * step it is of counted from 0. After those of tasks what lanes did by themselves (starting, idle, preempted), of no
 * task. RFC 4180 with a header. In chunks, whose concatenation is the file.
 */
export function* spansCsv(sides: readonly CsvSide[]): Generator<string, void, undefined> {
  let rows: string[] = [COLUMNS.join(",")];
  for (const side of sides) {
    for (const row of rowsOf(side)) {
      rows.push(row);
      if (rows.length < CHUNK) continue;
      yield `${rows.join("\r\n")}\r\n`;
      rows = [];
    }
  }
  if (rows.length > 0) yield `${rows.join("\r\n")}\r\n`;
}

function* rowsOf({ name, trace }: CsvSide): Iterable<string> {
  const last = new Map<number, number>(trace.spans.map(({ task }, i) => [task, i]));
  const row = (cells: readonly string[]): string => cells.map(cell).join(",");
  for (const [i, { task, state, start, end, step }] of trace.spans.entries()) {
    const { label = "", kind = "" } = trace.tasks[task] ?? {};
    yield row([
      name,
      `${task}`,
      label,
      kind,
      state.is,
      onOf(state),
      ...laneCells(trace, laneOf(state)),
      ...timeCells(start, end),
      last.get(task) === i ? (trace.settled[task]?.outcome ?? "") : "",
      step === undefined ? "" : `${step}`,
    ]);
  }
  for (const { lane, state, start, end } of trace.laneSpans) {
    yield row([
      ...[name, "", "", "", state, ""],
      ...laneCells(trace, lane),
      ...timeCells(start, end),
      ...["", ""],
    ]);
  }
}

const laneCells = ({ lanes }: Trace, lane: LaneId | undefined): readonly string[] =>
  lane === undefined ? ["", ""] : [`${lane}`, lanes[lane]?.label ?? ""];

const timeCells = (start: Ms, end: Ms): readonly string[] => [ms(start), ms(end), ms(end - start)];
