/** What begins, ends or is whole, in the order of the file. `at`: µs. */
export interface Edge {
  readonly phase: "whole" | "begin" | "end";
  readonly at: number;
  /** 0 but of whole ones */
  readonly lasting: number;
  /** "" where the file gives none */
  readonly name: string;
}

/** A slice with both its ends, µs. */
export interface Closed<E> {
  readonly start: number;
  readonly end: number;
  /** what opened it */
  readonly event: E;
}

interface Matched<E> {
  /** in order of start, the longest first */
  readonly slices: readonly Closed<E>[];
  /** begun and never ended: they last as long as what holds them, else to the end of the file */
  readonly open: number;
  /** names of ends that nothing began */
  readonly strays: readonly string[];
}

interface Opened<E> {
  readonly event: E;
  /** when something that began before it ended: it can't have outlasted that, if it never ends itself */
  limit: number | undefined;
}

/**
 * Beginnings with their ends. An end closes the nearest open slice of its name; one without a name the innermost.
 * So an end that is missing or too many spoils no other slice:
 *
 *     B serve   B parse   E flush   E parse   E serve
 *     [serve--------------------------------------]
 *               [parse---------------]                   flush: a stray end
 *
 * @param edges of one thread, or of one async id
 * @param end µs, of the whole file
 */
export function matchEnds<E extends Edge>(edges: readonly E[], end: number): Matched<E> {
  const slices: Closed<E>[] = [];
  const strays: string[] = [];
  const stack: Opened<E>[] = [];
  for (const event of inOrder(edges)) {
    const { phase, at, lasting } = event;
    if (phase === "whole") slices.push({ start: at, end: at + lasting, event });
    else if (phase === "begin") stack.push({ event, limit: undefined });
    else {
      const place = placeOf(event, stack);
      if (place < 0) strays.push(event.name);
      else close(place, at);
    }
  }
  for (const { event, limit } of stack) {
    slices.push({ start: event.at, end: Math.max(event.at, limit ?? end), event });
  }
  return { slices: slices.sort(byStart), open: stack.length, strays };

  function close(place: number, at: number): void {
    const [closed] = stack.splice(place, 1);
    if (closed !== undefined) slices.push({ start: closed.event.at, end: at, event: closed.event });
    for (const inner of stack.slice(place)) inner.limit ??= at;
  }
}

/** Where the slice lies that an end closes; -1 for none. */
function placeOf<E extends Edge>({ name }: E, stack: readonly Opened<E>[]): number {
  if (name !== "") return stack.findLastIndex(({ event }) => event.name === name);
  const place = stack.findLastIndex(({ limit }) => limit === undefined);
  return place < 0 ? stack.length - 1 : place;
}

const byStart = (a: Closed<unknown>, b: Closed<unknown>): number =>
  a.start - b.start || b.end - a.end;

/** By time, stable: events of one instant keep their order. The same array where it is in order. */
function inOrder<E extends Edge>(edges: readonly E[]): readonly E[] {
  for (let i = 1; i < edges.length; i++) {
    if ((edges[i]?.at ?? 0) < (edges[i - 1]?.at ?? 0))
      return [...edges].sort((a, b) => a.at - b.at);
  }
  return edges;
}
