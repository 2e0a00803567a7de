import type { TimeRange } from "../trace/types.ts";
import { createPainter } from "./canvas/paint.ts";
import { createSurface, type Redraw } from "./canvas/surface.ts";
import { listenToKeys } from "./input/commands.ts";
import { explore, type TimelineEvents } from "./input/explore.ts";
import { listenToGestures } from "./input/gestures.ts";
import { shortcutsOf } from "./input/keys.ts";
import { extentOf, type Place } from "./input/navigate.ts";
import { gripsIn } from "./input/touch-scroll.ts";
import { changeWords } from "./reading/announce.ts";
import { mountTooltip } from "./reading/tooltip.ts";
import { countNow, later, refineNow } from "./scene/counting.ts";
import { type TimelineProps, type View, viewOf } from "./scene/scene.ts";
import { noteScroll, rowToSee, scrolledTo } from "./scene/scroll-into-view.ts";
import { gridsNow } from "./spans/span-index.ts";
import { gutterTexts, unitText } from "./svg/gutter.ts";
import { createOverlay } from "./svg/overlay.ts";
import { including, sameTimeRange } from "./time/time-range.ts";

export type { TimelineProps };

export interface Timeline {
  update(props: TimelineProps): void;
  destroy(): void;
}

/**
 * A timeline in `host`: bars on a canvas, everything that is text or follows the pointer in SVG over it.
 * It takes its width from `host` and sets its own height; more rows than a page can hold scroll in a window of
 * their own. Draws at most once per animation frame, and only after a change. Every listener, observer and node
 * goes with `destroy`.
 *
 * What it shows is the page's to decide: it asks for another domain through `onDomain`, and the page gives the same
 * one to all its timelines. Keys and gestures are listed in keys.ts, and by `?` on the screen. What is focused is
 * said in a live region and shown in the same tooltip as the pointer's.
 */
export function mountTimeline(host: HTMLElement, events: TimelineEvents): Timeline {
  const root = rootIn(host, events);
  const say = liveRegionIn(root);
  const overlay = createOverlay();
  const painter = createPainter();
  const surface = createSurface(root, draw);
  const tooltip = mountTooltip(root);
  const grips = gripsIn(root);
  root.append(...overlay.nodes);
  let props: TimelineProps | undefined;
  /** what the reader was last told of */
  let told: TimelineProps | undefined;
  let view: View | undefined;
  let scroll = 0;
  /** a task was selected, here or elsewhere: it is to be brought into sight */
  let revealing = false;
  let stretch: TimeRange | undefined;
  let stopPreparing: (() => void) | undefined;
  let stopRefining: (() => void) | undefined;
  const explorer = explore(
    root,
    say,
    tooltip,
    events,
    () => view,
    () => surface.request("overlay"),
    reveal,
  );
  root.addEventListener("focus", tell);
  const stops = [
    listenToKeys(root, events, explorer, () => {
      const now = seen();
      return now && { ...now, cursor: props?.cursor, range: props?.range };
    }),
    listenToGestures(
      root,
      {
        onDomain: (domain, step) => {
          tooltip.hide();
          events.onDomain?.(domain, step);
        },
        onBack: () => events.onBack?.(),
        onRange: (range) => events.onRange?.(range),
        onScroll: scrollTo,
        onStretch: (next) => {
          tooltip.hide();
          stretch = next;
          surface.request("overlay");
        },
      },
      () => (events.onDomain === undefined ? undefined : seen()),
    ),
  ];

  return {
    update(next) {
      const before = props;
      props = next;
      if (before?.label !== next.label) root.setAttribute("aria-label", next.label);
      if (before?.selected !== next.selected) {
        revealing = true;
        explorer.selected();
      }
      tell();
      surface.request(before !== undefined && sameScene(before, next) ? "overlay" : "all");
    },
    destroy() {
      stopPreparing?.();
      stopRefining?.();
      for (const stop of stops) stop();
      explorer.destroy();
      surface.destroy();
      tooltip.destroy();
      root.remove();
    },
  };

  /** Of several timelines only the one that is read speaks; the others do once they are. */
  function tell(): void {
    if (props === undefined || !root.matches(":focus")) return;
    const words = changeWords(told, props);
    told = props;
    if (words !== "") say.textContent = words;
  }

  function seen(): { readonly view: View; readonly bounds: TimeRange } | undefined {
    if (view === undefined || props === undefined) return undefined;
    return { view, bounds: props.bounds ?? props.domain };
  }

  function scrollTo(top: number): void {
    const next = Math.max(0, Math.min(view?.scrollable ?? 0, top));
    if (next === scroll) return;
    scroll = next;
    surface.request("all");
  }

  /** Scrolls to a place's row, and asks for a domain that holds what is there. */
  function reveal(where: Place): void {
    const now = seen();
    if (now === undefined) return;
    scrollTo(scrolledTo(now.view, where.row));
    const span = extentOf(now.view.trace, now.view.layout, where);
    const { domain } = now.view.scale;
    if (span === undefined) return;
    const next = including(domain, now.bounds, span.start, span.end);
    if (!sameTimeRange(next, domain)) events.onDomain?.(next, "smooth");
  }

  /** Finer counts, once one has stopped moving: a journey is not held up by them. */
  function refine({ trace, coarse }: View): void {
    stopRefining?.();
    stopRefining =
      coarse &&
      later([], () => {
        if (refineNow(trace, coarse)) surface.request("all");
      });
  }

  /** What a long trace needs after its bars: grids, so that they are drawn faster, then its counts. */
  function prepare({ layout: { index }, uncounted }: View): void {
    const missing = index.grids.size < index.crowded.length;
    if (!missing && uncounted.length === 0) return;
    stopPreparing ??= later([gridsNow(index), ...uncounted.map(countNow)], () => {
      stopPreparing = undefined;
      if (uncounted.length > 0) surface.request("all");
    });
  }

  function draw(what: Redraw): void {
    if (props === undefined || surface.width() === 0) return;
    if (what === "all" || view === undefined) view = drawScene(props);
    const { cursor, until, axis: instant } = props;
    const marks = { cursor, instant, until, range: stretch ?? props.range, ring: explorer.ring() };
    overlay.mark(marks, { scale: view.scale, frame: view.frame, palette: surface.palette() });
    explorer.drawn();
  }

  /** The same, scrolled to the task that was just selected. */
  function withSelected(next: View, wanted: TimelineProps): View {
    const row = revealing ? rowToSee(next) : undefined;
    revealing = false;
    return row === undefined ? next : scrolled(wanted, scrolledTo(next, row));
  }

  function scrolled(wanted: TimelineProps, top: number): View {
    return viewOf(wanted, surface.width(), top, devicePixelRatio);
  }

  function drawScene(wanted: TimelineProps): View {
    const next = withSelected(scrolled(wanted, scroll), wanted);
    scroll = next.scroll;
    noteScroll(next);
    const { context, pens } = surface.begin(next.frame.height);
    painter.paint(context, next, pens);
    const { scale, frame } = next;
    const unit = wanted.axis ? unitText(scale.unit, next.trace) : undefined;
    const texts = gutterTexts(next.shown, frame, next.peaks, unit);
    const now = wanted.live === true ? next.trace.duration : undefined;
    overlay.surround(
      { texts, axis: wanted.axis, scroll: next, now },
      { scale, frame, palette: pens.palette },
      pens.dpr,
    );
    grips.place(next);
    prepare(next);
    refine(next);
    return next;
  }
}

/** Whether two states of the props draw the same bars: then only the cursor moved. */
const sameScene = (a: TimelineProps, b: TimelineProps): boolean =>
  a.trace === b.trace &&
  a.ghost === b.ghost &&
  a.rows === b.rows &&
  a.sort === b.sort &&
  a.domain[0] === b.domain[0] &&
  a.domain[1] === b.domain[1] &&
  a.axis === b.axis &&
  a.strip === b.strip &&
  a.live === b.live &&
  a.selected === b.selected;

/**
 * An `application`, since arrow keys are its own and a screen reader must pass them on; what it says goes
 * through the live region. The page gives the summary and the table for reading without it.
 */
function rootIn(host: HTMLElement, events: TimelineEvents): HTMLElement {
  const root = host.ownerDocument.createElement("div");
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-roledescription", "timeline");
  root.setAttribute("aria-keyshortcuts", shortcutsOf(events));
  root.dataset.part = "timeline";
  Object.assign(root.style, { position: "relative", touchAction: "pan-y" });
  host.append(root);
  return root;
}

function liveRegionIn(root: HTMLElement): HTMLElement {
  const say = root.ownerDocument.createElement("div");
  say.setAttribute("aria-live", "polite");
  say.dataset.part = "live";
  Object.assign(say.style, {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  });
  root.append(say);
  return say;
}
