import { gridsNow } from "../spans/span-index.ts";
import { countNow, later, refineNow } from "./counting.ts";
import type { View } from "./scene.ts";

/** What a long trace needs once its bars are on the screen. */
interface Refinement {
  /** A view was drawn: works out what it lacks, and asks for it again where that shows. */
  drawn(view: View): void;
  stop(): void;
}

export function createRefinement(redraw: () => void): Refinement {
  let stopPreparing: (() => void) | undefined;
  let stopRefining: (() => void) | undefined;
  return {
    drawn({ trace, layout: { index }, uncounted, coarse }) {
      // Grids, so that bars are drawn faster, then counts.
      if (index.grids.size < index.crowded.length || uncounted.length > 0) {
        stopPreparing ??= later([gridsNow(index), ...uncounted.map(countNow)], () => {
          stopPreparing = undefined;
          if (uncounted.length > 0) redraw();
        });
      }
      // Finer counts, once one has stopped moving: a journey is not held up by them.
      stopRefining?.();
      stopRefining =
        coarse &&
        later([], () => {
          if (refineNow(trace, coarse)) redraw();
        });
    },
    stop() {
      stopPreparing?.();
      stopRefining?.();
    },
  };
}
