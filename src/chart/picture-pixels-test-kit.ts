import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { laneId, type SpanState, type Trace, taskId } from "../trace/types.ts";
import { createPainter } from "./canvas/paint.ts";
import { makePens } from "./canvas/pens.ts";
import { picture } from "./export/picture.ts";
import { picturePng } from "./export/picture-png.ts";
import { lineExtent } from "./layout/marks.ts";
import { type View, viewOf } from "./scene/scene.ts";
import { readPalette } from "./style/chart-theme.ts";
import { asMeasured } from "./timeline-test-kit.ts";

/** Most by which a channel of a hatch differs: its lines cross pixels, and are smoothed by another code. */
export const HATCH = 6;

const STATES: readonly SpanState[] = [
  { is: "running", lane: laneId(0) },
  { is: "waiting", on: "network" },
  { is: "blocked", on: "lock" },
  { is: "ready" },
  { is: "queued" },
];

/** Each task is in one state, task after task in turn: for `length` ms, then as long in none, up to 1600 ms. */
export function inTurn(tasks: number, length: number): Trace {
  const starts = Array.from({ length: 800 / length }, (_, i) => 2 * length * i);
  return {
    ...asMeasured(fromSketch("L0 A")),
    lanes: [{ id: laneId(0), kind: "thread", label: "T1" }],
    tasks: Array.from({ length: tasks }, (_, i) => ({ id: taskId(i), label: `${i}`, kind: "k" })),
    spans: starts.flatMap((start) =>
      Array.from({ length: tasks }, (_, i) => ({
        task: taskId(i),
        start,
        end: start + length,
        state: STATES[i % STATES.length] ?? { is: "ready" },
      })),
    ),
    laneSpans: [],
    settled: Array.from({ length: tasks }, () => ({ at: 1600, outcome: "done" })),
    duration: 1600,
  };
}
/** The same as if nothing had been measured of it. */
export const predicted = (trace: Trace): Trace => ({
  ...trace,
  provenance: { kind: "predicted", cores: 2, seed: 1 },
});

/** Where the first side's rows begin, CSS px: after the margin, and the title and the side's own head. */
const [LEFT, TOP] = [24, 24 + 40 + 48];
/** Grid lines are a device px here and a hair there: they are left out. */
function paletteWithoutGrid() {
  const palette = readPalette(document.body);
  return { ...palette, grid: palette.surface };
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no context");
  return context;
}

/** The rows as the timeline's canvas draws them at two device px per CSS px. */
function onCanvas(view: View): OffscreenCanvasRenderingContext2D {
  const pens = makePens(paletteWithoutGrid(), 2);
  const context = contextOf(2 * view.frame.width, 2 * view.shown.height);
  createPainter().paint(context, view, pens);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = pens.surface;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  return context;
}

async function inPicture(trace: Trace, view: View): Promise<OffscreenCanvasRenderingContext2D> {
  const made = picture({
    title: "Tasks in turn",
    rows: "tasks",
    palette: paletteWithoutGrid(),
    sides: [{ name: "A: Event loop", figures: "in progress 2", trace, ghost: undefined }],
  });
  const bitmap = await createImageBitmap(await picturePng(made));
  const context = contextOf(2 * view.frame.width, 2 * view.shown.height);
  context.drawImage(bitmap, -2 * LEFT, -2 * TOP);
  return context;
}

/** By state: most by which a channel differs between both drawings of its rows, and its levels of red. */
export async function compared(trace: Trace) {
  const props = { trace, rows: "tasks", domain: [0, 1600], axis: true, strip: true } as const;
  const view = viewOf({ ...props, label: "A" }, 1200 - 2 * LEFT);
  const drawn = [await inPicture(trace, view), onCanvas(view)];
  const [left, right] = view.scale.range;
  const found = STATES.map(({ is }) => ({ is, most: 0, levels: new Set<number>() }));
  for (const [i, placed] of view.shown.rows.entries()) {
    const state = found[i % found.length];
    if (state === undefined) continue;
    const { y, height } = lineExtent(placed, 0, 2);
    const [here, there] = drawn.map(
      (context) => context.getImageData(2 * left, y, 2 * (right - left), height).data,
    );
    here?.forEach((value, at) => {
      state.most = Math.max(state.most, Math.abs(value - (there?.[at] ?? Number.NaN)));
      if (at % 4 === 0) state.levels.add(value);
    });
  }
  return found;
}
