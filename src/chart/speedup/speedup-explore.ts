import { mountTooltip } from "../reading/tooltip.ts";
import { lanesAt, type SpeedupFrame } from "./speedup-frame.ts";
import type { SpeedupPlotProps } from "./speedup-points.ts";
import { laneFacts, laneSentence } from "./speedup-words.ts";

/** Pointer and keyboard over a speedup plot: which number of lanes they are on, and what is said about it. */
interface LaneExplorer {
  lanes(): number | undefined;
  destroy(): void;
}

interface Seen {
  readonly props: SpeedupPlotProps;
  readonly frame: SpeedupFrame;
}

/**
 * @param root the focusable element; CSS px of pointer events are relative to it
 * @param say a live region
 * @param seen what is drawn; undefined before the first drawing
 * @param changed the number of lanes is another
 */
export function exploreLanes(
  root: HTMLElement,
  say: HTMLElement,
  seen: () => Seen | undefined,
  changed: () => void,
): LaneExplorer {
  const tooltip = mountTooltip(root);
  const listening = new AbortController();
  let lanes: number | undefined;
  listen(root, { point, leave, press, hide: tooltip.hide }, listening.signal);
  return {
    lanes: () => lanes,
    destroy() {
      listening.abort();
      tooltip.destroy();
    },
  };

  function point(event: PointerEvent): void {
    const view = seen();
    if (view === undefined) return;
    const { left, right, bottom } = view.frame;
    const { offsetX: x, offsetY: y } = event;
    if (x < left || x > right + 12 || y > bottom + 24) return leave();
    to(lanesAt(view.frame, x));
    tooltip.show(laneFacts(view.props, lanes ?? 1), { x: event.clientX, y: event.clientY });
  }

  function leave(): void {
    tooltip.hide();
    to(undefined);
  }

  function to(next: number | undefined): void {
    if (next === lanes) return;
    lanes = next;
    changed();
  }

  function press(event: KeyboardEvent): void {
    const view = seen();
    if (view === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && lanes !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      say.textContent = "";
      return leave();
    }
    const next = moved(lanes, event.key, Math.max(2, view.props.most));
    if (next === undefined) return;
    event.preventDefault();
    to(next);
    say.textContent = laneSentence(view.props, next);
    tooltip.show(laneFacts(view.props, next), placeOf(root, view, next));
  }
}

interface Listeners {
  point(event: PointerEvent): void;
  leave(): void;
  press(event: KeyboardEvent): void;
  hide(): void;
}

function listen(
  root: HTMLElement,
  { point, leave, press, hide }: Listeners,
  signal: AbortSignal,
): void {
  root.addEventListener("pointermove", point, { signal });
  root.addEventListener("pointerdown", point, { signal });
  // A finger that was lifted has not moved on: what it touched is said until the next touch or scroll.
  root.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && leave(), {
    signal,
  });
  root.addEventListener("pointercancel", leave, { signal });
  root.addEventListener("keydown", press, { signal });
  root.addEventListener("blur", leave, { signal });
  root.ownerDocument.addEventListener("scroll", hide, { signal, passive: true, capture: true });
}

/** Of a number of lanes on the plot, px of the viewport: its measured point, else the top. */
function placeOf(root: HTMLElement, { props, frame }: Seen, lanes: number) {
  const { left, top } = root.getBoundingClientRect();
  const measured = props.measured.find((one) => one.lanes === lanes);
  return {
    x: left + frame.x(lanes),
    y: top + (measured === undefined ? frame.top : frame.y(measured.speedup)),
  };
}

/** Where a key leads; undefined for keys that are not the plot's. */
function moved(lanes: number | undefined, key: string, most: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return lanes === undefined ? 1 : Math.min(most, lanes + 1);
    case "ArrowLeft":
      return lanes === undefined ? most : Math.max(1, lanes - 1);
    case "Home":
      return 1;
    case "End":
      return most;
    default:
      return undefined;
  }
}
