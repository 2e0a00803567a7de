import type { Trace } from "../trace/types.ts";
import type { MarkState } from "./marks.ts";
import { paintMark } from "./paint-mark.ts";
import { TINTS, type Token, tintToken } from "./palette.ts";
import { type Medium, watchPaper } from "./paper.ts";
import { makePens } from "./pens.ts";
import { readPalette, watchTheme } from "./theme.ts";

/** How one thing on the timeline looks. */
export interface Swatch {
  readonly state: MarkState;
  readonly tint: Token;
  /** outlined, as a prediction is drawn */
  readonly predicted: boolean;
}

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  readonly swatch: Swatch;
}

const words = {
  running: "running",
  waiting: "waiting",
  blocked: "blocked by a lock or channel",
  ready: "ready, its lane is busy",
  queued: "queued",
  preempted: "pre-empted by the operating system",
  starting: "lane starting",
} as const satisfies Record<MarkState, string>;

/** What occurs in a trace, in the order a task meets it; runs of several kinds have an entry each. */
export function legendOf(trace: Trace, ghost?: Trace): readonly LegendEntry[] {
  const states = new Set<MarkState>(trace.spans.map((span) => span.state.is));
  for (const { state } of trace.laneSpans) if (state !== "idle") states.add(state);
  const predicted = trace.provenance.kind === "predicted";
  const plain = (["queued", "waiting", "blocked", "ready", "preempted", "starting"] as const)
    .filter((state) => states.has(state))
    .map((state) => entryOf(state, words[state], state, "running", false));
  const running = states.has("running") ? runningEntries(trace, predicted) : [];
  const ghosts =
    ghost === undefined ? [] : [entryOf("predicted", "predicted", "running", "running", true)];
  return [...running, ...plain, ...ghosts];
}

function runningEntries(trace: Trace, predicted: boolean): readonly LegendEntry[] {
  const kinds = [...new Set(trace.tasks.map((task) => task.kind))];
  const verb = predicted ? "predicted to run" : "running";
  if (kinds.length < 2 || trace.tasks.length <= TINTS) {
    const tint = trace.tasks.length > 1 && trace.tasks.length <= TINTS ? "task1" : "running";
    return [entryOf("running", verb, "running", tint, predicted)];
  }
  return kinds.map((kind, i) =>
    entryOf(`running:${kind}`, `${verb}: ${kind}`, "running", tintToken(i), predicted),
  );
}

const entryOf = (
  key: string,
  label: string,
  state: MarkState,
  tint: Token,
  predicted: boolean,
): LegendEntry => ({ key, label, swatch: { state, tint, predicted } });

const WIDTH = 28;
const HEIGHT = 14;

/** Draws a swatch of 28 x 14 CSS px with the colours in force at the canvas; it must be in the document. */
export function drawSwatch(
  canvas: HTMLCanvasElement,
  { state, tint, predicted }: Swatch,
  medium: Medium = "screen",
): void {
  const host = canvas.parentElement;
  const context = canvas.getContext("2d");
  if (host === null || context === null) return;
  const dpr = devicePixelRatio;
  canvas.width = Math.round(WIDTH * dpr);
  canvas.height = Math.round(HEIGHT * dpr);
  canvas.style.width = `${WIDTH}px`;
  canvas.style.height = `${HEIGHT}px`;
  const pens = makePens(readPalette(host, medium), dpr);
  const whole = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const third = Math.round(canvas.width / 3);
  if (state === "blocked" || state === "ready") {
    // What is too short for an outline has a texture instead.
    const gap = Math.round(2 * dpr);
    const width = canvas.width - third;
    paintMark(context, { state, ...whole, width }, pens, tint, predicted);
    context.fillStyle = pens.flat(state);
    context.fillRect(width + gap, 0, third - gap, canvas.height);
    return;
  }
  if (state !== "preempted") {
    paintMark(context, { state, ...whole }, pens, tint, predicted);
    return;
  }
  paintMark(context, { state: "running", ...whole }, pens, tint, false);
  paintMark(context, { state, ...whole, x: third, width: third }, pens, tint, false);
}

/** A swatch that follows the theme, and print. */
export function mountSwatch(canvas: HTMLCanvasElement, swatch: Swatch): { destroy(): void } {
  let medium: Medium = "screen";
  const draw = () => drawSwatch(canvas, swatch, medium);
  draw();
  const stops = [
    watchTheme(canvas, draw),
    watchPaper((next) => {
      medium = next;
      draw();
    }),
  ];
  return {
    destroy: () => {
      for (const stop of stops) stop();
    },
  };
}
