import type { TimeRange } from "../../trace/types.ts";
import { WINDOW_EDGE } from "../layout/minimap-frame.ts";
import type { TimeScale } from "../time/scale.ts";
import { panned, within, zoomed } from "../time/time-range.ts";

/** Pointers this near to an edge of the window (CSS px) take hold of the edge; within it, a quarter of it at most. */
const GRIP = 7;
/** Pointers that move less than this (CSS px) click. */
const STILL = 4;

/** What a pointer does to the window of a minimap. */
type Hold = "move" | "from" | "to" | "draw";

/** The window of a minimap, as it is shown. */
export interface MinimapWindow {
  readonly scale: TimeScale;
  readonly domain: TimeRange;
  readonly bounds: TimeRange;
}

/** The hold of a pointer, where it took it (CSS px), and the domain that it then was. */
export interface WindowDrag {
  readonly hold: Hold;
  readonly x: number;
  readonly from: TimeRange;
}

export function holdAt({ scale, domain, bounds }: MinimapWindow, x: number): Hold {
  const whole = domain[0] <= bounds[0] && domain[1] >= bounds[1];
  return whole ? "draw" : holdOn(x, scale.x(domain[0]), scale.x(domain[1]));
}

/** Half of any window moves it, and one narrower than its grips is all handle. */
function holdOn(x: number, from: number, to: number): Hold {
  const inner = to - from < 2 * GRIP ? -WINDOW_EDGE / 2 : Math.min(GRIP, (to - from) / 4);
  if (x > from + inner && x < to - inner) return "move";
  if (x < from - GRIP || x > to + GRIP) return "draw";
  return x < (from + to) / 2 ? "from" : "to";
}

/** The mouse cursor over what a press would take hold of. */
export const cursorOf = (hold: Hold): string =>
  hold === "move" ? "grab" : hold === "draw" ? "crosshair" : "ew-resize";

const isClick = (drag: WindowDrag, x: number): boolean =>
  drag.hold === "draw" && Math.abs(x - drag.x) < STILL;

/** The domain that a drag to `x` (CSS px) asks for; undefined while it is a click beside the window. */
export function draggedTo(
  drag: WindowDrag,
  x: number,
  { scale, bounds }: MinimapWindow,
): TimeRange | undefined {
  if (isClick(drag, x)) return undefined;
  const [from, to] = drag.from;
  const by = (x - drag.x) / scale.perMs;
  const ordered = (a: number, b: number): TimeRange => within(a < b ? [a, b] : [b, a], bounds);
  switch (drag.hold) {
    case "move":
      return within([from + by, to + by], bounds);
    case "from":
      return ordered(from + by, to);
    case "to":
      return ordered(from, to + by);
    case "draw":
      return ordered(scale.time(drag.x), scale.time(x));
    default:
      return drag.hold satisfies never;
  }
}

/** A press beside the window without a drag brings the window there. */
export function clickedTo(
  drag: WindowDrag,
  x: number,
  { scale, domain, bounds }: MinimapWindow,
): TimeRange | undefined {
  if (!isClick(drag, x)) return undefined;
  const half = (domain[1] - domain[0]) / 2;
  const at = scale.time(x);
  return within([at - half, at + half], bounds);
}

/** What a key asks for; undefined for keys that are not the minimap's. */
export function keyedTo(
  key: string,
  { domain, bounds }: Omit<MinimapWindow, "scale">,
): TimeRange | undefined {
  const middle = (domain[0] + domain[1]) / 2;
  const length = domain[1] - domain[0];
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return panned(domain, bounds, -0.1);
    case "ArrowRight":
    case "ArrowUp":
      return panned(domain, bounds, 0.1);
    case "+":
    case "=":
      return zoomed(domain, bounds, middle, 1 / 1.5);
    case "-":
      return zoomed(domain, bounds, middle, 1.5);
    case "0":
      return bounds;
    case "Home":
      return within([bounds[0], bounds[0] + length], bounds);
    case "End":
      return within([bounds[1] - length, bounds[1]], bounds);
    default:
      return undefined;
  }
}
