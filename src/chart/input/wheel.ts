import type { TimeRange } from "../../trace/types.ts";
import type { View } from "../scene/scene.ts";
import { panned, zoomed } from "../time/time-range.ts";

/** One notch of a wheel is some 100 px; a pinch on a trackpad comes as a wheel with Ctrl, in steps of 1 to 10. */
const PER_WHEEL_PX = 0.0022;
const PER_PINCH_PX = 0.011;
const PINCH_BELOW = 40;
const LINE_PX = 16;

/** A wheel with Ctrl or Cmd: it is meant for the chart, wherever the last click was. */
export const isAsked = ({ ctrlKey, metaKey }: WheelEvent): boolean => ctrlKey || metaKey;

/** What a wheel turned at `x` (CSS px) asks for: over the row labels other rows, with Shift or across another time, else a zoom. */
export function wheelRequest(
  event: WheelEvent,
  x: number,
  { scale, scroll, scrollable }: View,
  bounds: TimeRange,
): { readonly scroll: number } | { readonly domain: TimeRange } {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
  const [across, down] = [event.deltaX * unit, event.deltaY * unit];
  const { domain, range } = scale;
  if (x < range[0] && scrollable > 0 && !isAsked(event)) return { scroll: scroll + down };
  if (event.shiftKey || Math.abs(across) > Math.abs(down)) {
    const by = (across === 0 ? down : across) / (range[1] - range[0]);
    return { domain: panned(domain, bounds, by) };
  }
  const per = isAsked(event) && Math.abs(down) < PINCH_BELOW ? PER_PINCH_PX : PER_WHEEL_PX;
  return { domain: zoomed(domain, bounds, scale.time(x), Math.exp(down * per)) };
}
