import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { laneId, type Span, type SpanState, type Trace, taskId } from "../trace/types.ts";
import type { TimelineProps } from "./timeline.ts";

/** One picture of the gallery: its name is also that of its snapshot. */
export interface GalleryState {
  readonly name: string;
  readonly props: TimelineProps;
  /** drawn in the colours of a forced-colours mode */
  readonly forced?: boolean;
}

const measured = (trace: Trace): Trace => ({
  ...trace,
  provenance: {
    kind: "measured",
    startedAt: "2026-01-01T00:00:00Z",
    cores: 4,
    clockStep: 0.005,
    clockSkew: 0,
    isolated: true,
    userAgent: "gallery",
  },
});

const state = (name: string, trace: Trace, more: Partial<TimelineProps> = {}): GalleryState => ({
  name,
  props: {
    trace,
    rows: "threads",
    domain: [0, Math.max(1, trace.duration)],
    axis: true,
    strip: true,
    label: name,
    ...more,
  },
});

const nothing: Trace = {
  ...measured(fromSketch("L0 A")),
  lanes: [],
  tasks: [],
  spans: [],
  laneSpans: [],
  settled: [],
  duration: 0,
};

const everything = measured(
  fromSketch(
    `
  A qq00~~~~--00xx--00|
  B q0~~~~~~~~~--0tttt0|
  C qqqqqq00xxxxxx00|
  D ....qqqqqqqqqqqqqqq00!`,
    { msPerChar: 10, laneKind: "event-loop" },
  ),
);

const preempted = measured(
  fromSketch("L0 ^^AAAA**AAAABB**BB\nL1 ^CCCC****CCCCDDDD", { msPerChar: 10 }),
);

const loop = fromSketch("A 00~~~~00|\nB qq00~~~~00|\nC qqqq00~~~~00|", {
  msPerChar: 10,
  laneKind: "event-loop",
});

/** Four lanes, busier from one to the next; the same every time. */
function crowd(count: number): Trace {
  const lanes = 4;
  const spans: Span[] = [];
  for (let lane = 0; lane < lanes; lane++) {
    let at = 0;
    for (let i = 0; i < count / lanes; i++) {
      const length = 0.2 + 0.2 * lane + 0.15 * ((i * 7919) % 13 > 6 ? 1 : 0);
      const holds = laneId(lane);
      const is: SpanState =
        lane === 3 && i % 3 === 0
          ? { is: "waiting", on: "database", holds }
          : { is: "running", lane: holds };
      spans.push({ task: taskId(i % 100), start: at, end: at + length, state: is });
      at += 1;
    }
  }
  const duration = count / lanes;
  return measured({
    ...nothing,
    lanes: Array.from({ length: lanes }, (_, i) => ({
      id: laneId(i),
      kind: "thread",
      label: `Thread ${i + 1}`,
    })),
    tasks: Array.from({ length: 100 }, (_, i) => ({
      id: taskId(i),
      label: `job ${i}`,
      kind: "job",
    })),
    spans: spans.sort((a, b) => a.start - b.start || a.task - b.task),
    settled: Array.from({ length: 100 }, () => ({ at: duration, outcome: "done" })),
    duration,
  });
}

/**
 * By task, spans of 4 ms with as much between them: 2 to 3 px at any width of the page. The last row has one of each
 * state in turn. The same tasks a hundred times over are merged columns, ever busier.
 */
function short(times: number): Trace {
  const states: readonly SpanState[] = [
    { is: "running", lane: laneId(0) },
    { is: "waiting", on: "network" },
    { is: "blocked", on: "lock" },
    { is: "ready" },
    { is: "queued" },
  ];
  const length = 4 / times;
  const spans = Array.from({ length: 200 * times }, (_, i) =>
    Array.from({ length: states.length + 1 }, (_, task): Span => {
      const start = 2 * length * i;
      const busy = times === 1 ? length : (2 * length * (i + 1)) / (200 * times);
      const state = states[task] ?? states[i % states.length] ?? { is: "ready" };
      return { task: taskId(task), start, end: start + busy, state };
    }),
  ).flat();
  const duration = 1600;
  return measured({
    ...nothing,
    lanes: [{ id: laneId(0), kind: "thread", label: "Thread 1" }],
    tasks: [...states.map(({ is }) => is), "in turn"].map((label, i) => ({
      id: taskId(i),
      label,
      kind: "job",
    })),
    spans,
    settled: Array.from({ length: states.length + 1 }, () => ({ at: duration, outcome: "done" })),
    duration,
  });
}

const brief = short(1);
const merged = short(100);

const many = measured(
  fromSketch(
    Array.from(
      { length: 400 },
      (_, i) => `task${i} ${".".repeat((i * 7) % 23)}q~~${"t".repeat(i % 5)}`,
    ).join("\n"),
  ),
);

const crowded = crowd(100_000);

export const STATES: readonly GalleryState[] = [
  state("empty", nothing),
  state("one task", measured(fromSketch("L0 AAAA~~~~AAAA", { msPerChar: 10 }))),
  state("all states by thread", everything),
  state("all states by task", everything, { rows: "tasks" }),
  state("pre-emption and start-up", preempted),
  state(
    "ghost bars under a run",
    measured(
      fromSketch("A 000~~~~~000|\nB qqq000~~~~~000|\nC qqqqqq00~~~~~~00|", {
        msPerChar: 10,
        laneKind: "event-loop",
      }),
    ),
    { ghost: loop, domain: [0, 180] },
  ),
  state("a prediction", loop),
  state("a growing run", measured(loop), { live: true, domain: [0, 200] }),
  state("one task selected", everything, { selected: taskId(1) }),
  state("a measured stretch", everything, { range: [40, 110], cursor: 75 }),
  state("100 000 spans", crowded),
  state("100 000 spans, a thousandth of them", crowded, {
    domain: [12_000, 12_025],
    bounds: [0, crowded.duration],
  }),
  state("400 tasks, the longest first", many, { rows: "tasks", sort: "duration" }),
  state("short spans of every state", brief, { rows: "tasks" }),
  state("merged spans of every state", merged, { rows: "tasks" }),
  { ...state("forced colours", everything), forced: true },
  {
    ...state("forced colours, short spans of every state", brief, { rows: "tasks" }),
    forced: true,
  },
  { ...state("forced colours, 100 000 spans", crowded), forced: true },
];
