import type { TimeRange } from "../../trace/types.ts";
import {
  clickedTo,
  cursorOf,
  draggedTo,
  holdAt,
  keyedTo,
  type MinimapWindow,
  type WindowDrag,
} from "./window-drag.ts";

/**
 * Pointers and keys on a minimap. Not d3-brush: it prevents every swipe over it from scrolling the page, and would
 * have no room beside its handles in a narrow window.
 * @param ask `smooth`: one of many on the way, `jump`: worth a step of the history
 * @returns stops listening
 */
export function listenToMinimap(
  root: HTMLElement,
  seen: () => MinimapWindow | undefined,
  ask: (domain: TimeRange, step: "smooth" | "jump") => void,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let drag: WindowDrag | undefined;
  root.addEventListener("pointerdown", press, { signal });
  root.addEventListener("pointermove", move, { signal });
  root.addEventListener("pointerup", release, { signal });
  root.addEventListener("pointercancel", () => (drag = undefined), { signal });
  root.addEventListener("keydown", key, { signal });
  return () => listening.abort();

  function press(event: PointerEvent): void {
    const now = seen();
    if (now === undefined || event.button !== 0) return;
    const x = event.offsetX;
    drag = { hold: holdAt(now, x), x, from: now.domain };
    try {
      root.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that a script made up: the drag ends where it leaves
    }
  }

  function move({ offsetX: x }: PointerEvent): void {
    const now = seen();
    if (now === undefined) return;
    if (drag === undefined) {
      root.style.cursor = cursorOf(holdAt(now, x));
      return;
    }
    const domain = draggedTo(drag, x, now);
    if (domain !== undefined) ask(domain, "smooth");
  }

  function release({ offsetX: x }: PointerEvent): void {
    const now = seen();
    const domain = drag && now && clickedTo(drag, x, now);
    drag = undefined;
    if (domain !== undefined) ask(domain, "jump");
  }

  function key(event: KeyboardEvent): void {
    const now = seen();
    if (now === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const domain = keyedTo(event.key, now);
    if (domain === undefined) return;
    event.preventDefault();
    ask(domain, event.key === "Home" || event.key === "End" ? "jump" : "smooth");
  }
}
