import type { TimeRange } from "../../trace/types.ts";
import type { View } from "../scene/scene.ts";
import { within } from "../time/time-range.ts";
import {
  type Drag,
  draggedAt,
  isDrag,
  panTo,
  pinched,
  rangeOf,
  scrolledBy,
  strays,
} from "./drag.ts";
import { pointIn } from "./touch-scroll.ts";
import { isAsked, wheelRequest } from "./wheel.ts";

/** What gestures ask for. */
interface GestureEvents {
  /** `smooth`: one of many on the way */
  onDomain(domain: TimeRange, step: "smooth" | "jump"): void;
  onBack(): void;
  onRange(range: TimeRange | undefined): void;
  /** rows were pulled to here, CSS px */
  onScroll(top: number): void;
  /** a range is being drawn on the chart; undefined: no more */
  onDraw(range: TimeRange | undefined): void;
}

interface Gestures {
  readonly root: HTMLElement;
  readonly events: GestureEvents;
  readonly seen: () => { readonly view: View; readonly bounds: TimeRange } | undefined;
  /** where the pointers are that are pressed, CSS px from the left of the chart, by id */
  readonly touches: Map<number, number>;
  drag: Drag | undefined;
  pinch: { readonly view: View; readonly xs: readonly [number, number] } | undefined;
  /** the chart was clicked: the wheel is its own */
  armed: boolean;
}

/**
 * Wheel, drag and pinch over one timeline. The wheel is the page's until the chart was clicked, and again when the
 * pointer leaves it; with Ctrl or Cmd it always zooms. Vertical swipes stay the page's (`touch-action`), but for
 * those on the scroll areas (see touch-scroll.ts).
 *
 * @param seen the view as last drawn, and as far as it may go
 * @returns stops listening
 */
export function listenToGestures(
  root: HTMLElement,
  events: GestureEvents,
  seen: Gestures["seen"],
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const it: Gestures = {
    root,
    events,
    seen,
    touches: new Map(),
    drag: undefined,
    pinch: undefined,
    armed: false,
  };
  const disarm = () => {
    it.armed = false;
  };
  root.addEventListener("wheel", (event) => turn(it, event), { signal, passive: false });
  root.addEventListener("pointerdown", (event) => press(it, event), { signal });
  root.addEventListener("pointermove", (event) => move(it, event), { signal });
  root.addEventListener("pointerup", (event) => release(it, event), { signal });
  root.addEventListener("pointercancel", (event) => cancel(it, event), { signal });
  root.addEventListener("pointerleave", disarm, { signal });
  root.addEventListener("blur", disarm, { signal });
  root.addEventListener("dblclick", () => events.onBack(), { signal });
  root.addEventListener("keydown", (event) => event.key === "Escape" && giveUp(it), { signal });
  return () => listening.abort();
}

function turn(it: Gestures, event: WheelEvent): void {
  const now = it.seen();
  if (now === undefined || !(isAsked(event) || it.armed)) return;
  event.preventDefault();
  const request = wheelRequest(event, pointIn(it.root, event).x, now.view, now.bounds);
  if ("scroll" in request) it.events.onScroll(request.scroll);
  else it.events.onDomain(request.domain, "smooth");
}

function press(it: Gestures, event: PointerEvent): void {
  const now = it.seen();
  if (now === undefined || event.button !== 0) return;
  it.armed = true;
  const { x, y } = pointIn(it.root, event);
  it.touches.set(event.pointerId, x);
  capture(it);
  const [a, b] = [...it.touches.values()];
  if (a !== undefined && b !== undefined) {
    giveUp(it);
    it.pinch = { view: now.view, xs: [a, b] };
    return;
  }
  const dragged = draggedAt(now.view, x, y, event.shiftKey);
  if (dragged === undefined) return;
  it.drag = { x, y, view: now.view, dragged, pointer: event.pointerId, moved: false };
}

function move(it: Gestures, event: PointerEvent): void {
  if (!it.touches.has(event.pointerId)) return;
  if (event.buttons === 0) {
    cancel(it, event);
    return;
  }
  const { x, y } = pointIn(it.root, event);
  it.touches.set(event.pointerId, x);
  const now = it.seen();
  if (it.pinch !== undefined) {
    squeeze(it, it.pinch);
    return;
  }
  if (it.drag === undefined || now === undefined || event.pointerId !== it.drag.pointer) return;
  if (!it.drag.moved && !isDrag(it.drag, x, y)) return;
  it.drag = { ...it.drag, moved: true };
  dragTo(it.events, it.drag, x, y, now.bounds);
}

function dragTo(events: GestureEvents, drag: Drag, x: number, y: number, bounds: TimeRange): void {
  switch (drag.dragged) {
    case "pan":
      events.onDomain(panTo(drag, x, bounds), "smooth");
      if (drag.view.scrollable > 0) events.onScroll(drag.view.scroll - (y - drag.y));
      return;
    case "brush":
    case "range":
      events.onDraw(rangeOf(drag, x));
      return;
    case "scroll":
      events.onScroll(scrolledBy(drag, y));
      return;
    default:
      drag.dragged satisfies never;
  }
}

function release(it: Gestures, event: PointerEvent): void {
  it.touches.delete(event.pointerId);
  if (it.pinch !== undefined) {
    if (it.touches.size === 0) it.pinch = undefined;
    swallowClick(it.root);
    return;
  }
  const ended = it.drag;
  if (ended === undefined || event.pointerId !== ended.pointer) return;
  giveUp(it);
  const { x, y } = pointIn(it.root, event);
  if (ended.dragged === "range" || ended.moved || strays(ended, x, y)) swallowClick(it.root);
  const range = isDrag(ended, x, y) ? rangeOf(ended, x) : undefined;
  if (ended.dragged === "range") it.events.onRange(range);
  const bounds = it.seen()?.bounds;
  if (ended.dragged === "brush" && range !== undefined && bounds !== undefined)
    it.events.onDomain(within(range, bounds), "jump");
}

function cancel(it: Gestures, event: PointerEvent): void {
  it.touches.delete(event.pointerId);
  it.pinch = undefined;
  giveUp(it);
}

function giveUp(it: Gestures): void {
  if (it.drag?.moved === true) it.events.onDraw(undefined);
  it.drag = undefined;
}

function squeeze(it: Gestures, { view, xs }: NonNullable<Gestures["pinch"]>): void {
  const bounds = it.seen()?.bounds;
  const [a, b] = [...it.touches.values()];
  if (a === undefined || b === undefined || bounds === undefined) return;
  const domain = pinched(view.scale, xs, [a, b], bounds);
  if (domain !== undefined) it.events.onDomain(domain, "smooth");
}

/** So that a drag that leaves the chart goes on, and its end is seen; a pointer that a script made up can't be captured. */
function capture({ root, touches }: Gestures): void {
  for (const pointer of touches.keys()) {
    try {
      root.setPointerCapture(pointer);
    } catch {
      return;
    }
  }
}

/** What ends a drag is no click. */
function swallowClick(root: HTMLElement): void {
  const once = new AbortController();
  const swallow = (event: Event) => event.stopImmediatePropagation();
  root.addEventListener("click", swallow, { signal: once.signal, capture: true, once: true });
  setTimeout(() => once.abort(), 0);
}
