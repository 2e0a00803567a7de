import type { Ms, TaskId } from "../trace/types.ts";
import { crowdAt } from "./crowd.ts";
import type { Domain } from "./domain.ts";
import { pointIn } from "./grips.ts";
import { hitAt, type SpanAt, spanIndex } from "./hit.ts";
import { lineExtent } from "./marks.ts";
import { move, moveOfKey } from "./navigate.ts";
import type { Box } from "./overlay.ts";
import type { View } from "./scene.ts";
import type { Tooltip } from "./tooltip.ts";
import { gapWords, rowTooltip, spanWords, spoken, tooltipOf } from "./words.ts";

export interface TimelineEvents {
  /** The pointer or the keyboard focus is at `t`; undefined: it left. */
  onCursor(t: Ms | undefined): void;
  onSelect(task: TaskId | undefined): void;
  /**
   * The reader wants to see this stretch of time; without it a timeline can't be zoomed. `smooth`: one of many on
   * the way, `jump`: worth a step of the history.
   */
  onDomain?(domain: Domain, step: "smooth" | "jump"): void;
  /** one step back in the history of zooms */
  onBack?(): void;
  /** the stretch to measure; undefined: the whole run */
  onRange?(range: Domain | undefined): void;
  /** the reader wants to find a task by name */
  onFind?(): void;
}

/** Pointer and keyboard over one timeline: what they are on, and what is said about it. */
export interface Explorer {
  /** Where the focus ring goes, CSS px within the chart. */
  ring(): Box | undefined;
  /** the focused span, if any */
  focused(): SpanAt | undefined;
  /** Puts the focus there and says what it is on. */
  focus(where: SpanAt): void;
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
  reveal: (where: SpanAt) => void,
): Explorer {
  const listening = new AbortController();
  const { signal } = listening;
  let focus: SpanAt | undefined;

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
    focus: (where) => {
      const view = seen();
      focus = where;
      reveal(where);
      if (view !== undefined) announce(view, where);
      changed();
    },
    destroy: () => listening.abort(),
  };

  function point(event: PointerEvent): void {
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
          tooltip.show(tooltipOf(spanWords(view.trace, span), crowdAt(view, hit.where)), at);
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
      focus = hit.where;
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
    focus = move(view.trace, view.layout, focus, step);
    if (focus !== undefined) {
      reveal(focus);
      announce(view, focus);
    }
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
    const task = view.trace.spans[indexOf(view, focus) ?? -1]?.task;
    if (task !== undefined) events.onSelect(task === view.selected ? undefined : task);
  }

  function announce(view: View, where: SpanAt): void {
    const span = view.trace.spans[indexOf(view, where) ?? -1];
    const box = boxOf(view, where);
    if (span === undefined || box === undefined) return;
    const words = spanWords(view.trace, span);
    say.textContent = spoken(words);
    events.onCursor(span.start);
    const { left, top } = root.getBoundingClientRect();
    tooltip.show(tooltipOf(words), {
      x: left + Math.max(box.x, view.frame.gutter),
      y: top + Math.max(0, Math.min(view.shown.height, box.y + box.height)),
    });
  }
}

const indexOf = (view: View, where: SpanAt | undefined): number | undefined =>
  where === undefined ? undefined : spanIndex(view.layout, where);

function boxOf(view: View, where: SpanAt): Box | undefined {
  const placed = view.layout.rows[where.row];
  const span = view.trace.spans[indexOf(view, where) ?? -1];
  if (placed === undefined || span === undefined) return undefined;
  const { y, height } = lineExtent(placed, where.line, 1);
  if (y + height <= view.scroll || y >= view.scroll + view.shown.height) return undefined;
  const [left, right] = view.scale.range;
  const from = Math.max(left, Math.min(right, view.scale.x(span.start)));
  const to = Math.max(left, Math.min(right, view.scale.x(span.end)));
  return { x: from, y: y - view.scroll, width: Math.max(1, to - from), height };
}
