import type { TimeRange } from "../../trace/types.ts";
import type { View } from "../scene/scene.ts";
import { panned, within, zoomed } from "../time/time-range.ts";
import { pointIn } from "./touch-scroll.ts";

/** What gestures ask for. */
interface GestureEvents {
  /** `smooth`: one of many on the way */
  onDomain(domain: TimeRange, step: "smooth" | "jump"): void;
  onBack(): void;
  onRange(range: TimeRange | undefined): void;
  /** rows were pulled to here, CSS px */
  onScroll(top: number): void;
  /** a stretch is being drawn on the chart; undefined: no more */
  onStretch(stretch: TimeRange | undefined): void;
}

/** Pointers that move less than this (CSS px) click. */
const STILL = 4;
/** One notch of a wheel is some 100 px; a pinch on a trackpad comes as a wheel with Ctrl, in steps of 1 to 10. */
const PER_WHEEL_PX = 0.0022;
const PER_PINCH_PX = 0.011;
const LINE_PX = 16;

type Drag = "pan" | "brush" | "range" | "scroll";

interface Start {
  readonly x: number;
  readonly y: number;
  readonly view: View;
  readonly drag: Drag;
  readonly pointer: number;
  moved: boolean;
}

/**
 * Wheel, drag and pinch over one timeline. The wheel is the page's until the chart was clicked, and again when the
 * pointer leaves it; with Ctrl or Cmd it always zooms. Vertical swipes stay the page's (`touch-action`), but for
 * those on the grips (see touch-scroll.ts).
 *
 * @param seen the view as last drawn, and as far as it may go
 * @returns stops listening
 */
export function listenToGestures(
  root: HTMLElement,
  events: GestureEvents,
  seen: () => { readonly view: View; readonly bounds: TimeRange } | undefined,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const touches = new Map<number, number>();
  let start: Start | undefined;
  let pinch: { readonly view: View; readonly xs: readonly [number, number] } | undefined;
  let armed = false;

  root.addEventListener("wheel", wheel, { signal, passive: false });
  root.addEventListener("pointerdown", press, { signal });
  root.addEventListener("pointermove", move, { signal });
  root.addEventListener("pointerup", release, { signal });
  root.addEventListener("pointercancel", cancel, { signal });
  root.addEventListener("pointerleave", disarm, { signal });
  root.addEventListener("blur", disarm, { signal });
  root.addEventListener("dblclick", () => events.onBack(), { signal });
  root.addEventListener("keydown", (event) => event.key === "Escape" && giveUp(), { signal });
  return () => listening.abort();

  function disarm(): void {
    armed = false;
  }

  function wheel(event: WheelEvent): void {
    const now = seen();
    const asked = event.ctrlKey || event.metaKey;
    if (now === undefined || !(asked || armed)) return;
    event.preventDefault();
    const { view, bounds } = now;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [across, down] = [event.deltaX * unit, event.deltaY * unit];
    const { domain, range } = view.scale;
    const { x } = pointIn(root, event);
    const inGutter = x < range[0];
    if (inGutter && view.scrollable > 0 && !asked) {
      events.onScroll(view.scroll + down);
      return;
    }
    if (event.shiftKey || Math.abs(across) > Math.abs(down)) {
      const by = (across === 0 ? down : across) / (range[1] - range[0]);
      events.onDomain(panned(domain, bounds, by), "smooth");
      return;
    }
    const per = asked && Math.abs(down) < 40 ? PER_PINCH_PX : PER_WHEEL_PX;
    const at = view.scale.time(x);
    events.onDomain(zoomed(domain, bounds, at, Math.exp(down * per)), "smooth");
  }

  function press(event: PointerEvent): void {
    const now = seen();
    if (now === undefined || event.button !== 0) return;
    armed = true;
    const { x, y } = pointIn(root, event);
    touches.set(event.pointerId, x);
    capture();
    const [a, b] = [...touches.values()];
    if (a !== undefined && b !== undefined) {
      giveUp();
      pinch = { view: now.view, xs: [a, b] };
      return;
    }
    const drag = dragFrom(now.view, x, y, event.shiftKey);
    if (drag === undefined) return;
    start = { x, y, view: now.view, drag, pointer: event.pointerId, moved: false };
  }

  function move(event: PointerEvent): void {
    if (!touches.has(event.pointerId)) return;
    if (event.buttons === 0) {
      cancel(event);
      return;
    }
    const { x, y } = pointIn(root, event);
    touches.set(event.pointerId, x);
    if (pinch !== undefined) {
      squeeze(pinch);
      return;
    }
    const now = seen();
    if (start === undefined || now === undefined || event.pointerId !== start.pointer) return;
    if (!start.moved && !isDrag(start, x, y)) return;
    start.moved = true;
    switch (start.drag) {
      case "pan": {
        const { domain, perMs } = start.view.scale;
        const by = (start.x - x) / perMs;
        events.onDomain(within([domain[0] + by, domain[1] + by], now.bounds), "smooth");
        if (start.view.scrollable > 0) events.onScroll(start.view.scroll - (y - start.y));
        return;
      }
      case "brush":
      case "range":
        events.onStretch(stretchOf(start, x));
        return;
      case "scroll":
        events.onScroll(
          start.view.scroll + ((y - start.y) * start.view.layout.height) / start.view.shown.height,
        );
        return;
      default:
        start.drag satisfies never;
    }
  }

  function release(event: PointerEvent): void {
    touches.delete(event.pointerId);
    if (pinch !== undefined) {
      if (touches.size === 0) pinch = undefined;
      swallowClick();
      return;
    }
    const ended = start;
    if (ended === undefined || event.pointerId !== ended.pointer) return;
    giveUp();
    const { x, y } = pointIn(root, event);
    if (ended.drag === "range" || ended.moved || strays(ended, x, y)) swallowClick();
    const stretch = isDrag(ended, x, y) ? stretchOf(ended, x) : undefined;
    if (ended.drag === "range") events.onRange(stretch);
    const bounds = seen()?.bounds;
    if (ended.drag === "brush" && stretch !== undefined && bounds !== undefined)
      events.onDomain(within(stretch, bounds), "jump");
  }

  function cancel(event: PointerEvent): void {
    touches.delete(event.pointerId);
    pinch = undefined;
    giveUp();
  }

  function giveUp(): void {
    if (start?.moved === true) events.onStretch(undefined);
    start = undefined;
  }

  /** Two fingers keep the instants they lie on. */
  function squeeze({ view, xs }: NonNullable<typeof pinch>): void {
    const bounds = seen()?.bounds;
    const [a, b] = [...touches.values()];
    if (a === undefined || b === undefined || bounds === undefined) return;
    const [t0, t1] = [view.scale.time(xs[0]), view.scale.time(xs[1])];
    const perMs = Math.abs(b - a) < 1 || t0 === t1 ? view.scale.perMs : (b - a) / (t1 - t0);
    if (!(perMs > 0)) return;
    const [left, right] = view.scale.range;
    const from = t0 - (a - left) / perMs;
    events.onDomain(within([from, from + (right - left) / perMs], bounds), "smooth");
  }

  /** So that a drag that leaves the chart goes on, and its end is seen; a pointer that a script made up can't be captured. */
  function capture(): void {
    for (const pointer of touches.keys()) {
      try {
        root.setPointerCapture(pointer);
      } catch {
        return;
      }
    }
  }

  function swallowClick(): void {
    const once = new AbortController();
    const swallow = (event: Event) => event.stopImmediatePropagation();
    root.addEventListener("click", swallow, { signal: once.signal, capture: true, once: true });
    setTimeout(() => once.abort(), 0);
  }
}

function dragFrom(view: View, x: number, y: number, shift: boolean): Drag | undefined {
  const [left, right] = view.scale.range;
  if (x > right + 4) return view.scrollable > 0 && y < view.shown.height ? "scroll" : undefined;
  if (x < left) return view.scrollable > 0 ? "pan" : undefined;
  if (y >= view.frame.axisY && view.frame.height - view.frame.axisY > 12) return "range";
  return shift ? "brush" : "pan";
}

const strays = (start: Start, x: number, y: number): boolean =>
  Math.hypot(x - start.x, y - start.y) >= STILL;

/** Whether a pointer came far enough for what it drags: a stretch of time is only as long as it is wide. */
function isDrag(start: Start, x: number, y: number): boolean {
  if (start.drag !== "brush" && start.drag !== "range") return strays(start, x, y);
  const [from, to] = stretchOf(start, x);
  return (to - from) * start.view.scale.perMs >= STILL;
}

function stretchOf({ x, view }: Start, to: number): TimeRange {
  const [left, right] = view.scale.range;
  const inside = (at: number): number => view.scale.time(Math.max(left, Math.min(right, at)));
  return x < to ? [inside(x), inside(to)] : [inside(to), inside(x)];
}
