import type { Ms, TimeRange } from "../../trace/types.ts";
import type { Box } from "../layout/box.ts";
import type { Frame } from "../layout/frame.ts";
import type { Palette } from "../style/palette.ts";
import { pixelsOf } from "../time/pixels.ts";
import { instantOn, type TimeScale } from "../time/scale.ts";
import { cursorIn, nowIn } from "./cursor.ts";
import { focusRingIn } from "./focus-ring.ts";
import type { GutterText } from "./gutter.ts";
import { labelsIn } from "./labels.ts";
import { playheadIn } from "./playhead.ts";
import { rangeShadeIn } from "./range-shade.ts";
import { type ScrollState, scrollbarIn } from "./scrollbar.ts";
import { crispAt, svgOver } from "./svg.ts";
import { timeAxisIn } from "./time-axis.ts";

/** Where and in which colours an overlay is drawn. */
interface Place {
  readonly scale: TimeScale;
  readonly frame: Frame;
  readonly palette: Palette;
}

/** What changes with the bars. */
interface Surroundings {
  readonly texts: readonly GutterText[];
  readonly axis: boolean;
  readonly scroll: ScrollState | undefined;
  /** a run that goes on has come to here */
  readonly now: Ms | undefined;
}

/** What follows a pointer, the keyboard or a replay, over bars that stay as they are. */
export interface Marks {
  readonly cursor: Ms | undefined;
  /** whether the cursor's instant is written on the axis */
  readonly instant: boolean;
  readonly ring: Box | undefined;
  /** a range of time that is being drawn, or the one measured */
  readonly range: TimeRange | undefined;
  /** what is later than a replay has come is faded; undefined: nothing is */
  readonly until: Ms | undefined;
}

/** The SVG over the canvas: the axis, everything else that is text, and everything that follows a pointer. */
interface Overlay {
  readonly node: SVGSVGElement;
  surround(surroundings: Surroundings, place: Place, dpr: number): void;
  mark(marks: Marks, place: Place): void;
}

export function createOverlay(): Overlay {
  const { node, resize, part } = svgOver();
  // In the order in which they cover each other.
  const labels = labelsIn(part());
  const axis = timeAxisIn(part());
  const playhead = playheadIn(part());
  const shade = rangeShadeIn(part());
  const scrollbar = scrollbarIn(part());
  const now = nowIn(part());
  const cursor = cursorIn(part());
  const ring = focusRingIn(part());
  return {
    node,
    surround(wanted, { scale, frame, palette }, dpr) {
      resize(frame.width, frame.height);
      labels(wanted.texts, frame, palette);
      if (wanted.axis) axis.draw(scale, pixelsOf(scale, dpr), frame, palette, dpr);
      axis.show(wanted.axis);
      scrollbar(wanted.scroll ?? NO_SCROLL, frame.range[1] + 8, palette);
      now(crispOn(scale, wanted.now), frame.axisY, palette);
    },
    mark({ cursor: time, instant, ring: box, range, until }, { scale, frame, palette }) {
      const [left, right] = scale.range;
      const inside = (at: Ms) => Math.round(Math.max(left, Math.min(right, scale.x(at))));
      const [from, to] = range === undefined ? [0, 0] : [inside(range[0]), inside(range[1])];
      const head = until === undefined ? undefined : Math.round(scale.x(until));
      const words = instant && time !== undefined ? instantOn(scale, time) : "";
      playhead(head, left, right, frame.axisY, palette);
      shade(from, to, frame.axisY, palette);
      cursor(crispOn(scale, time), words, frame.width, frame.axisY, frame.height, palette);
      ring(box, palette);
    },
  };
}

const NO_SCROLL: ScrollState = { scroll: 0, scrollable: 0, shown: { height: 0 } };

/** Undefined outside the axis. */
function crispOn(scale: TimeScale, time: Ms | undefined): number | undefined {
  const x = time === undefined ? undefined : crispAt(scale.x(time));
  return x !== undefined && x >= scale.range[0] && x <= scale.range[1] + 1 ? x : undefined;
}
