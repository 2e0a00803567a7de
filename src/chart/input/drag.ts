import type { TimeRange } from "../../trace/types.ts";
import type { View } from "../scene/scene.ts";
import type { TimeScale } from "../time/scale.ts";
import { within } from "../time/time-range.ts";

/** Pointers that move less than this (CSS px) click. */
const STILL = 4;

/** What a pointer drags: the time along, a range to zoom to, a range to measure, or the rows. */
type Dragged = "pan" | "brush" | "range" | "scroll";

/** Where a pointer was pressed, and on what. */
export interface Drag {
  readonly x: number;
  readonly y: number;
  readonly view: View;
  readonly dragged: Dragged;
  readonly pointer: number;
  readonly moved: boolean;
}

/** What a press at a point (CSS px) takes hold of. */
export function draggedAt(view: View, x: number, y: number, shift: boolean): Dragged | undefined {
  const [left, right] = view.scale.range;
  if (x > right + 4) return view.scrollable > 0 && y < view.shown.height ? "scroll" : undefined;
  if (x < left) return view.scrollable > 0 ? "pan" : undefined;
  if (y >= view.frame.axisY && view.frame.height - view.frame.axisY > 12) return "range";
  return shift ? "brush" : "pan";
}

export const strays = (drag: Drag, x: number, y: number): boolean =>
  Math.hypot(x - drag.x, y - drag.y) >= STILL;

/** Whether a pointer came far enough for what it drags: a range of time is only as long as it is wide. */
export function isDrag(drag: Drag, x: number, y: number): boolean {
  if (drag.dragged !== "brush" && drag.dragged !== "range") return strays(drag, x, y);
  const [from, to] = rangeOf(drag, x);
  return (to - from) * drag.view.scale.perMs >= STILL;
}

/** From where the pointer was pressed to where it is, within the axis. */
export function rangeOf({ x, view }: Drag, to: number): TimeRange {
  const [left, right] = view.scale.range;
  const inside = (at: number): number => view.scale.time(Math.max(left, Math.min(right, at)));
  return x < to ? [inside(x), inside(to)] : [inside(to), inside(x)];
}

/** The domain after a pan to `x`. */
export function panTo({ x: from, view }: Drag, x: number, bounds: TimeRange): TimeRange {
  const { domain, perMs } = view.scale;
  const by = (from - x) / perMs;
  return within([domain[0] + by, domain[1] + by], bounds);
}

/** How far rows are scrolled once the scrollbar was dragged to `y`, CSS px. */
export const scrolledBy = ({ y: from, view }: Drag, y: number): number =>
  view.scroll + ((y - from) * view.layout.height) / view.shown.height;

/**
 * The domain in which two fingers keep the instants they lie on; undefined where they are past each other.
 * @param xs where they were pressed, on `scale` @param now where they are, CSS px
 */
export function pinched(
  scale: TimeScale,
  xs: readonly [number, number],
  [a, b]: readonly [number, number],
  bounds: TimeRange,
): TimeRange | undefined {
  const [t0, t1] = [scale.time(xs[0]), scale.time(xs[1])];
  const perMs = Math.abs(b - a) < 1 || t0 === t1 ? scale.perMs : (b - a) / (t1 - t0);
  if (!(perMs > 0)) return undefined;
  const [left, right] = scale.range;
  const from = t0 - (a - left) / perMs;
  return within([from, from + (right - left) / perMs], bounds);
}
