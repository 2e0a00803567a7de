import { FlameChart } from "flame-chart-js";
import { mountTimeline } from "../../src/chart/index.ts";
import { bytesPerSpan } from "../../src/chart/span-bytes-test-kit.ts";
import { type PackedTrace, packTrace, unpackTrace } from "../../src/trace/file/packed.ts";
import { manySpans } from "../../src/trace/sketch/many-spans.ts";
import type { Ms, Trace } from "../../src/trace/types.ts";
import { asFlames } from "../flames.ts";
import { interleave } from "../interleave.ts";
import type { Figure, Table } from "../report.ts";

const REPEATS = 3;
const FRAMES = 60;
const WIDTH = 1300;
const SETTLE: Ms = 1500;

type TimeRange = readonly [Ms, Ms];

/** Something on the page that shows a part of the time when told to. */
interface Shown {
  show(domain: TimeRange): void;
  readonly height: number;
  remove(): void;
}

/** Of every animation frame callback since the last look, ms. */
const scripts: Ms[] = [];

/** Charts draw in animation frames: their callbacks are timed from outside, whoever asks for them. */
function timeCallbacks(): () => void {
  const own = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) =>
    own((time) => {
      const begun = performance.now();
      callback(time);
      scripts.push(performance.now() - begun);
    });
  return () => {
    window.requestAnimationFrame = own;
  };
}

const nextFrame = (): Promise<Ms> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Pans through a third of the run, then zooms in to a hundredth: a domain for each frame. */
function journey(duration: Ms): readonly TimeRange[] {
  return Array.from({ length: FRAMES }, (_, i): TimeRange => {
    const half = FRAMES / 2;
    if (i < half) {
      const from = (duration / 3) * (i / half);
      return [from, from + (2 * duration) / 3];
    }
    const length = (duration * 2) / 3 / 100 ** ((i - half) / half);
    return [duration / 2 - length / 2, duration / 2 + length / 2];
  });
}

/** Medians over the frames. */
interface Cost {
  readonly frame: Ms;
  /** of the frames that pan, and of those that zoom */
  readonly pan: Ms;
  readonly zoom: Ms;
  readonly script: Ms;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Frames as the browser makes them, with no display to wait for: their interval is what they cost. */
async function travel(shown: Shown, duration: Ms): Promise<Cost> {
  shown.show([0, duration]);
  for (let i = 0; i < 3; i++) await nextFrame();
  const intervals: Ms[] = [];
  const drawing: Ms[] = [];
  let last = performance.now();
  for (const domain of journey(duration)) {
    scripts.length = 0;
    const asked = performance.now();
    shown.show(domain);
    const asking = performance.now() - asked;
    await nextFrame();
    drawing.push(asking + scripts.reduce((sum, ms) => sum + ms, 0));
    const now = performance.now();
    intervals.push(now - last);
    last = now;
  }
  shown.remove();
  const half = intervals.length / 2;
  return {
    frame: median(intervals),
    pan: median(intervals.slice(0, half)),
    zoom: median(intervals.slice(half)),
    script: median(drawing),
  };
}

function host(): HTMLDivElement {
  const element = document.createElement("div");
  element.style.width = `${WIDTH}px`;
  document.body.append(element);
  return element;
}

function ours(trace: Trace): Shown {
  const element = host();
  const timeline = mountTimeline(element, { onCursor() {}, onSelect() {} });
  const show = (domain: TimeRange) =>
    timeline.update({ trace, rows: "threads", domain, axis: true, strip: true, label: "bench" });
  show([0, trace.duration]);
  return {
    show,
    get height() {
      return element.getBoundingClientRect().height;
    },
    remove() {
      timeline.destroy();
      element.remove();
    },
  };
}

function canvasIn(element: HTMLElement, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(WIDTH * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  Object.assign(canvas.style, { display: "block", width: `${WIDTH}px`, height: `${height}px` });
  element.append(canvas);
  return canvas;
}

function blank(height: number): Shown {
  const element = host();
  const context = canvasIn(element, height).getContext("2d");
  return {
    show([from]) {
      requestAnimationFrame(() => {
        context?.clearRect(0, 0, WIDTH, height);
        if (context !== null) context.fillStyle = `rgb(${Math.floor(from) % 255} 200 200)`;
        context?.fillRect(0, 0, WIDTH, height);
      });
    },
    height,
    remove: () => element.remove(),
  };
}

function rival(data: ReturnType<typeof asFlames>, height: number): Shown {
  const element = host();
  const chart = new FlameChart({ canvas: canvasIn(element, height), data });
  return {
    show([from, to]) {
      chart.setZoom(from, to);
    },
    height,
    remove: () => element.remove(),
  };
}

/** A trace nobody has seen, as opening a file leaves it in memory. */
function opened(packed: PackedTrace): Trace {
  const steps = unpackTrace(packed);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** From "the trace is in memory" to the end of the frame that shows it. */
async function firstPaint(packed: PackedTrace): Promise<Ms> {
  const fresh = opened(packed);
  globalThis.gc?.(); // what making it left is not the paint's
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  await nextFrame();
  const begun = performance.now();
  const shown = ours(fresh);
  await nextFrame();
  await nextFrame();
  const taken = performance.now() - begun;
  shown.remove();
  return taken;
}

/** What redrawing, panning and zooming cost, against a blank canvas and the fastest library that was measured. */
export async function chart(): Promise<Table[]> {
  const stop = timeCallbacks();
  try {
    const packed = packTrace(manySpans(1_000_000, 8));
    const paints: Ms[] = [];
    for (let i = 0; i < REPEATS; i++) paints.push(await firstPaint(packed));
    const wide = await tableOf(opened(packed), "1 000 000 spans over 8 lanes", paints);
    const deep = await tableOf(manySpans(100_000, 64), "100 000 spans over 64 lanes", []);
    return [wide, deep];
  } finally {
    stop();
  }
}

async function tableOf(trace: Trace, title: string, paints: readonly Ms[]): Promise<Table> {
  const flames = asFlames(trace);
  const sized = ours(trace);
  await nextFrame();
  await nextFrame();
  const { height } = sized;
  sized.remove();
  const cases = {
    timeline: () => travel(ours(trace), trace.duration),
    empty: () => travel(blank(height), trace.duration),
    other: () => travel(rival(flames, height), trace.duration),
  };
  await interleave(1, cases); // none of them is timed while its code is being compiled
  const { timeline, empty, other } = await interleave(REPEATS, cases);
  const frames = (costs: readonly Cost[]): Ms[] => costs.map(({ frame }) => frame);
  const alone = (what: "pan" | "zoom"): Figure => ({
    what: `of these, ${what} alone`,
    unit: "ms",
    values: timeline.map((cost) => cost[what]),
    baseline: empty.map((cost) => cost[what]),
    as: "times",
  });
  const figures: Figure[] = [
    {
      what: "pan and zoom, against a blank canvas",
      unit: "ms",
      values: frames(timeline),
      baseline: frames(empty),
      as: "times",
      aim: { of: "ratio", atMost: 1.5 },
    },
    alone("pan"),
    alone("zoom"),
    {
      what: "pan and zoom, against flame-chart-js",
      unit: "ms",
      values: frames(timeline),
      baseline: frames(other),
      as: "speedup",
      aim: { of: "ratio", atLeast: 10 },
    },
    {
      what: "script of a redraw",
      unit: "ms",
      values: timeline.map(({ script }) => script),
      baseline: other.map(({ script }) => script),
      as: "speedup",
      aim: { of: "value", atMost: 1 },
    },
    ...(paints.length > 0
      ? [
          {
            what: "first paint",
            unit: "ms",
            values: paints,
            aim: { of: "value", atMost: 100 },
          } as const,
        ]
      : []),
    {
      what: "bytes a span beyond the trace",
      unit: "B",
      values: [bytesPerSpan(trace)],
      aim: { of: "value", atMost: 24 },
    },
  ];
  return {
    title: `Timeline of ${title}`,
    how: [
      `${WIDTH} x ${Math.round(height)} px, medians of ${FRAMES} frames after as many to warm up, as many a second as the browser can make: a pan through a third of the run, then a zoom to a hundredth of it.`,
      "First paint is of a trace as opening a file leaves it, once the garbage of that is collected. Rows, axis and both counts are drawn. flame-chart-js has as many spans and levels in a canvas of the same size.",
    ],
    figures,
  };
}
