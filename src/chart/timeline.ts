import { explore, type TimelineEvents } from "./explore.ts";
import { gutterTexts } from "./gutter.ts";
import { createOverlay } from "./overlay.ts";
import { paintRows } from "./paint.ts";
import { type TimelineProps, type View, viewOf } from "./scene.ts";
import { paintStrip } from "./strip.ts";
import { createSurface, type Redraw } from "./surface.ts";
import { mountTooltip } from "./tooltip.ts";

export type { TimelineEvents, TimelineProps };

export interface Timeline {
  update(props: TimelineProps): void;
  destroy(): void;
}

/**
 * A timeline in `host`: bars on a canvas, everything that is text or follows the pointer in SVG over it.
 * It takes its width from `host` and sets its own height. Draws at most once per animation frame, and only
 * after a change. Every listener, observer and node goes with `destroy`.
 *
 * Keyboard: arrows walk spans and rows, Home and End the row, Page up and down whole rows, Enter selects the
 * task, Escape lets go. What is focused is said in a live region and shown in the same tooltip as the pointer's.
 */
export function mountTimeline(host: HTMLElement, events: TimelineEvents): Timeline {
  const root = rootIn(host);
  const say = liveRegionIn(root);
  const overlay = createOverlay();
  const surface = createSurface(root, draw);
  const tooltip = mountTooltip(root);
  root.append(overlay.node);
  let props: TimelineProps | undefined;
  let view: View | undefined;
  const explorer = explore(
    root,
    say,
    tooltip,
    events,
    () => view,
    () => surface.request("overlay"),
  );

  return {
    update(next) {
      const before = props;
      props = next;
      if (before?.label !== next.label) root.setAttribute("aria-label", next.label);
      surface.request(before !== undefined && sameScene(before, next) ? "overlay" : "all");
    },
    destroy() {
      explorer.destroy();
      surface.destroy();
      tooltip.destroy();
      root.remove();
    },
  };

  function draw(what: Redraw): void {
    if (props === undefined || surface.width() === 0) return;
    if (what === "all" || view === undefined) view = drawScene(props);
    overlay.cursor(props.cursor, view.scale, view.frame, props.axis);
    overlay.ring(explorer.ring());
  }

  function drawScene(shown: TimelineProps): View {
    const next = viewOf(shown, surface.width());
    const { context, pens } = surface.begin(next.frame.height);
    paintRows(context, next, pens);
    paintStrip(context, next.strip, next.frame.strip, next.scale, pens);
    overlay.colours(surface.palette());
    overlay.resize(next.frame);
    const unit = shown.axis ? next.scale.unit : undefined;
    overlay.gutter(gutterTexts(next.layout, next.frame, next.peaks, unit), next.frame);
    overlay.axis(next.scale, next.frame, shown.axis);
    overlay.now(shown.live === true ? next.trace.duration : undefined, next.scale, next.frame);
    return next;
  }
}

/** Whether two states of the props draw the same bars: then only the cursor moved. */
const sameScene = (a: TimelineProps, b: TimelineProps): boolean =>
  a.trace === b.trace &&
  a.ghost === b.ghost &&
  a.rows === b.rows &&
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
function rootIn(host: HTMLElement): HTMLElement {
  const root = host.ownerDocument.createElement("div");
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-roledescription", "timeline");
  root.setAttribute(
    "aria-keyshortcuts",
    "ArrowLeft ArrowRight ArrowUp ArrowDown Home End PageUp PageDown Enter Escape",
  );
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
