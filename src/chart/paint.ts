import type { Trace } from "../trace/types.ts";
import type { Layout, PlacedRow } from "./layout.ts";
import { lineExtent, type Mark, type MarkState, marksOfGaps, marksOfLine } from "./marks.ts";
import { type Box, type Context, paintMark, paintText, strokeInside } from "./paint-mark.ts";
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
  /** what to write into a running bar, where it fits; "" for nothing */
  readonly text: (row: Row, mark: Mark) => string;
  /** a prediction is drawn as outlines, never as if it had happened */
  readonly outlined: boolean;
  /** grid lines reach down to here, CSS px */
  readonly gridTo: number;
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

function paintGrid(context: Context, { scale, gridTo }: Scene, pens: Pens): void {
  const line = Math.max(1, Math.round(pens.dpr));
  context.fillStyle = pens.grid;
  for (const tick of scale.ticks) {
    context.fillRect(Math.round(scale.x(tick) * pens.dpr), 0, line, Math.round(gridTo * pens.dpr));
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
      const wait = row.kind === "away" && mark.state === "waiting";
      if (mark.state === "running" || wait) strokeInside(context, mark, line);
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
  const byState = new Map<MarkState, Mark[]>(order.map((state) => [state, []]));
  for (const mark of marksOfRow(scene, placed, pens.dpr, only)) byState.get(mark.state)?.push(mark);
  for (const marks of byState.values()) {
    for (const mark of marks) {
      const tint = mark.task < 0 ? "running" : scene.tint(mark.task);
      paintMark(context, mark, pens, tint, scene.outlined);
      if (mark.state !== "running" || mark.count > 1) continue;
      const ink = scene.outlined ? pens.ink : pens.running(tint).ink;
      const whole = widestPiece(mark, byState.get("preempted") ?? []);
      paintText(context, whole, scene.text(placed.row, mark), pens, ink);
    }
  }
}

/**
 * The widest part of a bar that no pre-emption cuts, for its label; holes are in order and do not overlap.
 *
 *   bar    [==  ==========  ==]
 *   piece       ^--------^
 */
export function widestPiece(bar: Box, holes: readonly Box[]): Box {
  let best = { x: bar.x, width: 0 };
  let from = bar.x;
  const take = (to: number): void => {
    if (to - from > best.width) best = { x: from, width: to - from };
  };
  for (const hole of holes) {
    if (hole.x + hole.width <= bar.x || hole.x >= bar.x + bar.width) continue;
    take(hole.x);
    from = hole.x + hole.width;
  }
  take(bar.x + bar.width);
  return { ...best, y: bar.y, height: bar.height };
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
