import { createPainter } from "./canvas/paint.ts";
import type { Surface } from "./canvas/surface.ts";
import { scrollAreasIn } from "./input/touch-scroll.ts";
import type { TimelineProps, View } from "./scene/scene.ts";
import { noteScroll } from "./scene/scroll-into-view.ts";
import { gutterTexts, unitText } from "./svg/gutter.ts";
import { createOverlay, type Marks } from "./svg/overlay.ts";

/** What shows one timeline: its canvas, the SVG over it, and what a finger takes hold of. */
interface Screen {
  /** Draws everything but marks. */
  scene(view: View, props: TimelineProps): void;
  /** Draws what follows the pointer, over bars that stay as they are. */
  marks(view: View, marks: Marks): void;
}

export function screenIn(root: HTMLElement, surface: Surface): Screen {
  const painter = createPainter();
  const overlay = createOverlay();
  const scrollAreas = scrollAreasIn(root);
  root.append(overlay.node);
  return {
    scene(view, { axis, live }) {
      noteScroll(view);
      const { scale, frame, trace } = view;
      const { context, pens } = surface.begin(frame.height);
      painter.paint(context, view, pens);
      const unit = axis ? unitText(scale.unit, trace) : undefined;
      const texts = gutterTexts(view.shown, frame, view.peaks, unit);
      const now = live === true ? trace.duration : undefined;
      const place = { scale, frame, palette: pens.palette };
      overlay.surround({ texts, axis, scroll: view, now }, place, pens.dpr);
      scrollAreas.place(view);
    },
    marks({ scale, frame }, marks) {
      overlay.mark(marks, { scale, frame, palette: surface.palette() });
    },
  };
}
