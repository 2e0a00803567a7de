import { pixelsOf, scanLine, scanOf } from "../src/chart/columns.ts";
import { gapMarks } from "../src/chart/marks.ts";
import { type View, viewOf } from "../src/chart/scene.ts";
import type { TimelineProps } from "../src/chart/timeline.ts";
import type { SpanState } from "../src/trace/types.ts";

const COLUMNS = 100;
const BARS = "▁▂▃▄▅▆▇█";
const MARKS = {
  queued: "q",
  ready: "-",
  waiting: "~",
  blocked: "x",
  running: "",
} as const satisfies Record<SpanState["is"], string>;

/**
 * A view in text, one character a column: running as a bar as high as the column is busy, other states by letter,
 * holes as *. What a chart draws, whatever fonts and pixels a machine has.
 */
export function pictureOf(props: TimelineProps): string {
  const { gutter } = viewOf(props, 1000).frame;
  const view = viewOf(props, gutter + COLUMNS + 20);
  const wide = { ...view, scale: { ...view.scale, range: [0, COLUMNS] as const } };
  const rows = view.shown.rows.flatMap(({ row }) =>
    row.lines.map((_, i) => `${i === 0 ? row.label : ""}`.padEnd(12).concat(lineOf(wide, row, i))),
  );
  const [inProgress, executing] = view.peaks;
  const of = view.layout.rows.length - view.shown.rows.length;
  return [
    ...rows.map((row) => row.trimEnd()),
    ...(of > 0 ? [`and ${of} rows out of sight`] : []),
    `in progress ${inProgress}, executing ${executing}`,
    "",
  ].join("\n");
}

type Row = View["shown"]["rows"][number]["row"];

function lineOf({ trace, layout: { index }, scale }: View, row: Row, line: number): string {
  const pixels = { ...pixelsOf(scale, 1), wide: 2 };
  const scan = scanOf(pixels.width);
  const spans = row.lines[line];
  if (spans !== undefined) scanLine(index, spans, pixels, scan);
  const text = Array.from(scan.kind, (kind, x) =>
    kind === 0 ? " " : character(index.classes[kind - 1]?.state, scan.share[x] ?? 0),
  );
  for (let i = 0; i < scan.used; i += 3) {
    const kind = index.kind[scan.wides[i] ?? 0] ?? 0;
    text.fill(character(index.classes[kind]?.state, 1), scan.wides[i + 1], scan.wides[i + 2]);
  }
  for (const gap of gapMarks(trace, row, pixels, { y: 0, height: 1 })) {
    text.fill(gap.state === "starting" ? "^" : "*", gap.x, gap.x + gap.width);
  }
  return text.join("");
}

const character = (state: SpanState["is"] | undefined, share: number): string =>
  state === undefined
    ? " "
    : MARKS[state] || (BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))] ?? " ");
