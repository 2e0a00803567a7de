import {
  type Settlement,
  type Span,
  type SpanState,
  stepIndex,
  type Task,
  type Trace,
  taskId,
} from "../types.ts";

/** Many texts as one, so that a thread hands them over in one piece: `ends[i]` is where the i-th ends. */
interface Texts {
  readonly all: string;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/**
 * A trace in columns: what a worker can hand over in no time. A million spans as objects would take a second to
 * copy, in one go; as columns they are moved, and made objects again a few at a time. 48 bytes a span and task.
 */
export interface PackedTrace {
  readonly rest: Omit<Trace, "tasks" | "spans" | "settled">;
  readonly labels: Texts;
  readonly kinds: readonly string[];
  readonly states: readonly SpanState[];
  readonly tasks: {
    readonly label: Uint32Array<ArrayBuffer>;
    readonly kind: Uint32Array<ArrayBuffer>;
  };
  readonly spans: {
    readonly task: Uint32Array<ArrayBuffer>;
    readonly state: Uint32Array<ArrayBuffer>;
    readonly start: Float64Array<ArrayBuffer>;
    readonly end: Float64Array<ArrayBuffer>;
    /** -1: none */
    readonly step: Int32Array<ArrayBuffer>;
  };
  readonly settled: {
    readonly at: Float64Array<ArrayBuffer>;
    readonly how: Uint32Array<ArrayBuffer>;
    readonly ways: readonly Omit<Settlement, "at">[];
  };
}

/** Numbers what it is given: equal things, by their key, get the same number. */
function numbered<T>(keyOf: (item: T) => string): { items: T[]; of(item: T): number } {
  const numbers = new Map<string, number>();
  const items: T[] = [];
  return {
    items,
    of(item) {
      const key = keyOf(item);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, items.length);
      items.push(item);
      return items.length - 1;
    },
  };
}

function stateKey(state: SpanState): string {
  switch (state.is) {
    case "running":
      return `${state.lane}`;
    case "waiting":
    case "blocked":
      return `${state.is} ${state.holds ?? ""} ${state.on}`;
    case "queued":
    case "ready":
      return state.is;
    default:
      return state satisfies never;
  }
}

export function packTrace({ tasks, spans, settled, ...rest }: Trace): PackedTrace {
  const labels = numbered<string>((label) => label);
  const kinds = numbered<string>((kind) => kind);
  const states = numbered(stateKey);
  const ways = numbered<Omit<Settlement, "at">>(({ outcome, error }) =>
    error === undefined ? outcome : `${outcome} ${error}`,
  );
  const label = Uint32Array.from(tasks, (task) => labels.of(task.label));
  const kind = Uint32Array.from(tasks, (task) => kinds.of(task.kind));
  const how = Uint32Array.from(settled, ({ at: _, ...way }) => ways.of(way));
  let end = 0;
  return {
    rest,
    labels: {
      all: labels.items.join(""),
      ends: Uint32Array.from(labels.items, ({ length }) => (end += length)),
    },
    kinds: kinds.items,
    states: states.items,
    tasks: { label, kind },
    spans: packSpans(spans, states.of),
    settled: { at: Float64Array.from(settled, ({ at }) => at), how, ways: ways.items },
  };
}

/** In one pass: spans are objects all over the heap. */
function packSpans(spans: readonly Span[], numberOf: (state: SpanState) => number) {
  const size = spans.length;
  const columns: PackedTrace["spans"] = {
    task: new Uint32Array(size),
    state: new Uint32Array(size),
    start: new Float64Array(size),
    end: new Float64Array(size),
    step: new Int32Array(size),
  };
  for (let i = 0; i < size; i++) {
    const { task, state, start, end, step } = spans[i] as Span;
    columns.task[i] = task;
    columns.state[i] = numberOf(state);
    columns.start[i] = start;
    columns.end[i] = end;
    columns.step[i] = step ?? -1;
  }
  return columns;
}

/** What can be moved instead of copied. */
export const buffersOf = ({ labels, tasks, spans, settled }: PackedTrace): ArrayBuffer[] =>
  [
    labels.ends,
    tasks.label,
    tasks.kind,
    spans.task,
    spans.state,
    spans.start,
    spans.end,
    spans.step,
    settled.at,
    settled.how,
  ].map(({ buffer }) => buffer);

/** Objects made between two rests: some tenths of a millisecond. */
const STEP = 2000;

/**
 * The trace again, which it returns. Rests (yields) every 2000 objects, so that the caller can let a page
 * breathe. Equal states are one object: a million spans hold as many states as there are lanes.
 */
export function* unpackTrace(packed: PackedTrace): Generator<void, Trace, undefined> {
  const { rest, kinds, states } = packed;
  const labels: string[] = [];
  yield* each(packed.labels.ends.length, (i) => {
    labels.push(packed.labels.all.slice(packed.labels.ends[i - 1] ?? 0, packed.labels.ends[i]));
  });
  const tasks: Task[] = [];
  const { label, kind } = packed.tasks;
  yield* each(label.length, (i) => {
    tasks.push({
      id: taskId(i),
      label: labels[label[i] ?? 0] ?? "",
      kind: kinds[kind[i] ?? 0] ?? "",
    });
  });
  const spans: Span[] = [];
  const { task: tasksOf, state: statesOf, start: starts, end: ends, step: steps } = packed.spans;
  yield* each(tasksOf.length, (i) => {
    const state = states[statesOf[i] ?? 0];
    if (state === undefined) return;
    const task = taskId(tasksOf[i] ?? 0);
    const step = stepIndex(steps[i] ?? -1);
    spans.push({ task, start: starts[i] ?? 0, end: ends[i] ?? 0, state, step });
  });
  const settled: Settlement[] = [];
  const { at, how, ways } = packed.settled;
  yield* each(at.length, (i) => {
    const { outcome = "done", error } = ways[how[i] ?? 0] ?? {};
    const time = at[i] ?? 0;
    settled.push(error === undefined ? { at: time, outcome } : { at: time, outcome, error });
  });
  return { ...rest, tasks, spans, settled };
}

function* each(count: number, make: (index: number) => void): Generator<void, void, undefined> {
  for (let i = 0; i < count; i++) {
    make(i);
    if (i % STEP === STEP - 1) yield;
  }
}
