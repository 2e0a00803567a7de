import {
  laneId,
  type Ms,
  type Span,
  type SpanState,
  type Trace,
  taskId,
} from "../../trace/types.ts";

/** What one task asks for, before anyone does it. */
export interface WorkTask {
  readonly label: string;
  readonly kind: string;
  readonly releaseAt: Ms;
  readonly segments: readonly WorkSegment[];
}

export interface WorkSegment {
  /** `other`: locks and channels, whose length nobody knows yet */
  readonly is: "compute" | "wait" | "other";
  readonly ms: Ms;
}

/** Above this many tasks those that ask for exactly the same share a row, if that leaves no more rows than this. */
const ONE_ROW_EACH = 12;

/**
 * The work as if every task had all it needs at once: each starts when it is released and never stands in
 * line. Drawn by task this is the work to scale. Many tasks that are alike become one, "100 × request".
 */
export function workTrace(tasks: readonly WorkTask[]): Trace {
  const alike = tasks.length > ONE_ROW_EACH ? collapsed(tasks) : tasks;
  const rows = alike.length > ONE_ROW_EACH ? tasks : alike;
  const spans = rows.flatMap(spansOf).sort((a, b) => a.start - b.start || a.task - b.task);
  return {
    version: 1,
    provenance: { kind: "predicted", cores: Math.max(1, rows.length), seed: 0 },
    lanes: rows.map((row, i) => ({ id: laneId(i), kind: "thread", label: row.label })),
    tasks: rows.map(({ label, kind }, i) => ({ id: taskId(i), label, kind })),
    spans,
    laneSpans: [],
    settled: rows.map((row) => ({ at: endOf(row), outcome: "done" })),
    duration: Math.max(0, ...rows.map(endOf)),
  };
}

const endOf = (task: WorkTask): Ms =>
  task.segments.reduce((end, segment) => end + segment.ms, task.releaseAt);

function collapsed(tasks: readonly WorkTask[]): readonly WorkTask[] {
  const alike = new Map<string, WorkTask[]>();
  for (const task of tasks) {
    const key = JSON.stringify([task.kind, task.releaseAt, task.segments]);
    const siblings = alike.get(key);
    if (siblings === undefined) alike.set(key, [task]);
    else siblings.push(task);
  }
  return [...alike.values()].flatMap((siblings) => {
    const [first] = siblings;
    if (first === undefined) return [];
    return siblings.length === 1
      ? [first]
      : [{ ...first, label: `${siblings.length} × ${first.kind}` }];
  });
}

function spansOf(task: WorkTask, index: number): readonly Span[] {
  let start = task.releaseAt;
  return task.segments.flatMap((segment): readonly Span[] => {
    const end = start + segment.ms;
    const span: Span = { task: taskId(index), start, end, state: stateOf(segment, index) };
    start = end;
    return segment.ms > 0 ? [span] : [];
  });
}

function stateOf(segment: WorkSegment, index: number): SpanState {
  switch (segment.is) {
    case "compute":
      return { is: "running", lane: laneId(index) };
    case "wait":
      return { is: "waiting", on: "timer" };
    case "other":
      return { is: "blocked", on: "others" };
    default:
      return segment.is satisfies never;
  }
}

/** Sums over all tasks: what there is to compute, and what there is to wait for. */
export function workTotals(tasks: readonly WorkTask[]): {
  readonly compute: Ms;
  readonly wait: Ms;
} {
  const sum = (is: WorkSegment["is"]) =>
    tasks
      .flatMap((task) => task.segments)
      .reduce((total, segment) => total + (segment.is === is ? segment.ms : 0), 0);
  return { compute: sum("compute"), wait: sum("wait") };
}
