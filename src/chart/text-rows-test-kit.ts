import type { SpanState } from "../trace/types.ts";
import { ghostRuns } from "./layout/ghost-runs.ts";
import { gapMarks, wideMarks } from "./layout/marks.ts";
import type { View } from "./scene/scene.ts";
import { scanLine } from "./spans/columns.ts";
import { type Scan, scanOf } from "./spans/scan.ts";
import type { Line, SpanIndex } from "./spans/span-index.ts";
import { pixelsOf } from "./time/pixels.ts";
import type { TimeScale } from "./time/scale.ts";

export const COLUMNS = 100;
export const BARS = "▁▂▃▄▅▆▇█";
const MARKS = {
  queued: "q",
  ready: "-",
  waiting: "~",
  blocked: "x",
  running: "",
} as const satisfies Record<SpanState["is"], string>;

/** A view, and a time scale of one column a character. */
export interface Paper {
  readonly view: View;
  readonly scale: TimeScale;
}

type Placed = View["shown"]["rows"][number];

export const labelled = (label: string, text: string): string => label.padEnd(12) + text;

const EXTENT = { y: 0, height: 1 };
const pixelsFor = (scale: TimeScale) => ({ ...pixelsOf(scale, 1), wide: 2 });

/**
 * The lines of a row, each with that of the prediction under it. Running is the number of its tint where it is a
 * mark of its own, a bar as high as the column is busy where spans are merged, and a frame where it is predicted;
 * other states are letters, holes *, start-up ^. What recedes behind a selected task is a dot.
 */
export function rowText(paper: Paper, placed: Placed): readonly string[] {
  const { row, ghost } = placed;
  const count = Math.max(row.lines.length, ghost?.lines.length ?? 0);
  return Array.from({ length: count }, (_, i) => [
    labelled(i === 0 ? row.label : "", lineText(paper, placed, i)),
    ...ghostText(paper, placed, i),
  ]).flat();
}

function lineText({ view, scale }: Paper, { row }: Placed, i: number): string {
  const { shown, selection, trace } = view;
  const text: string[] = Array(COLUMNS).fill(" ");
  const line = row.lines[i];
  if (line !== undefined) {
    paintLine(text, view, scale, shown.index, line, selection === undefined ? undefined : "·");
    if (selection !== undefined)
      paintLine(text, view, scale, selection.index, selection.lineOf(line), undefined);
  }
  for (const gap of i > 0 ? [] : gapMarks(trace, row, pixelsFor(scale), EXTENT)) {
    text.fill(gap.state === "starting" ? "^" : "*", gap.x, gap.x + gap.width);
  }
  return text.join("");
}

/** @param dim drawn in place of everything */
function paintLine(
  text: string[],
  view: View,
  scale: TimeScale,
  index: SpanIndex,
  line: Line,
  dim: string | undefined,
): void {
  const pixels = pixelsFor(scale);
  const scan = scanned(index, line, scale);
  scan.kind.forEach((kind, x) => {
    const state = index.classes[kind - 1]?.state;
    if (state !== undefined) text[x] = dim ?? (MARKS[state] || barOf(view, scan.share[x] ?? 0));
  });
  for (const { state, task, x, width } of wideMarks(view.trace, index, scan, pixels, EXTENT)) {
    const running = view.outlined ? "▯" : (/\d$/.exec(view.tint(task))?.[0] ?? "█");
    text.fill(
      dim ?? (state in MARKS ? MARKS[state as SpanState["is"]] || running : "?"),
      x,
      x + width,
    );
  }
}

const barOf = ({ outlined }: View, share: number): string =>
  outlined ? "▯" : (BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))] ?? " ");

function scanned(index: SpanIndex, line: Line, scale: TimeScale): Scan {
  const scan = scanOf(COLUMNS);
  if (line.to > line.from) scanLine(index, line, pixelsFor(scale), scan);
  return scan;
}

function ghostText({ view, scale }: Paper, { ghost }: Placed, i: number): readonly string[] {
  const { ghostIndex } = view.shown;
  const line = ghost?.lines[i];
  if (ghost === undefined || ghostIndex === undefined || line === undefined) return [];
  const text: string[] = Array(COLUMNS).fill(" ");
  for (const [x, end] of ghostRuns(ghostIndex, ghost, scanned(ghostIndex, line, scale))) {
    text.fill("_", x, end);
    text[x] = "[";
    text[end - 1] = "]";
  }
  return [labelled("  predicted", text.join(""))];
}
