import {
  FALLBACKS,
  FORCED,
  mountMinimap,
  mountTimeline,
  type TimelineProps,
  TOKENS,
} from "../src/chart/index.ts";
import { type GalleryState, STATES } from "../src/chart/states-test-kit.ts";
import type { TaskId } from "../src/trace/types.ts";

/** The system's colours in a high-contrast theme, for the state that shows them without one. */
const CONTRAST: Readonly<Record<string, string>> = {
  Canvas: "#000",
  CanvasText: "#fff",
  Highlight: "#1aebff",
  GrayText: "#3ff23f",
};

/** Draws in `host` what FORCED says for a forced-colours mode. */
function force(host: HTMLElement): void {
  host.className = "forced";
  host.style.background = CONTRAST.Canvas ?? "";
  for (const token of TOKENS) {
    host.style.setProperty(FALLBACKS[token].name, CONTRAST[FORCED[token]] ?? FORCED[token]);
  }
}

/** A timeline that zooms, with a minimap, as in the lab. */
function mount(host: HTMLElement, state: GalleryState): void {
  let props: TimelineProps = state.props;
  const bounds = state.props.bounds ?? state.props.domain;
  const set = (more: Partial<TimelineProps>) => {
    props = { ...props, ...more };
    timeline.update(props);
    const { trace, selected, domain } = props;
    minimap.update({ traces: [trace], selected: [selected], bounds, domain });
  };
  const timeline = mountTimeline(host, {
    onCursor: (cursor) => set({ cursor }),
    onSelect: (selected: TaskId | undefined) => set({ selected }),
    onDomain: (domain) => set({ domain }),
    onBack: () => set({ domain: bounds }),
    onRange: (range) => set({ range }),
  });
  const minimap = mountMinimap(host, { onDomain: (domain) => set({ domain }) });
  set({ bounds });
}

const main = document.querySelector("main");
for (const state of STATES) {
  const section = document.createElement("section");
  const title = document.createElement("h2");
  title.textContent = state.name;
  const host = document.createElement("div");
  if (state.forced === true) force(host);
  section.append(title, host);
  main?.append(section);
  mount(host, state);
}
