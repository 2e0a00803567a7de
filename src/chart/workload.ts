import { counted, formatMs } from "../metrics/format.ts";
import type { Ms, Trace } from "../trace/types.ts";
import { createPainter } from "./canvas/paint.ts";
import { createSurface } from "./canvas/surface.ts";
import { frameOf } from "./layout/frame.ts";
import { hitAt } from "./layout/hit.ts";
import { layoutRows, windowOn } from "./layout/layout.ts";
import type { Mark } from "./layout/marks.ts";
import { rowsOf } from "./layout/rows.ts";
import { mountTooltip, type TooltipText } from "./reading/tooltip.ts";
import type { Scene } from "./scene/scene.ts";
import { type WorkTask, workTotals, workTrace } from "./spans/planned.ts";
import { tintsOf } from "./style/tints.ts";
import { gutterTexts } from "./svg/gutter.ts";
import { createOverlay } from "./svg/overlay.ts";
import { timeScale } from "./time/scale.ts";

interface WorkloadProps {
  readonly tasks: readonly WorkTask[];
}

interface Workload {
  update(props: WorkloadProps): void;
  destroy(): void;
}

/**
 * The work to scale, before anyone did it: one row per task from its release on, computing solid and waiting
 * hatched. An image to assistive technology, named by its summary.
 */
export function mountWorkload(host: HTMLElement): Workload {
  const root = host.ownerDocument.createElement("div");
  root.setAttribute("role", "img");
  root.dataset.part = "workload";
  root.style.position = "relative";
  host.append(root);
  const overlay = createOverlay();
  const painter = createPainter();
  const surface = createSurface(root, draw);
  const tooltip = mountTooltip(root);
  root.append(overlay.node);
  const listening = new AbortController();
  const { signal } = listening;
  let work: { readonly trace: Trace; readonly count: number } | undefined;
  let view: Scene | undefined;
  root.addEventListener("pointermove", point, { signal });
  root.addEventListener("pointerleave", tooltip.hide, { signal });

  return {
    update({ tasks }) {
      work = { trace: workTrace(tasks), count: tasks.length };
      root.setAttribute("aria-label", workSummary(tasks));
      surface.request("all");
    },
    destroy() {
      listening.abort();
      surface.destroy();
      tooltip.destroy();
      root.remove();
    },
  };

  function draw(): void {
    if (work === undefined || surface.width() === 0) return;
    view = viewOf(work.trace, work.count, surface.width());
    const { context, pens } = surface.begin(view.frame.height);
    painter.paint(context, view, pens);
    const { scale, frame, shown } = view;
    const texts = gutterTexts(shown, frame, [0, 0], scale.unit);
    overlay.surround(
      { texts, axis: true, scroll: undefined, now: undefined },
      { scale, frame, palette: pens.palette },
      pens.dpr,
    );
  }

  function point(event: PointerEvent): void {
    if (view === undefined) return;
    const hit = hitAt(view.trace, view.shown, view.scale, event.offsetX, event.offsetY);
    const span = hit.on === "span" ? view.trace.spans[hit.span] : undefined;
    if (span === undefined) return tooltip.hide();
    const label = view.trace.tasks[span.task]?.label ?? "";
    tooltip.show(segmentText(label, span.state.is === "running", span.end - span.start), {
      x: event.clientX,
      y: event.clientY,
    });
  }
}

const segmentText = (task: string, computes: boolean, length: Ms): TooltipText => ({
  title: task,
  note: computes ? `${formatMs(length)} of computing` : `${formatMs(length)} of waiting`,
  facts: [],
});

function viewOf(trace: Trace, count: number, width: number): Scene {
  const tint = tintsOf(trace.tasks, count);
  const layout = layoutRows(rowsOf(trace, "tasks", tint));
  const frame = frameOf(width, layout.height, { strip: false, axis: true });
  return {
    trace,
    ghost: undefined,
    shown: windowOn(layout, 0, layout.height),
    frame,
    scale: timeScale([0, trace.duration], frame.range),
    tint,
    selection: undefined,
    strip: undefined,
    text: (_, mark) => lengthText(trace, mark),
    outlined: false,
    gridTo: frame.axisY,
  };
}

function lengthText(trace: Trace, mark: Mark): string {
  const span = trace.spans[mark.span];
  return span === undefined ? "" : formatMs(span.end - span.start);
}

/** "21 tasks: 340 ms of computing and 2 100 ms of waiting in all." */
export function workSummary(tasks: readonly WorkTask[]): string {
  const { compute, wait } = workTotals(tasks);
  const waits = wait > 0 ? ` and ${formatMs(wait)} of waiting` : "";
  return `The work to do: ${counted(tasks.length, "task")}, ${formatMs(compute)} of computing${waits} in all.`;
}
