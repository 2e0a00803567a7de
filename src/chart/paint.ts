import type { Trace } from "../trace/types.ts";
import type { Layout, PlacedRow } from "./layout.ts";
import { lineExtent, type Mark, type MarkState, marksOfGaps, marksOfLine } from "./marks.ts";
import { type Context, paintMark, paintText, strokeInside } from "./paint-mark.ts";
import type { Token } from "./palette.ts";
import type { Pens } from "./pens.ts";
import type { Row } from "./rows.ts";
import type { TimeScale } from "./scale.ts";

/** Everything the bars of one timeline are drawn from. */
export interface Scene {
  readonly trace: Trace;
  readonly ghost: Trace | undefined;
  readonly layout: Layout;
  readonly scale: TimeScale;
  readonly tint: (task: number) => Token;
  readonly selected: number | undefined;
}

/** Marks of a later state lie over earlier ones: a computation is never hidden by what waits around it. */
const order: readonly MarkState[] = [
  "queued",
  "ready",
  "waiting",
  "blocked",
  "running",
  "starting",
  "preempted",
];

/** How much paper covers what is not selected. */
const DIM = 0.72;

/** Draws all rows. The context is in device pixels, untransformed. */
export function paintRows(context: Context, scene: Scene, pens: Pens): void {
  paintGrid(context, scene, pens);
  const { ghost } = scene;
  for (const placed of scene.layout.rows) {
    if (ghost !== undefined && placed.ghost !== undefined) {
      paintGhost(context, scene, ghost, placed, placed.ghost, pens);
    }
    paintRow(context, scene, placed, pens);
  }
  if (scene.selected !== undefined) paintSelected(context, scene, scene.selected, pens);
}

function paintGrid(context: Context, { scale, layout }: Scene, pens: Pens): void {
  const line = Math.max(1, Math.round(pens.dpr));
  context.fillStyle = pens.grid;
  for (const tick of scale.ticks) {
    context.fillRect(
      Math.round(scale.x(tick) * pens.dpr),
      0,
      line,
      Math.round(layout.height * pens.dpr),
    );
  }
}

/** The prediction: a thin outline round where each bar should be. */
function paintGhost(
  context: Context,
  scene: Scene,
  ghost: Trace,
  placed: PlacedRow,
  row: Row,
  pens: Pens,
): void {
  const line = Math.max(1, Math.round(pens.dpr));
  context.lineWidth = line;
  context.strokeStyle = pens.inkSoft;
  row.lines.forEach((spans, i) => {
    const extent = lineExtent(placed, i, pens.dpr, 2);
    if (extent.height < 4 * pens.dpr) return;
    for (const mark of marksOfLine(ghost, spans, scene.scale, pens.dpr, extent)) {
      if (mark.state === "running" || row.kind === "away") strokeInside(context, mark, line);
    }
  });
}

function paintRow(
  context: Context,
  scene: Scene,
  placed: PlacedRow,
  pens: Pens,
  only?: number,
): void {
  const predicted = scene.trace.provenance.kind === "predicted";
  const byState = new Map<MarkState, Mark[]>(order.map((state) => [state, []]));
  for (const mark of marksOfRow(scene, placed, pens.dpr, only)) byState.get(mark.state)?.push(mark);
  for (const marks of byState.values()) {
    for (const mark of marks) {
      const tint = mark.task < 0 ? "running" : scene.tint(mark.task);
      paintMark(context, mark, pens, tint, predicted);
      if (mark.state !== "running" || mark.count > 1) continue;
      const ink = predicted ? pens.ink : pens.running(tint).ink;
      paintText(context, mark, barText(scene, placed, mark), pens, ink);
    }
  }
}

function marksOfRow(scene: Scene, placed: PlacedRow, dpr: number, only?: number): readonly Mark[] {
  const { trace, scale } = scene;
  const shown = (line: readonly number[]) =>
    only === undefined ? line : line.filter((i) => trace.spans[i]?.task === only);
  const marks = placed.row.lines.flatMap((line, i) =>
    marksOfLine(trace, shown(line), scale, dpr, lineExtent(placed, i, dpr)),
  );
  return [...marks, ...marksOfGaps(trace, placed.row, scale, dpr, lineExtent(placed, 0, dpr))];
}

/** By thread a bar says whose work it is; by task, on which of several lanes it was done. */
function barText({ trace }: Scene, { row }: PlacedRow, mark: Mark): string {
  if (row.kind !== "task") return trace.tasks[mark.task]?.label ?? "";
  const state = trace.spans[mark.span]?.state;
  if (state?.is !== "running" || trace.lanes.length < 2) return "";
  return trace.lanes[state.lane]?.label ?? "";
}

/** Everything else recedes; the selected task's spans are drawn again on top. */
function paintSelected(context: Context, scene: Scene, selected: number, pens: Pens): void {
  const [left, right] = scene.scale.range;
  context.globalAlpha = DIM;
  context.fillStyle = pens.surface;
  context.fillRect(left * pens.dpr, 0, (right - left) * pens.dpr, scene.layout.height * pens.dpr);
  context.globalAlpha = 1;
  for (const placed of scene.layout.rows) {
    paintRow(context, scene, placed, pens, selected);
  }
}
