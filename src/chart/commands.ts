import type { Ms, TaskId, Trace } from "../trace/types.ts";
import { around, type Domain, panned, zoomed } from "./domain.ts";
import type { Explorer, TimelineEvents } from "./explore.ts";
import { type SpanAt, spanIndex } from "./hit.ts";
import { type Command, commandOf, showHelp } from "./keys.ts";
import type { Layout } from "./layout.ts";
import type { View } from "./scene.ts";
import { lastStarted } from "./span-index.ts";

/** What is on the screen when a key is pressed. */
export interface Now {
  readonly view: View;
  readonly bounds: Domain;
  readonly cursor: Ms | undefined;
  readonly range: Domain | undefined;
}

const ZOOM = 1.5;
const STEP = 0.2;

/** Keys of one timeline but for those that walk its spans. A key that can do nothing is left to the page. @returns stops listening */
export function listenToKeys(
  root: HTMLElement,
  events: TimelineEvents,
  explorer: Explorer,
  seen: () => Now | undefined,
): () => void {
  const listening = new AbortController();
  root.addEventListener("keydown", press, { signal: listening.signal });
  return () => listening.abort();

  function press(event: KeyboardEvent): void {
    const now = seen();
    if (now === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const command = commandOf(event);
    if (command !== undefined && obey(command, now)) event.preventDefault();
  }

  function obey(command: Command, now: Now): boolean {
    switch (command) {
      case "zoom-in":
        return show(zoomed(now.view.scale.domain, now.bounds, centreOf(now), 1 / ZOOM));
      case "zoom-out":
        return show(zoomed(now.view.scale.domain, now.bounds, centreOf(now), ZOOM));
      case "earlier":
        return show(panned(now.view.scale.domain, now.bounds, -STEP));
      case "later":
        return show(panned(now.view.scale.domain, now.bounds, STEP));
      case "everything":
        return show(now.bounds, "jump");
      case "fit":
        return fitFocused(now);
      case "back":
        events.onBack?.();
        return events.onBack !== undefined;
      case "next-of-task":
        return follow(now.view, 1);
      case "previous-of-task":
        return follow(now.view, -1);
      case "range-from":
      case "range-to":
        return measureFrom(command, now);
      case "find":
        events.onFind?.();
        return events.onFind !== undefined;
      case "help":
        void showHelp(root, events);
        return true;
      default:
        return command satisfies never;
    }
  }

  function show(domain: Domain, step: "smooth" | "jump" = "smooth"): boolean {
    events.onDomain?.(domain, step);
    return events.onDomain !== undefined;
  }

  /** The focused span, else all of the selected task. */
  function fitFocused({ view, bounds }: Now): boolean {
    const span = focusedSpan(view);
    if (span !== undefined) return show(around(span.start, span.end, bounds), "jump");
    const life = view.selected === undefined ? undefined : lifeOf(view.trace, view.selected);
    return life !== undefined && show(around(life[0], life[1], bounds), "jump");
  }

  function follow(view: View, direction: 1 | -1): boolean {
    const from = explorer.focused();
    const at = from === undefined ? undefined : spanIndex(view.layout, from);
    const task = view.selected ?? view.trace.spans[at ?? -1]?.task;
    if (task === undefined) return false;
    const next = spanOfTask(view.trace, task, at, direction);
    const where = next === undefined ? undefined : placeOf(view.layout, view.trace, next);
    if (where !== undefined) explorer.focus(where);
    return true;
  }

  function measureFrom(
    command: "range-from" | "range-to",
    { view, range, bounds, cursor }: Now,
  ): boolean {
    if (events.onRange === undefined) return false;
    const span = focusedSpan(view);
    const [from, to] = range ?? bounds;
    const at = command === "range-from" ? (span?.start ?? cursor) : (span?.end ?? cursor);
    if (at === undefined) return false;
    const next: Domain = command === "range-from" ? [at, to] : [from, at];
    if (next[1] > next[0]) events.onRange(next);
    return true;
  }

  function focusedSpan(view: View) {
    const where = explorer.focused();
    return where === undefined ? undefined : view.trace.spans[spanIndex(view.layout, where) ?? -1];
  }

  /** Zooming keeps in place what one looks at. */
  function centreOf({ view, cursor }: Now): Ms {
    const [from, to] = view.scale.domain;
    const span = focusedSpan(view);
    const at = span === undefined ? cursor : (span.start + span.end) / 2;
    return at !== undefined && at >= from && at <= to ? at : (from + to) / 2;
  }
}

/** From a task's first span to the end of its last; undefined for one without spans. */
export function lifeOf(trace: Trace, task: TaskId): Domain | undefined {
  let first: Ms | undefined;
  let last = 0;
  for (const span of trace.spans) {
    if (span.task !== task) continue;
    first ??= span.start;
    last = Math.max(last, span.end);
  }
  return first === undefined ? undefined : [first, last];
}

/** The next or previous span of a task, in `trace.spans`; from nowhere, its first or last. */
export function spanOfTask(
  { spans }: Trace,
  task: TaskId,
  from: number | undefined,
  direction: 1 | -1,
): number | undefined {
  let at = from ?? (direction === 1 ? -1 : spans.length);
  for (at += direction; at >= 0 && at < spans.length; at += direction) {
    if (spans[at]?.task === task) return at;
  }
  return undefined;
}

/** Where a span is drawn. */
export function placeOf({ rows, index }: Layout, trace: Trace, span: number): SpanAt | undefined {
  const start = trace.spans[span]?.start ?? 0;
  for (const [row, placed] of rows.entries()) {
    for (const [line, spans] of placed.row.lines.entries()) {
      const at = lastStarted(index, spans, start);
      if (at >= spans.from && index.order[at] === span) return { row, line, at: at - spans.from };
    }
  }
  return undefined;
}
