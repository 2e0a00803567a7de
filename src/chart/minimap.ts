import type { TaskId, TimeRange, Trace } from "../trace/types.ts";
import { putSheet, sheetOf } from "./canvas/sheet.ts";
import { type CurveLook, drawCurve } from "./canvas/strip-columns.ts";
import { createSurface, type Redraw, type Surface } from "./canvas/surface.ts";
import { listenToMinimap } from "./input/minimap-gestures.ts";
import { floorOf, lineBand, minimapHeight, minimapRange } from "./layout/minimap-frame.ts";
import { countNow, countsIfReady, later } from "./scene/counting.ts";
import { extremesOf } from "./spans/extremes.ts";
import { remember } from "./spans/memo.ts";
import { lifeOf } from "./spans/task-time.ts";
import type { Rgba } from "./style/palette.ts";
import { createMinimapWindow } from "./svg/minimap-window.ts";
import { pixelsOf } from "./time/pixels.ts";
import { instant, type TimeScale, timeScale } from "./time/scale.ts";

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

const areaOf = (colour: Rgba): CurveLook => ({
  line: colour,
  fill: colour,
  width: 1,
  dashed: false,
});

/**
 * The whole run in a strip as wide as the timelines, with a window on what they show: drag it, drag its edges, or
 * drag beside it to draw another. A slider to the keyboard: arrows move it, + and - change its size, Home and End.
 */
export function mountMinimap(host: HTMLElement, events: MinimapEvents): Minimap {
  const root = minimapRootIn(host);
  const surface = createSurface(root, draw);
  const overlay = createMinimapWindow();
  root.append(overlay.node);
  let props: MinimapProps | undefined;
  let scale: TimeScale | undefined;
  let stopCounting: (() => void) | undefined;
  const stopListening = listenToMinimap(
    root,
    () => (props === undefined || scale === undefined ? undefined : { ...props, scale }),
    (domain, step) => events.onDomain(domain, step),
  );

  return {
    update(next) {
      const same = props !== undefined && sameRun(props, next);
      props = next;
      saySlider(root, next);
      surface.request(same ? "overlay" : "all");
    },
    destroy() {
      stopCounting?.();
      stopListening();
      surface.destroy();
      root.remove();
    },
  };

  function draw(what: Redraw): void {
    const width = surface.width();
    if (props === undefined || width === 0) return;
    scale = timeScale(props.bounds, minimapRange(width));
    if (what === "all") {
      const uncounted = drawLines(props, scale, surface);
      if (uncounted.length > 0) count(uncounted);
    }
    drawWindow(props, scale, width);
  }

  function drawWindow(now: MinimapProps, scale: TimeScale, width: number): void {
    const { traces, selected, bounds, domain } = now;
    const lives = traces.flatMap((trace, i) => {
      const life = selectedLife(trace, selected[i]);
      return life === undefined ? [] : [{ life, floor: floorOf(i) }];
    });
    const whole = domain[0] <= bounds[0] && domain[1] >= bounds[1];
    const marks = { scale, domain, whole, lives, width, height: minimapHeight(traces.length) };
    overlay.draw(marks, surface.palette(), devicePixelRatio);
  }

  function count(traces: readonly Trace[]): void {
    stopCounting ??= later(traces.map(countNow), () => {
      stopCounting = undefined;
      surface.request("all");
    });
  }
}

function minimapRootIn(host: HTMLElement): HTMLElement {
  const root = host.ownerDocument.createElement("div");
  root.dataset.part = "minimap";
  root.tabIndex = 0;
  root.setAttribute("role", "slider");
  root.setAttribute("aria-label", "Part of the run that the timelines show");
  root.setAttribute("aria-orientation", "horizontal");
  Object.assign(root.style, { position: "relative", touchAction: "pan-y" });
  host.append(root);
  return root;
}

function saySlider(root: HTMLElement, { bounds, domain: [from, to] }: MinimapProps): void {
  root.setAttribute("aria-valuemin", `${Math.round(bounds[0])}`);
  root.setAttribute("aria-valuemax", `${Math.round(bounds[1])}`);
  root.setAttribute("aria-valuenow", `${Math.round(from)}`);
  root.setAttribute("aria-valuetext", `${instant(from)} to ${instant(to)}`);
}

/** Whether two states of the props draw the same lines: then only the window or the selection moved. */
const sameRun = (a: MinimapProps, b: MinimapProps): boolean =>
  a.bounds[0] === b.bounds[0] &&
  a.bounds[1] === b.bounds[1] &&
  a.traces.length === b.traces.length &&
  a.traces.every((trace, i) => trace === b.traces[i]);

/** How many lanes execute, of each trace. @returns those that are still to be counted */
function drawLines(props: MinimapProps, scale: TimeScale, surface: Surface): readonly Trace[] {
  const { context, pens } = surface.begin(minimapHeight(props.traces.length));
  const sheet = sheetOf(context.canvas.width, context.canvas.height);
  const pixels = pixelsOf(scale, pens.dpr);
  const uncounted = props.traces.filter((trace, i) => {
    const counts = countsIfReady(trace);
    if (counts === undefined) return true;
    const { executing, until } = counts;
    const band = { ...lineBand(i), top: Math.max(1, executing.peak) };
    const extremes = extremesOf(executing.steps, pixels);
    drawCurve(sheet, extremes, until, band, pixels, areaOf(pens.palette.queued), pens.dpr);
    return false;
  });
  putSheet(context, sheet);
  return uncounted;
}

/** Of each trace: found once for each task, as a window that is dragged draws every frame. */
const lives = remember((_: Trace) => new Map<TaskId, TimeRange | undefined>());

function selectedLife(trace: Trace, task: TaskId | undefined): TimeRange | undefined {
  if (task === undefined) return undefined;
  const known = lives(trace);
  if (!known.has(task)) known.set(task, lifeOf(trace, task));
  return known.get(task);
}
