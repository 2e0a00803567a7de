import type { Trace } from "../../trace/types.ts";
import type { PlacedRow } from "../layout/layout.ts";
import type { View } from "./scene.ts";
import type { Selection } from "./selection.ts";

/** How far rows are to be scrolled for that row and its neighbours to be in sight; as far as they are, where they are. CSS px. */
export function scrolledTo(
  { layout, shown, scroll, scrollable }: Pick<View, "layout" | "shown" | "scroll" | "scrollable">,
  row: number,
): number {
  const placed = layout.rows[row];
  if (placed === undefined || scrollable <= 0) return scroll;
  const above = placed.y - 2 * placed.height;
  const below = placed.y + 3 * placed.height - shown.height;
  const top = above < scroll ? above : Math.max(scroll, below);
  return Math.max(0, Math.min(scrollable, top));
}

const tops = new WeakMap<Trace, number>();

/** Remembers how far the rows of a trace are scrolled on the screen. */
export function noteScroll({ trace, scroll }: View): void {
  tops.set(trace, scroll);
}

/** How far they are scrolled where they were drawn last, CSS px; undefined for a trace that no timeline drew. */
export const scrollOf = (trace: Trace): number | undefined => tops.get(trace);

/**
 * The row in which the selected task is to be looked for: its own, else that of its first span on a lane, else of its
 * first. Undefined for a task without spans, where one of these is in sight, and where all rows are.
 */
export function rowToSee(view: View): number | undefined {
  const { layout, selected, selection, scrollable } = view;
  if (selected === undefined || scrollable <= 0) return undefined;
  const own = layout.rows.findIndex(({ row }) => row.kind === "task" && row.id === selected);
  if (own >= 0 || selection === undefined) return own < 0 ? undefined : own;
  const holding = layout.rows.flatMap((placed, i) => {
    const start = firstStart(placed, selection);
    return start === undefined ? [] : [{ i, placed, start }];
  });
  const onLanes = holding.filter(({ placed }) => placed.row.kind === "lane");
  const rows = onLanes.length > 0 ? onLanes : holding;
  if (rows.some(({ placed }) => isInSight(view, placed))) return undefined;
  const [first, ...others] = rows;
  return others.reduce((best, row) => (row.start < (best?.start ?? 0) ? row : best), first)?.i;
}

/** When the first of the selected task's spans in a row starts. */
function firstStart({ row }: PlacedRow, { index, lineOf }: Selection): number | undefined {
  const starts = row.lines.flatMap((line) => {
    const { from, to } = lineOf(line);
    return from < to ? [index.start[from] ?? 0] : [];
  });
  return starts.length === 0 ? undefined : Math.min(...starts);
}

const isInSight = ({ scroll, shown }: View, { y, height }: PlacedRow): boolean =>
  y + height / 2 >= scroll && y + height / 2 <= scroll + shown.height;
