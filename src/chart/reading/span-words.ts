import { counted, formatMs, formatShare } from "../../metrics/format.ts";
import {
  type LaneSpan,
  laneOf,
  type Ms,
  type Span,
  type SpanState,
  type Task,
  type TimeRange,
  type Trace,
} from "../../trace/types.ts";
import type { Row } from "../layout/rows.ts";
import type { MergedSpans } from "../scene/merged-spans.ts";
import { instant } from "../time/scale.ts";
import type { TooltipText } from "./tooltip.ts";

/** One span in words: what the tooltip shows and a screen reader hears. */
export interface SpanWords {
  readonly task: string;
  readonly kind: string;
  /** "running", "waiting for the network, holding its lane"; what is predicted says so */
  readonly state: string;
  readonly lane: string | undefined;
  readonly start: string;
  readonly end: string;
  readonly duration: string;
}

export function spanWords(trace: Trace, span: Span): SpanWords {
  const task = trace.tasks[span.task];
  const lane = laneOf(span.state);
  return {
    task: task?.label ?? `task ${span.task}`,
    kind: task?.kind ?? "",
    state: `${hedge(trace)}${stateWords(span.state)}`,
    lane: lane === undefined ? undefined : trace.lanes[lane]?.label,
    ...times(span.start, span.end),
  };
}

/** Nothing predicted is told as if it had been measured. */
const hedge = (trace: Trace): string =>
  trace.provenance.kind === "predicted" ? "predicted: " : "";

export const gapStates = {
  starting: "the lane is starting",
  idle: "the lane has nothing to do",
  preempted: "the operating system runs something else on this core",
} as const satisfies Record<LaneSpan["state"], string>;

/** What a lane's own span is called. */
export const gapName = ({ state }: LaneSpan): string => gapNames[state];

const gapNames = {
  starting: "Start-up",
  idle: "Idle",
  preempted: "Pre-empted",
} as const satisfies Record<LaneSpan["state"], string>;

/** A lane's own span: pre-emption or start-up. */
export function gapWords(trace: Trace, span: LaneSpan): SpanWords {
  return {
    task: gapName(span),
    kind: "",
    state: `${hedge(trace)}${gapStates[span.state]}`,
    lane: trace.lanes[span.lane]?.label,
    ...times(span.start, span.end),
  };
}

const times = (start: Ms, end: Ms) => ({
  start: instant(start),
  end: instant(end),
  duration: formatMs(end - start),
});

export function stateWords(state: SpanState): string {
  const holding = laneOf(state) === undefined ? "" : ", holding its lane";
  switch (state.is) {
    case "running":
      return "running";
    case "waiting":
      return `waiting for the ${state.on}${holding}`;
    case "blocked":
      return `blocked on ${state.on}${holding}`;
    case "ready":
      return "ready, its lane is busy";
    case "queued":
      return "queued, not yet started";
    default:
      return state satisfies never;
  }
}

/** "GET 7, running on Event loop, 100 ms to 140 ms, lasting 40 ms" */
export function spoken(words: SpanWords): string {
  const on = words.lane === undefined ? "" : ` on ${words.lane}`;
  return `${words.task}, ${words.state}${on}, ${words.start} to ${words.end}, lasting ${words.duration}`;
}

/** "GET 7 selected, 100 ms to 180 ms, lasting 80 ms". @param life undefined for a task without spans */
export function selectedWords(trace: Trace, task: Task, life: TimeRange | undefined): string {
  const when = life === undefined ? "no spans" : `${hedge(trace)}${stretchWords(life)}`;
  return `${task.label} selected, ${when}`;
}

/** Which stretch the figures are of. */
export const measuredWords = (range: TimeRange | undefined): string =>
  range === undefined ? "measuring the whole run" : `measuring ${stretchWords(range)}`;

function stretchWords([from, to]: TimeRange): string {
  const { start, end, duration } = times(from, to);
  return `${start} to ${end}, lasting ${duration}`;
}

/** The same words as a tooltip. `merged`: what shares the pixel, where more than this span does. */
export function tooltipOf(words: SpanWords, merged?: MergedSpans): TooltipText {
  const kind = words.kind === "" || words.kind === words.task ? "" : ` · ${words.kind}`;
  return {
    title: `${words.task}${kind}`,
    note: words.state,
    facts: [
      ...(words.lane === undefined ? [] : [["lane", words.lane] as const]),
      ["start", words.start],
      ["end", words.end],
      ["duration", words.duration],
      ...(merged === undefined
        ? []
        : [
            [
              "in this pixel",
              `${merged.count} spans, ${formatShare(merged.share)} covered`,
            ] as const,
          ]),
    ],
  };
}

/** A row's full name and what it holds: its label may be cut short in the gutter. */
export const rowTooltip = (trace: Trace, row: Row): TooltipText => ({
  title: row.label,
  note: rowNote(trace, row),
  facts: [["spans", `${spansOn(row)}`]],
});

const spansOn = ({ lines }: Row): number =>
  lines.reduce((sum, line) => sum + line.to - line.from, 0);

/** What is said of a row when the focus comes to it: "L1, 12 spans, pre-empted 3 times" */
export function rowWords(trace: Trace, row: Row): string {
  const spans = spansOn(row);
  const holes = row.gaps.filter((i) => trace.laneSpans[i]?.state === "preempted").length;
  return [
    row.label,
    spans === 0 ? "no spans" : counted(spans, "span"),
    ...(row.kind === "off-lane" && row.lines.length > 0
      ? [`at most ${row.lines.length} at once`]
      : []),
    ...(holes === 0 ? [] : [`pre-empted ${timesOf(holes)}`]),
  ].join(", ");
}

/** "1 time", "3 times" */
export const timesOf = (count: number): string => counted(count, "time");

function rowNote(trace: Trace, row: Row): string {
  switch (row.kind) {
    case "lane":
      return "what this lane was doing";
    case "off-lane":
      return `tasks on no lane, at most ${row.lines.length} at once`;
    case "task":
      return trace.tasks[row.id]?.kind ?? "";
    default:
      return row.kind satisfies never;
  }
}
