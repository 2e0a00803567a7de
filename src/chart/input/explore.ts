import type { Ms, TaskId, TimeRange } from "../../trace/types.ts";
import type { Box } from "../layout/box.ts";
import { hitAt, type SpanAt } from "../layout/hit.ts";
import { lineExtent } from "../layout/marks.ts";
import {
  gapWords,
  rowTooltip,
  rowWords,
  type SpanWords,
  spanWords,
  spoken,
  tooltipOf,
} from "../reading/span-words.ts";
import type { Tooltip } from "../reading/tooltip.ts";
import { mergedAt } from "../scene/merged-spans.ts";
import type { View } from "../scene/scene.ts";
import { extentOf, gapOf, move, moveOfKey, type Place, spanOf, taskOf } from "./navigate.ts";
import { pointIn } from "./touch-scroll.ts";

export interface TimelineEvents {
  /** The pointer or the keyboard focus is at `t`; undefined: it left. */
  onCursor(t: Ms | undefined): void;
  onSelect(task: TaskId | undefined): void;
  /**
   * The reader wants to see this stretch of time; without it a timeline can't be zoomed. `smooth`: one of many on
   * the way, `jump`: worth a step of the history.
   */
  onDomain?(domain: TimeRange, step: "smooth" | "jump"): void;
  /** one step back in the history of zooms */
  onBack?(): void;
  /** the stretch to measure; undefined: the whole run */
  onRange?(range: TimeRange | undefined): void;
  /** the reader wants to find a task by name */
  onFind?(): void;
}

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

/**
 * @param root the focusable element; CSS px of pointer events are relative to it
 * @param say a live region
 * @param seen the view as last drawn: what a reader points at
 * @param changed the ring moved
 * @param reveal brings a place into sight
 */
export function explore(
  root: HTMLElement,
  say: HTMLElement,
  tooltip: Tooltip,
  events: TimelineEvents,
  seen: () => View | undefined,
  changed: () => void,
  reveal: (where: Place) => void,
): Explorer {
  const listening = new AbortController();
  const { signal } = listening;
  let focus: Place | undefined;
  /** another task was selected since the focus came there */
  let passed = false;
  /** the focus moved since the chart was drawn: its tooltip goes where it comes into sight */
  let moved = false;

  root.addEventListener("pointermove", point, { signal });
  root.addEventListener("pointerdown", point, { signal });
  root.addEventListener("pointerleave", depart, { signal });
  root.addEventListener("pointercancel", leave, { signal });
  root.addEventListener("click", choose, { signal });
  root.addEventListener("keydown", press, { signal });
  root.addEventListener("blur", leave, { signal });
  root.ownerDocument.addEventListener("scroll", tooltip.hide, {
    signal,
    passive: true,
    capture: true,
  });
  return {
    ring: () => {
      const view = seen();
      return view === undefined || focus === undefined || !root.matches(":focus")
        ? undefined
        : boxOf(view, focus);
    },
    focused: () => focus,
    start: () => {
      const view = seen();
      return view !== undefined && focus !== undefined && isPassed(view, focus) ? undefined : focus;
    },
    selected: () => {
      passed = true;
    },
    focus: (where) => {
      const view = seen();
      if (view !== undefined) go(view, { on: "span", ...where });
    },
    drawn: () => {
      const view = seen();
      if (moved && view !== undefined && focus !== undefined) showFocused(view, focus);
      moved = false;
    },
    destroy: () => listening.abort(),
  };

  function isPassed({ trace, layout, selected }: View, place: Place): boolean {
    return passed && selected !== undefined && taskOf(trace, layout, place) !== selected;
  }

  function point(event: PointerEvent): void {
    moved = false;
    const view = seen();
    if (view === undefined) return;
    const { x, y } = pointIn(root, event);
    const [left, right] = view.scale.range;
    events.onCursor(x < left || x > right ? undefined : view.scale.time(x));
    const hit = hitAt(view.trace, view.shown, view.scale, x, y);
    const at = { x: event.clientX, y: event.clientY };
    switch (hit.on) {
      case "span": {
        const span = view.trace.spans[hit.span];
        if (span !== undefined) {
          tooltip.show(tooltipOf(spanWords(view.trace, span), mergedAt(view, hit.where)), at);
        }
        return;
      }
      case "gap": {
        const span = view.trace.laneSpans[hit.laneSpan];
        if (span !== undefined) tooltip.show(tooltipOf(gapWords(view.trace, span)), at);
        return;
      }
      case "row": {
        const row = view.layout.rows[hit.row]?.row;
        if (x < left && row !== undefined) tooltip.show(rowTooltip(view.trace, row), at);
        else tooltip.hide();
        return;
      }
      case "nothing":
        tooltip.hide();
        return;
      default:
        hit satisfies never;
    }
  }

  /** A finger that was lifted has not moved on: what it touched stays told until the next touch or scroll. */
  function depart(event: PointerEvent): void {
    if (event.pointerType !== "touch") leave();
  }

  function leave(): void {
    moved = false;
    tooltip.hide();
    events.onCursor(undefined);
    changed();
  }

  /** A click selects the task of a bar; on the selected task, or beside all bars, it selects nothing. */
  function choose(event: MouseEvent): void {
    const view = seen();
    if (view === undefined) return;
    const { x, y } = pointIn(root, event);
    const hit = hitAt(view.trace, view.shown, view.scale, x, y);
    if (hit.on === "span") {
      focus = { on: "span", ...hit.where };
      changed();
    }
    const task = hit.on === "span" ? view.trace.spans[hit.span]?.task : undefined;
    events.onSelect(task === view.selected ? undefined : task);
  }

  function press(event: KeyboardEvent): void {
    const view = seen();
    if (view === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") dismiss(event);
    if (event.key === "Enter" || event.key === " ") selectFocused(view, event);
    const step = event.shiftKey ? undefined : moveOfKey(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const next = move(view.trace, view.layout, focus, step);
    if (next !== undefined) go(view, next);
  }

  function go(view: View, next: Place): void {
    const entered = focus !== undefined && focus.row !== next.row;
    focus = next;
    passed = false;
    moved = true;
    tooltip.hide();
    reveal(next);
    announce(view, next, entered);
    changed();
  }

  /** The first Escape clears what is on the chart; with nothing left to clear the page gets the key. */
  function dismiss(event: KeyboardEvent): void {
    const selected = seen()?.selected;
    if (focus === undefined && selected === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    focus = undefined;
    say.textContent = "";
    if (selected !== undefined) events.onSelect(undefined);
    leave();
  }

  function selectFocused(view: View, event: KeyboardEvent): void {
    event.preventDefault();
    const task = focus === undefined ? undefined : taskOf(view.trace, view.layout, focus);
    if (task !== undefined) events.onSelect(task === view.selected ? undefined : task);
  }

  /** @param entered whether the focus comes from another row: then the row is said, too */
  function announce(view: View, where: Place, entered: boolean): void {
    const row = view.layout.rows[where.row]?.row;
    if (row === undefined) return;
    const words = wordsAt(view, where);
    const rowSaid = entered || words === undefined ? [rowWords(view.trace, row)] : [];
    say.textContent = [...rowSaid, ...(words === undefined ? [] : [spoken(words)])].join(". ");
    const extent = extentOf(view.trace, view.layout, where);
    if (extent !== undefined) events.onCursor(extent.start);
  }

  function showFocused(view: View, where: Place): void {
    const row = view.layout.rows[where.row]?.row;
    const box = boxOf(view, where);
    if (row === undefined || box === undefined) return;
    const words = wordsAt(view, where);
    const { left, top } = root.getBoundingClientRect();
    tooltip.show(words === undefined ? rowTooltip(view.trace, row) : tooltipOf(words), {
      x: left + Math.max(box.x, view.frame.gutter),
      y: top + Math.max(0, Math.min(view.shown.height, box.y + box.height)),
    });
  }
}

function wordsAt({ trace, layout }: View, where: Place): SpanWords | undefined {
  const span = spanOf(trace, layout, where);
  if (span !== undefined) return spanWords(trace, span);
  const gap = gapOf(trace, layout, where);
  return gap === undefined ? undefined : gapWords(trace, gap);
}

/** Around a span, or all of a row; undefined out of sight. */
function boxOf(view: View, where: Place): Box | undefined {
  const placed = view.layout.rows[where.row];
  const [left, right] = view.scale.range;
  const extent = extentOf(view.trace, view.layout, where);
  if (placed === undefined || (extent === undefined && where.on !== "row")) return undefined;
  const { y, height } = lineExtent(placed, where.on === "span" ? where.line : 0, 1);
  if (y + height <= view.scroll || y >= view.scroll + view.shown.height) return undefined;
  const [first, last] = view.scale.domain;
  if (extent !== undefined && (extent.end < first || extent.start > last)) return undefined;
  const inside = (x: number): number => Math.max(left, Math.min(right, x));
  const from = extent === undefined ? left : inside(view.scale.x(extent.start));
  const to = extent === undefined ? right : inside(view.scale.x(extent.end));
  return { x: from, y: y - view.scroll, width: Math.max(1, to - from), height };
}
