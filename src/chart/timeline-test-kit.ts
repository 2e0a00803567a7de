import { fromSketch } from "../trace/sketch/from-sketch.ts";
import {
  laneId,
  type Ms,
  type Span,
  type TaskId,
  type TimeRange,
  type Trace,
  taskId,
} from "../trace/types.ts";
import { frameOf } from "./layout/frame.ts";
import { timeScale } from "./time/scale.ts";
import { mountTimeline, type Timeline, type TimelineProps } from "./timeline.ts";

/** What the browser tests of this folder share: a mounted timeline, and eyes for its pixels. */
export interface Stage {
  readonly host: HTMLElement;
  readonly timeline: Timeline;
  readonly root: HTMLElement;
  /** what the timeline reported, in order */
  readonly cursors: (Ms | undefined)[];
  readonly selections: (TaskId | undefined)[];
  /** domains and ranges it asked for */
  readonly domains: TimeRange[];
  readonly ranges: (TimeRange | undefined)[];
  readonly others: string[];
  /** x of a time within the chart, all of the trace being shown */
  xOf(time: Ms, trace: Trace): number;
  clear(): void;
}

export const BLUE = "rgb(0, 114, 178)";
export const AMBER = "rgb(168, 106, 0)";
export const PAPER = "rgb(255, 255, 255)";
const colours = {
  "--state-running": BLUE,
  "--state-waiting": AMBER,
  "--state-preempted": "rgb(20, 20, 20)",
  "--ink": "rgb(20, 20, 20)",
  "--ink-soft": "rgb(80, 80, 80)",
  "--grid": PAPER,
  "--surface": PAPER,
};

export const asMeasured = (trace: Trace): Trace => ({
  ...trace,
  provenance: {
    kind: "measured",
    startedAt: "2026-01-01T00:00:00Z",
    cores: 2,
    clockStep: 0.005,
    clockSkew: 0,
    isolated: true,
    userAgent: "test",
  },
});

/** One task, so that its bars have the colour of running itself; a hole from 40 to 60 ms. */
export const holed = asMeasured(fromSketch("L0 AAAA**AAAA~~~~~~", { msPerChar: 10 }));

/** As many tasks as lanes, w0 on T0 and so on; each is queued for 10 ms, then runs for 10. */
export function wide(count: number): Trace {
  const ids = Array.from({ length: count }, (_, i) => i);
  return {
    ...holed,
    lanes: ids.map((i) => ({ id: laneId(i), kind: "thread", label: `T${i}` })),
    tasks: ids.map((i) => ({ id: taskId(i), label: `w${i}`, kind: "work" })),
    spans: [
      ...ids.map((i): Span => ({ task: taskId(i), start: 0, end: 10, state: { is: "queued" } })),
      ...ids.map(
        (i): Span => ({
          task: taskId(i),
          start: 10,
          end: 20,
          state: { is: "running", lane: laneId(i) },
        }),
      ),
    ],
    laneSpans: [],
    settled: ids.map(() => ({ at: 20, outcome: "done" })),
    duration: 20,
  };
}

export const propsOf = (trace: Trace, more: Partial<TimelineProps> = {}): TimelineProps => ({
  trace,
  rows: "threads",
  domain: [0, trace.duration],
  axis: true,
  strip: false,
  label: "Event loop, by thread",
  ...more,
});

/** Lets the chart draw: it does so in the frame after it was asked to. */
export async function frames(count = 2): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
}

/** A host of 700 px with known colours and a timeline in it. */
export function stage(): Stage {
  const host = document.createElement("div");
  host.style.width = "700px";
  for (const [name, value] of Object.entries(colours)) host.style.setProperty(name, value);
  document.body.append(host);
  const cursors: (Ms | undefined)[] = [];
  const selections: (TaskId | undefined)[] = [];
  const domains: TimeRange[] = [];
  const ranges: (TimeRange | undefined)[] = [];
  const others: string[] = [];
  const timeline = mountTimeline(host, {
    onCursor: (t) => cursors.push(t),
    onSelect: (task) => selections.push(task),
    onDomain: (domain) => domains.push(domain),
    onRange: (range) => ranges.push(range),
    onBack: () => others.push("back"),
    onFind: () => others.push("find"),
  });
  return {
    host,
    timeline,
    root: part(host, "timeline"),
    cursors,
    selections,
    domains,
    ranges,
    others,
    xOf(time, trace) {
      const { range } = frameOf(host.clientWidth, 0, { strip: false, axis: true });
      return timeScale([0, trace.duration], range).x(time);
    },
    clear() {
      timeline.destroy();
      host.remove();
      document.documentElement.removeAttribute("data-theme");
    },
  };
}

export function part(within: ParentNode, name: string): HTMLElement {
  const found = within.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (found === null) throw new Error(`no part "${name}"`);
  return found;
}

export function canvasIn(within: ParentNode): HTMLCanvasElement {
  const canvas = within.querySelector("canvas");
  if (canvas === null) throw new Error("no canvas");
  return canvas;
}

/** Colours of a box of the canvas (CSS px), pixel by pixel: "rgb(r, g, b)", transparent ones as paper. */
export function pixels(
  canvas: HTMLCanvasElement,
  x: number,
  y: number,
  width = 1,
  height = 1,
): string[] {
  const [left = 0, top = 0, across = 1, down = 1] = [x, y, width, height].map((side) =>
    Math.round(side * devicePixelRatio),
  );
  const data = canvas.getContext("2d")?.getImageData(left, top, across, down).data;
  if (data === undefined) throw new Error("no pixels");
  return Array.from({ length: data.length / 4 }, (_, i) => {
    const [r, g, b, a] = data.slice(4 * i, 4 * i + 4);
    return a === 0 ? PAPER : `rgb(${r}, ${g}, ${b})`;
  });
}

export const distinct = (colours: readonly string[]): number => new Set(colours).size;

/** Where the mouse is, CSS px within `root`. */
export const at = (root: HTMLElement, x: number, y: number) => {
  const { left, top } = root.getBoundingClientRect();
  return { bubbles: true, cancelable: true, clientX: left + x, clientY: top + y };
};

/** @param from what x and y are within; `root` unless told */
export function pointer(
  root: HTMLElement,
  type: string,
  x: number,
  y: number,
  more: PointerEventInit = {},
  from: HTMLElement = root,
) {
  const event = new PointerEvent(type, { ...at(from, x, y), pointerId: 1, button: 0, ...more });
  root.dispatchEvent(event);
  return event;
}

/** Down, half-way, there and up. */
export function drag(
  root: HTMLElement,
  from: readonly [number, number],
  to: readonly [number, number],
  more = {},
  within: HTMLElement = root,
) {
  const held = { buttons: 1, ...more };
  pointer(root, "pointerdown", ...from, held, within);
  pointer(root, "pointermove", (from[0] + to[0]) / 2, (from[1] + to[1]) / 2, held, within);
  pointer(root, "pointermove", ...to, held, within);
  pointer(root, "pointerup", ...to, more, within);
}
