import { mountTimeline } from "../src/chart/index.ts";
import type { RunProgress } from "../src/engine/interface.ts";
import type { Ms } from "../src/trace/types.ts";

/** A timeline that grows with a run, as the lab's does. */
export interface LiveTimeline {
  readonly onProgress: (progress: RunProgress) => void;
  destroy(): void;
}

/** @param expected how long the run should take: the time axis reaches that far from the start */
export function mountLive(expected: Ms): LiveTimeline {
  const host = document.createElement("div");
  document.body.append(host);
  const timeline = mountTimeline(host, { onCursor() {}, onSelect() {} });
  return {
    onProgress({ trace }) {
      if (trace === undefined) return;
      timeline.update({
        trace,
        rows: "threads",
        domain: [0, Math.max(expected, trace.duration)],
        axis: true,
        strip: true,
        live: true,
        label: "Thread pool, by thread",
      });
    },
    destroy() {
      timeline.destroy();
      host.remove();
    },
  };
}
