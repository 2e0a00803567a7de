import type { TimelineEvents } from "./input/events.ts";
import { shortcutsOf } from "./input/keys.ts";
import { changeWords } from "./reading/announce.ts";
import type { TimelineProps } from "./scene/scene.ts";

/**
 * An `application`, since arrow keys are its own and a screen reader must pass them on; what it says goes
 * through the live region. The page gives the summary and the table for reading without it.
 */
export function timelineRootIn(host: HTMLElement, events: TimelineEvents): HTMLElement {
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

export function liveRegionIn(root: HTMLElement): HTMLElement {
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

/**
 * Says what changed for a reader who hears the chart. Of several timelines only the one that is read speaks; the
 * others do once they are. @returns to be called where something may have changed
 */
export function announcerIn(
  root: HTMLElement,
  say: HTMLElement,
  props: () => TimelineProps | undefined,
): () => void {
  /** what the reader was last told of */
  let told: TimelineProps | undefined;
  const announce = () => {
    const now = props();
    if (now === undefined || !root.matches(":focus")) return;
    const words = changeWords(told, now);
    told = now;
    if (words !== "") say.textContent = words;
  };
  root.addEventListener("focus", announce);
  return announce;
}
