import type { Box } from "../layout/box.ts";
import { hitAt, type SpanAt } from "../layout/hit.ts";
import type { Tooltip } from "../reading/tooltip.ts";
import type { View } from "../scene/scene.ts";
import type { TimelineEvents } from "./events.ts";
import { focusBox, focusSpoken, focusTooltip } from "./focus.ts";
import { extentOf, move, moveOfKey, type Place, taskOf } from "./navigate.ts";
import { pointedAt } from "./pointed.ts";
import { pointIn } from "./touch-scroll.ts";

/** Pointer and keyboard over one timeline: what they are on, and what is said about it. */
export interface Explorer {
  /** Where the focus ring goes, CSS px within the chart. */
  ring(): Box | undefined;
  /** what the keyboard is on, if anything */
  focused(): Place | undefined;
  /** the same, for what the selected task is followed from: not where another one was before this was selected */
  start(): Place | undefined;
  /** Another task was selected, here or elsewhere. */
  selected(): void;
  /** Puts the focus there and says what it is on. */
  focus(where: SpanAt): void;
  /** The chart was drawn: what the keyboard reached is where it was brought to. */
  drawn(): void;
  destroy(): void;
}

/** The chart that is explored. */
interface Explored {
  /** the focusable element; CSS px of pointer events are relative to it */
  readonly root: HTMLElement;
  /** a live region */
  readonly say: HTMLElement;
  readonly tooltip: Tooltip;
  readonly events: TimelineEvents;
  /** the view as last drawn: what a reader points at */
  seen(): View | undefined;
  /** the ring moved */
  changed(): void;
  /** brings a place into sight */
  reveal(where: Place): void;
}

interface Exploration extends Explored {
  focus: Place | undefined;
  /** another task was selected since the focus came there */
  passed: boolean;
  /** the focus moved since the chart was drawn: its tooltip goes where it comes into sight */
  moved: boolean;
}

export function explore(chart: Explored): Explorer {
  const { root, tooltip } = chart;
  const it: Exploration = { ...chart, focus: undefined, passed: false, moved: false };
  const listening = listen(it);
  return {
    ring: () => {
      const view = it.seen();
      const on = view !== undefined && root.matches(":focus");
      return on && it.focus !== undefined ? focusBox(view, it.focus) : undefined;
    },
    focused: () => it.focus,
    start: () => {
      const view = it.seen();
      const passed = view !== undefined && it.focus !== undefined && isPassed(it, view, it.focus);
      return passed ? undefined : it.focus;
    },
    selected: () => {
      it.passed = true;
    },
    focus: (where) => {
      const view = it.seen();
      if (view !== undefined) go(it, view, { on: "span", ...where });
    },
    drawn: () => {
      const view = it.seen();
      const told = it.moved && view && it.focus && focusTooltip(view, it.focus);
      it.moved = false;
      if (!told) return;
      const { left, top } = root.getBoundingClientRect();
      tooltip.show(told.text, { x: left + told.x, y: top + told.y });
    },
    destroy: () => listening.abort(),
  };
}

function listen(it: Exploration): AbortController {
  const { root, tooltip } = it;
  const listening = new AbortController();
  const { signal } = listening;
  const scrolls = { signal, passive: true, capture: true };
  root.addEventListener("pointermove", (event) => point(it, event), { signal });
  root.addEventListener("pointerdown", (event) => point(it, event), { signal });
  root.addEventListener("pointerleave", (event) => depart(it, event), { signal });
  root.addEventListener("pointercancel", () => leave(it), { signal });
  root.addEventListener("click", (event) => choose(it, event), { signal });
  root.addEventListener("keydown", (event) => press(it, event), { signal });
  root.addEventListener("blur", () => leave(it), { signal });
  root.ownerDocument.addEventListener("scroll", tooltip.hide, scrolls);
  return listening;
}

const isPassed = ({ passed }: Exploration, { trace, layout, selected }: View, place: Place) =>
  passed && selected !== undefined && taskOf(trace, layout, place) !== selected;

function point(it: Exploration, event: PointerEvent): void {
  it.moved = false;
  const view = it.seen();
  if (view === undefined) return;
  const { x, y } = pointIn(it.root, event);
  const [left, right] = view.scale.range;
  it.events.onCursor(x < left || x > right ? undefined : view.scale.time(x));
  const text = pointedAt(view, x, y);
  if (text === undefined) it.tooltip.hide();
  else it.tooltip.show(text, { x: event.clientX, y: event.clientY });
}

/** A finger that was lifted has not moved on: what it touched stays told until the next touch or scroll. */
function depart(it: Exploration, event: PointerEvent): void {
  if (event.pointerType !== "touch") leave(it);
}

function leave(it: Exploration): void {
  it.moved = false;
  it.tooltip.hide();
  it.events.onCursor(undefined);
  it.changed();
}

/** A click selects the task of a bar; on the selected task, or beside all bars, it selects nothing. */
function choose(it: Exploration, event: MouseEvent): void {
  const view = it.seen();
  if (view === undefined) return;
  const { x, y } = pointIn(it.root, event);
  const hit = hitAt(view.trace, view.shown, view.scale, x, y);
  if (hit.on === "span") {
    it.focus = { on: "span", ...hit.where };
    it.changed();
  }
  const task = hit.on === "span" ? view.trace.spans[hit.span]?.task : undefined;
  it.events.onSelect(task === view.selected ? undefined : task);
}

function press(it: Exploration, event: KeyboardEvent): void {
  const view = it.seen();
  if (view === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") dismiss(it, event);
  if (event.key === "Enter" || event.key === " ") selectFocused(it, view, event);
  const step = event.shiftKey ? undefined : moveOfKey(event.key);
  if (step === undefined) return;
  event.preventDefault();
  const next = move(view.trace, view.layout, it.focus, step);
  if (next !== undefined) go(it, view, next);
}

function go(it: Exploration, view: View, next: Place): void {
  const entered = it.focus !== undefined && it.focus.row !== next.row;
  it.focus = next;
  it.passed = false;
  it.moved = true;
  it.tooltip.hide();
  it.reveal(next);
  const words = focusSpoken(view, next, entered);
  if (words !== undefined) {
    it.say.textContent = words;
    const extent = extentOf(view.trace, view.layout, next);
    if (extent !== undefined) it.events.onCursor(extent.start);
  }
  it.changed();
}

/** The first Escape clears what is on the chart; with nothing left to clear the page gets the key. */
function dismiss(it: Exploration, event: KeyboardEvent): void {
  const selected = it.seen()?.selected;
  if (it.focus === undefined && selected === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  it.focus = undefined;
  it.say.textContent = "";
  if (selected !== undefined) it.events.onSelect(undefined);
  leave(it);
}

function selectFocused(it: Exploration, view: View, event: KeyboardEvent): void {
  event.preventDefault();
  const task = it.focus === undefined ? undefined : taskOf(view.trace, view.layout, it.focus);
  if (task !== undefined) it.events.onSelect(task === view.selected ? undefined : task);
}
