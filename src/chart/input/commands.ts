import type { Ms, TimeRange } from "../../trace/types.ts";
import type { View } from "../scene/scene.ts";
import { taskExtent } from "../spans/task-time.ts";
import { around, panned, zoomed } from "../time/time-range.ts";
import type { TimelineEvents } from "./events.ts";
import type { Explorer } from "./explore.ts";
import { spanOfTask, taskFrom } from "./follow.ts";
import { type Command, commandOf, showHelp } from "./keys.ts";
import { type Direction, extentOf, type Place } from "./navigate.ts";

/** What is on the screen when a key is pressed. */
interface Now {
  readonly view: View;
  readonly bounds: TimeRange;
  readonly cursor: Ms | undefined;
  readonly range: TimeRange | undefined;
}

const ZOOM = 1.5;
const STEP = 0.2;

/** The timeline that keys command. */
interface Commanded {
  readonly root: HTMLElement;
  readonly events: TimelineEvents;
  readonly explorer: Explorer;
}

/** Keys of one timeline but for those that walk its spans. A key that can do nothing is left to the page. @returns stops listening */
export function listenToKeys(
  root: HTMLElement,
  events: TimelineEvents,
  explorer: Explorer,
  seen: () => Now | undefined,
): () => void {
  const listening = new AbortController();
  const press = (event: KeyboardEvent): void => {
    const now = seen();
    if (now === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const command = commandOf(event);
    if (command !== undefined && obey(command, now, { root, events, explorer }))
      event.preventDefault();
  };
  root.addEventListener("keydown", press, { signal: listening.signal });
  return () => listening.abort();
}

/** @returns whether there was something to do */
function obey(command: Command, now: Now, chart: Commanded): boolean {
  const { events, explorer } = chart;
  const { domain } = now.view.scale;
  switch (command) {
    case "zoom-in":
    case "zoom-out": {
      const factor = command === "zoom-in" ? 1 / ZOOM : ZOOM;
      return show(events, zoomed(domain, now.bounds, centreOf(now, explorer), factor));
    }
    case "earlier":
      return show(events, panned(domain, now.bounds, -STEP));
    case "later":
      return show(events, panned(domain, now.bounds, STEP));
    case "everything":
      return show(events, now.bounds, "jump");
    case "fit":
      return fitFocused(now, chart);
    case "back":
      events.onBack?.();
      return events.onBack !== undefined;
    case "next-of-task":
      return follow(now.view, explorer, 1);
    case "previous-of-task":
      return follow(now.view, explorer, -1);
    case "range-from":
    case "range-to":
      return measureFrom(command, now, chart);
    case "find":
      events.onFind?.();
      return events.onFind !== undefined;
    case "help":
      void showHelp(chart.root, events);
      return true;
    default:
      return command satisfies never;
  }
}

function show(
  events: TimelineEvents,
  domain: TimeRange,
  step: "smooth" | "jump" = "smooth",
): boolean {
  events.onDomain?.(domain, step);
  return events.onDomain !== undefined;
}

/** What is focused, else all of the selected task. */
function fitFocused({ view, bounds }: Now, { events, explorer }: Commanded): boolean {
  const extent = extentAt(view, explorer.start());
  if (extent !== undefined) return show(events, around(extent.start, extent.end, bounds), "jump");
  const task = view.selected === undefined ? undefined : taskExtent(view.trace, view.selected);
  return task !== undefined && show(events, around(task[0], task[1], bounds), "jump");
}

function follow(
  { trace, layout, selected }: View,
  explorer: Explorer,
  direction: Direction,
): boolean {
  const from = explorer.start();
  const task = selected ?? (from && taskFrom(trace, layout, from, direction));
  if (task === undefined) return false;
  const next = spanOfTask(trace, layout, task, from, direction);
  if (next !== undefined) explorer.focus(next);
  return true;
}

function measureFrom(
  command: "range-from" | "range-to",
  { view, range, bounds, cursor }: Now,
  { events, explorer }: Commanded,
): boolean {
  if (events.onRange === undefined) return false;
  const extent = extentAt(view, explorer.focused());
  const [from, to] = range ?? bounds;
  const at = command === "range-from" ? (extent?.start ?? cursor) : (extent?.end ?? cursor);
  if (at === undefined) return false;
  const next: TimeRange =
    command === "range-from" ? [at, at < to ? to : bounds[1]] : [at > from ? from : bounds[0], at];
  if (next[1] > next[0]) events.onRange(next);
  return true;
}

/** Zooming keeps in place what one looks at. */
function centreOf({ view, cursor }: Now, explorer: Explorer): Ms {
  const [from, to] = view.scale.domain;
  const extent = extentAt(view, explorer.focused());
  const at = extent === undefined ? cursor : (extent.start + extent.end) / 2;
  return at !== undefined && at >= from && at <= to ? at : (from + to) / 2;
}

const extentAt = ({ trace, layout }: View, where: Place | undefined) =>
  where && extentOf(trace, layout, where);
