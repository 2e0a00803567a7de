import type { Ms, TaskId, TimeRange, Trace } from "../trace/types.ts";
import { paintLife, paintName, paintWindow } from "./canvas/minimap-paint.ts";
import { putSheet, sheetOf } from "./canvas/sheet.ts";
import { type CurveLook, drawCurve } from "./canvas/strip-columns.ts";
import { createSurface } from "./canvas/surface.ts";
import { gutterFor } from "./layout/frame.ts";
import { countNow, countsIfReady, later } from "./scene/counting.ts";
import { extremesOf } from "./spans/extremes.ts";
import { remember } from "./spans/memo.ts";
import { lifeOf } from "./spans/task-time.ts";
import type { Rgba } from "./style/palette.ts";
import { pixelsOf } from "./time/pixels.ts";
import { instant, type TimeScale, timeScale } from "./time/scale.ts";
import { panned, within, zoomed } from "./time/time-range.ts";

/** What the minimap shows: all of the time, and which part of it the timelines show. */
export interface MinimapProps {
  /** of the timelines above, in order; each is a line of how many lanes execute */
  readonly traces: readonly Trace[];
  /** the task of each trace that is highlighted everywhere: marked from its start to its end */
  readonly selected: readonly (TaskId | undefined)[];
  readonly bounds: TimeRange;
  readonly domain: TimeRange;
}

interface MinimapEvents {
  onDomain(domain: TimeRange, step: "smooth" | "jump"): void;
}

interface Minimap {
  update(props: MinimapProps): void;
  destroy(): void;
}

const LINE = 14;
const PAD = 3;
/** Bottom of the line of the i-th trace. */
const floorOf = (i: number): number => PAD + (i + 1) * LINE - 1;
const areaOf = (colour: Rgba): CurveLook => ({
  line: colour,
  fill: colour,
  width: 1,
  dashed: false,
});
/** Pointers this near to an edge of the window (CSS px) take hold of the edge; within it, a quarter of it at most. */
const GRIP = 7;
/** How wide an edge is drawn (see paintWindow): also a window of no width can be pointed at. CSS px. */
const MARK = 3;
const STILL = 4;

type Hold = "move" | "from" | "to" | "draw";

/**
 * The whole run in a strip as wide as the timelines, with a window on what they show: drag it, drag its edges, or
 * drag beside it to draw another. A slider to the keyboard: arrows move it, + and - change its size, Home and End.
 */
export function mountMinimap(host: HTMLElement, events: MinimapEvents): Minimap {
  const root = host.ownerDocument.createElement("div");
  root.dataset.part = "minimap";
  root.tabIndex = 0;
  root.setAttribute("role", "slider");
  root.setAttribute("aria-label", "Part of the run that the timelines show");
  root.setAttribute("aria-orientation", "horizontal");
  Object.assign(root.style, { position: "relative", touchAction: "pan-y" });
  host.append(root);
  const surface = createSurface(root, draw);
  const listening = new AbortController();
  const { signal } = listening;
  let props: MinimapProps | undefined;
  let stopCounting: (() => void) | undefined;
  let scale: TimeScale | undefined;
  let drag: { readonly hold: Hold; readonly x: number; readonly from: TimeRange } | undefined;
  root.addEventListener("pointerdown", press, { signal });
  root.addEventListener("pointermove", move, { signal });
  root.addEventListener("pointerup", release, { signal });
  root.addEventListener("pointercancel", () => (drag = undefined), { signal });
  root.addEventListener("keydown", key, { signal });

  return {
    update(next) {
      props = next;
      const [from, to] = next.domain;
      root.setAttribute("aria-valuemin", `${Math.round(next.bounds[0])}`);
      root.setAttribute("aria-valuemax", `${Math.round(next.bounds[1])}`);
      root.setAttribute("aria-valuenow", `${Math.round(from)}`);
      root.setAttribute("aria-valuetext", `${instant(from)} to ${instant(to)}`);
      surface.request("all");
    },
    destroy() {
      stopCounting?.();
      listening.abort();
      surface.destroy();
      root.remove();
    },
  };

  function draw(): void {
    if (props === undefined || surface.width() === 0) return;
    const { traces, selected, bounds, domain } = props;
    const width = surface.width();
    const height = Math.max(1, traces.length) * LINE + 2 * PAD;
    const { context, pens } = surface.begin(height);
    const sheet = sheetOf(context.canvas.width, context.canvas.height);
    const left = gutterFor(width);
    scale = timeScale(bounds, [left, Math.max(left + 1, width - 20)]);
    const frame = { left, right: scale.range[1], height };
    traces.forEach((trace, i) => {
      if (scale === undefined) return;
      const counts = countsIfReady(trace);
      if (counts === undefined) {
        count(trace);
        return;
      }
      const { executing, until } = counts;
      const y = PAD + i * LINE + 1;
      const band = { y, height: floorOf(i) - y, top: Math.max(1, executing.peak) };
      const pixels = pixelsOf(scale, pens.dpr);
      const extremes = extremesOf(executing.steps, pixels);
      drawCurve(sheet, extremes, until, band, pixels, areaOf(pens.palette.queued), pens.dpr);
    });
    putSheet(context, sheet);
    paintWindow(context, scale, domain, bounds, frame, pens.palette, pens.dpr);
    for (const [i, trace] of traces.entries()) {
      const life = selectedLife(trace, selected[i]);
      if (life !== undefined) paintLife(context, scale, life, floorOf(i), pens);
    }
    paintName(context, left, height, width, pens.palette, pens.dpr);
  }

  function count(trace: Trace): void {
    stopCounting ??= later([countNow(trace)], () => {
      stopCounting = undefined;
      surface.request("all");
    });
  }

  function holdAt(x: number): Hold {
    if (props === undefined || scale === undefined) return "draw";
    const [from, to] = [scale.x(props.domain[0]), scale.x(props.domain[1])];
    const whole = props.domain[0] <= props.bounds[0] && props.domain[1] >= props.bounds[1];
    return whole ? "draw" : holdOn(x, from, to);
  }

  function press(event: PointerEvent): void {
    if (props === undefined || event.button !== 0) return;
    drag = { hold: holdAt(event.offsetX), x: event.offsetX, from: props.domain };
    try {
      root.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that a script made up: the drag ends where it leaves
    }
  }

  function move(event: PointerEvent): void {
    if (props === undefined || scale === undefined) return;
    if (drag === undefined) {
      const hold = holdAt(event.offsetX);
      root.style.cursor = hold === "move" ? "grab" : hold === "draw" ? "crosshair" : "ew-resize";
      return;
    }
    const by = (event.offsetX - drag.x) / scale.perMs;
    if (Math.abs(event.offsetX - drag.x) < STILL && drag.hold === "draw") return;
    events.onDomain(dragged(drag, by, scale, event.offsetX, props.bounds), "smooth");
  }

  /** A press beside the window without a drag brings the window there. */
  function release(event: PointerEvent): void {
    const ended = drag;
    drag = undefined;
    if (ended?.hold !== "draw" || props === undefined || scale === undefined) return;
    if (Math.abs(event.offsetX - ended.x) >= STILL) return;
    const half = (props.domain[1] - props.domain[0]) / 2;
    const at = scale.time(event.offsetX);
    events.onDomain(within([at - half, at + half], props.bounds), "jump");
  }

  function key(event: KeyboardEvent): void {
    if (props === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = keyed(event.key, props);
    if (next === undefined) return;
    event.preventDefault();
    events.onDomain(next, event.key === "Home" || event.key === "End" ? "jump" : "smooth");
  }
}

/** What a press at `x` takes hold of, CSS px: half of any window moves it, and one narrower than its grips is all handle. */
function holdOn(x: number, from: number, to: number): Hold {
  const inner = to - from < 2 * GRIP ? -MARK / 2 : Math.min(GRIP, (to - from) / 4);
  if (x > from + inner && x < to - inner) return "move";
  if (x < from - GRIP || x > to + GRIP) return "draw";
  return x < (from + to) / 2 ? "from" : "to";
}

function dragged(
  {
    hold,
    x,
    from: [from, to],
  }: { readonly hold: Hold; readonly x: number; readonly from: TimeRange },
  by: Ms,
  scale: TimeScale,
  at: number,
  bounds: TimeRange,
): TimeRange {
  const ordered = (a: Ms, b: Ms): TimeRange => within(a < b ? [a, b] : [b, a], bounds);
  switch (hold) {
    case "move":
      return within([from + by, to + by], bounds);
    case "from":
      return ordered(from + by, to);
    case "to":
      return ordered(from, to + by);
    case "draw":
      return ordered(scale.time(x), scale.time(at));
    default:
      return hold satisfies never;
  }
}

function keyed(key: string, { domain, bounds }: MinimapProps): TimeRange | undefined {
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

/** Of each trace: found once for each task, as a window that is dragged draws every frame. */
const lives = remember((_: Trace) => new Map<TaskId, TimeRange | undefined>());

function selectedLife(trace: Trace, task: TaskId | undefined): TimeRange | undefined {
  if (task === undefined) return undefined;
  const known = lives(trace);
  if (!known.has(task)) known.set(task, lifeOf(trace, task));
  return known.get(task);
}
