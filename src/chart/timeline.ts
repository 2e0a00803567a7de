import type { TimeRange } from "../trace/types.ts";
import { createSurface, type Redraw } from "./canvas/surface.ts";
import { listenToKeys } from "./input/commands.ts";
import type { TimelineEvents } from "./input/events.ts";
import { type Explorer, explore } from "./input/explore.ts";
import { listenToGestures } from "./input/gestures.ts";
import { extentOf, type Place } from "./input/navigate.ts";
import { mountTooltip, type Tooltip } from "./reading/tooltip.ts";
import { createRefinement } from "./scene/refinement.ts";
import { type TimelineProps, type View, viewOf } from "./scene/scene.ts";
import { rowToSee, scrolledTo } from "./scene/scroll-into-view.ts";
import { including, sameTimeRange } from "./time/time-range.ts";
import { announcerIn, liveRegionIn, timelineRootIn } from "./timeline-root.ts";
import { screenIn } from "./timeline-screen.ts";

export type { TimelineProps };

export interface Timeline {
  update(props: TimelineProps): void;
  destroy(): void;
}

interface State {
  props: TimelineProps | undefined;
  /** as last drawn */
  view: View | undefined;
  /** of the rows, CSS px */
  scroll: number;
  /** a task was selected, here or elsewhere: it is to be brought into sight */
  revealing: boolean;
  /** a range that is being drawn */
  range: TimeRange | undefined;
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
  const root = timelineRootIn(host, events);
  const say = liveRegionIn(root);
  const state: State = {
    props: undefined,
    view: undefined,
    scroll: 0,
    revealing: false,
    range: undefined,
  };
  const surface = createSurface(root, draw);
  const { request } = surface;
  const tooltip = mountTooltip(root);
  const screen = screenIn(root, surface);
  const refinement = createRefinement(() => request("all"));
  const announce = announcerIn(root, say, () => state.props);
  const explorer = explore({
    root,
    say,
    tooltip,
    events,
    seen: () => state.view,
    changed: () => request("overlay"),
    reveal: (where) => reveal(state, where, events, request),
  });
  const stops = listenTo(root, state, { events, explorer, tooltip, request });

  return {
    update(next) {
      const before = state.props;
      state.props = next;
      if (before?.label !== next.label) root.setAttribute("aria-label", next.label);
      if (before?.selected !== next.selected) {
        state.revealing = true;
        explorer.selected();
      }
      announce();
      request(before !== undefined && sameScene(before, next) ? "overlay" : "all");
    },
    destroy() {
      refinement.stop();
      for (const stop of stops) stop();
      explorer.destroy();
      surface.destroy();
      tooltip.destroy();
      root.remove();
    },
  };

  function draw(what: Redraw): void {
    const { props } = state;
    if (props === undefined || surface.width() === 0) return;
    if (what === "all" || state.view === undefined) {
      state.view = nextView(state, props, surface.width());
      screen.scene(state.view, props);
      refinement.drawn(state.view);
    }
    const { cursor, until, axis } = props;
    const range = state.range ?? props.range;
    screen.marks(state.view, { cursor, instant: axis, until, range, ring: explorer.ring() });
    explorer.drawn();
  }
}

type Request = (what: Redraw) => void;

/** Keys and gestures. @returns what stops each */
function listenTo(
  root: HTMLElement,
  state: State,
  {
    events,
    explorer,
    tooltip,
    request,
  }: {
    readonly events: TimelineEvents;
    readonly explorer: Explorer;
    readonly tooltip: Tooltip;
    readonly request: Request;
  },
): readonly (() => void)[] {
  const keys = listenToKeys(root, events, explorer, () => {
    const now = seen(state);
    return now && { ...now, cursor: state.props?.cursor, range: state.props?.range };
  });
  const asked = {
    onDomain: (domain: TimeRange, step: "smooth" | "jump") => {
      tooltip.hide();
      events.onDomain?.(domain, step);
    },
    onBack: () => events.onBack?.(),
    onRange: (range: TimeRange | undefined) => events.onRange?.(range),
    onScroll: (top: number) => scrollTo(state, top, request),
    onDraw: (range: TimeRange | undefined) => {
      tooltip.hide();
      state.range = range;
      request("overlay");
    },
  };
  const canZoom = events.onDomain !== undefined;
  return [keys, listenToGestures(root, asked, () => (canZoom ? seen(state) : undefined))];
}

function seen({ view, props }: State) {
  if (view === undefined || props === undefined) return undefined;
  return { view, bounds: props.bounds ?? props.domain };
}

function scrollTo(state: State, top: number, request: Request): void {
  const next = Math.max(0, Math.min(state.view?.scrollable ?? 0, top));
  if (next === state.scroll) return;
  state.scroll = next;
  request("all");
}

/** Scrolls to a place's row, and asks for a domain that holds what is there. */
function reveal(state: State, where: Place, events: TimelineEvents, request: Request): void {
  const now = seen(state);
  if (now === undefined) return;
  scrollTo(state, scrolledTo(now.view, where.row), request);
  const span = extentOf(now.view.trace, now.view.layout, where);
  const { domain } = now.view.scale;
  if (span === undefined) return;
  const next = including(domain, now.bounds, span.start, span.end);
  if (!sameTimeRange(next, domain)) events.onDomain?.(next, "smooth");
}

/** What the props show, scrolled to a task that was just selected. */
function nextView(state: State, props: TimelineProps, width: number): View {
  const scrolled = (top: number) => viewOf(props, width, top, devicePixelRatio);
  const view = scrolled(state.scroll);
  const row = state.revealing ? rowToSee(view) : undefined;
  state.revealing = false;
  const next = row === undefined ? view : scrolled(scrolledTo(view, row));
  state.scroll = next.scroll;
  return next;
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
