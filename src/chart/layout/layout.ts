import { bisector } from "d3-array";
import type { SpanIndex } from "../spans/span-index.ts";
import type { Row, RowSet } from "./rows.ts";

/** Where one row lies. CSS pixels from the top of the chart. */
export interface PlacedRow {
  readonly row: Row;
  /** the row of the same key in the prediction */
  readonly ghost: Row | undefined;
  readonly y: number;
  readonly height: number;
  /** height of one line; below 1 where lines are many */
  readonly lineHeight: number;
  /** whether its label fits without touching the one above */
  readonly labelled: boolean;
}

export interface Layout {
  readonly rows: readonly PlacedRow[];
  readonly height: number;
  /** of the lines of the rows, and of those of their ghosts */
  readonly index: SpanIndex;
  readonly ghostIndex: SpanIndex | undefined;
}

const PAD = 6;
/** Smallest distance between the baselines of two row labels of 12 px. */
const LABEL_PITCH = 15;
/** Waits in flight never take more than this, however many: they become one dense block. */
const OFF_LANE_MAX = 104;

/** Tallest first: rows of up to `rows` get `height` px each. */
const steps = [
  { rows: 4, height: 32 },
  { rows: 8, height: 26 },
  { rows: 16, height: 20 },
  { rows: 32, height: 14 },
  { rows: 64, height: 8 },
  { rows: 128, height: 5 },
  { rows: 256, height: 3 },
] as const;

/** Rows of a list that no page could hold: high enough to be read, and scrolled. */
const LISTED = 16;
/** Most CSS px of rows on the page at once, where they are listed. */
const LIST_HEIGHT = 432;

const rowHeight = (count: number): number =>
  steps.find((step) => count <= step.rows)?.height ?? LISTED;

/** CSS px that the rows take on the page: all of them while a glance can hold them, a window on them beyond. */
export const shownHeight = ({ rows, height }: Layout): number =>
  rows.length > (steps.at(-1)?.rows ?? 0) ? Math.min(height, LIST_HEIGHT) : height;

/** Height of `lines` stacked waits: thick while few, 1 px at a hundred, never above OFF_LANE_MAX. */
function offLaneHeight(lines: number): number {
  const each = lines <= 4 ? 8 : lines <= 10 ? 6 : lines <= 30 ? 3 : 1;
  return Math.min(OFF_LANE_MAX, Math.max(14, lines * each));
}

/**
 * Stacks rows from top to bottom; rows that only the prediction has come with an empty row of their own,
 * so that the chart keeps its height while a run fills it.
 */
export function layoutRows(
  { rows, index }: RowSet,
  ghosts: RowSet | undefined = undefined,
): Layout {
  const ghostOf = new Map(ghosts?.rows.map((row) => [row.key, row]));
  const all = ghosts === undefined ? rows : withGhostRows(rows, ghosts.rows);
  const main = rowHeight(all.filter((row) => row.kind !== "off-lane").length);
  const placed: PlacedRow[] = [];
  let y = PAD;
  let labelAt = Number.NEGATIVE_INFINITY;
  all.forEach((row, i) => {
    const ghost = ghostOf.get(row.key);
    const lines = Math.max(row.lines.length, ghost?.lines.length ?? 0, 1);
    const height = row.kind === "off-lane" ? offLaneHeight(lines) : main;
    const middle = y + height / 2;
    const labelled = middle - labelAt >= LABEL_PITCH;
    if (labelled) labelAt = middle;
    placed.push({ row, ghost, y, height, lineHeight: height / lines, labelled });
    y += height + gapAfter(row, all[i + 1], main);
  });
  return { rows: placed, height: y + PAD, index, ghostIndex: ghosts?.index };
}

/** The rows that a window on the layout shows, moved to where the window shows them. */
export interface RowWindow extends Layout {
  /** index in the whole layout of the first of `rows` */
  readonly first: number;
}

/** @param top, height of the window, CSS px; O(log rows + rows shown) */
export function windowOn(layout: Layout, top: number, height: number): RowWindow {
  if (top <= 0 && height >= layout.height) return { ...layout, first: 0 };
  const first = firstBelow(layout.rows, top);
  const rows: PlacedRow[] = [];
  for (let i = first; i < layout.rows.length; i++) {
    const placed = layout.rows[i];
    if (placed === undefined || placed.y >= top + height) break;
    rows.push({ ...placed, y: placed.y - top });
  }
  return { ...layout, rows, height, first };
}

/** Index of the first row that ends below a pixel. */
const firstBelow = bisector(({ y, height }: PlacedRow) => y + height).right;

/** Waits stay close to their loop and apart from the next lane. */
function gapAfter(row: Row, next: Row | undefined, main: number): number {
  if (next === undefined) return 0;
  if (next.kind === "off-lane") return 3;
  if (row.kind === "off-lane") return 10;
  return main >= 14 ? 4 : main >= 5 ? 1 : 0;
}

function withGhostRows(rows: readonly Row[], ghosts: readonly Row[]): readonly Row[] {
  const have = new Set(rows.map((row) => row.key));
  const extra = ghosts.filter((ghost) => !have.has(ghost.key));
  if (extra.length === 0) return rows;
  const all = [...rows];
  for (const ghost of extra) {
    const empty: Row = { ...ghost, lines: [], gaps: [] };
    const owner = all.findIndex((row) => row.key === ghost.key.replace("off-lane:", "lane:"));
    all.splice(owner < 0 ? all.length : owner + 1, 0, empty);
  }
  return all;
}
