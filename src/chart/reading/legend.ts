import type { Trace } from "../../trace/types.ts";
import { paintMark, strokeInside } from "../canvas/paint-mark.ts";
import { makePens } from "../canvas/pens.ts";
import type { MarkState } from "../layout/marks.ts";
import { isForced, readPalette, watchTheme } from "../style/chart-theme.ts";
import { css, mix, TINTS, type Token, tintToken } from "../style/palette.ts";
import { type Medium, watchPaper } from "../style/paper.ts";
import { groundOf, TEXTURED, type Textured, textured } from "../style/pattern.ts";

/** How one thing on the timeline looks. */
export interface Swatch {
  readonly state: MarkState;
  readonly tint: Token;
  /** outlined, as a prediction is drawn */
  readonly predicted: boolean;
  /** an outline and nothing in it, as a prediction is drawn beneath a run */
  readonly hollow?: boolean;
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

/** What blocks in other programs' traces is not known. */
const wordsFor = (state: MarkState, { provenance }: Trace): string =>
  state === "blocked" && provenance.kind === "imported" ? state : words[state];

/**
 * What occurs in a trace, in the order a task meets it; runs of several kinds have an entry each.
 *
 * @param forced whether all that runs has the one colour that a forced-colours mode leaves it; as on this screen
 * unless told
 */
export function legendOf(trace: Trace, ghost?: Trace, forced = isForced()): readonly LegendEntry[] {
  const states = new Set<MarkState>(trace.spans.map((span) => span.state.is));
  for (const { state } of trace.laneSpans) if (state !== "idle") states.add(state);
  const predicted = trace.provenance.kind === "predicted";
  const plain = (["queued", "waiting", "blocked", "ready", "preempted", "starting"] as const)
    .filter((state) => states.has(state))
    .map((state) => entryOf(state, wordsFor(state, trace), state, "running", false));
  const running = states.has("running") ? runningEntries(trace, predicted, forced) : [];
  return [...running, ...plain, ...(ghost === undefined ? [] : [beneath])];
}

const beneath: LegendEntry = {
  key: "predicted",
  label: "predicted",
  swatch: { state: "running", tint: "inkSoft", predicted: true, hollow: true },
};

function runningEntries(
  { tasks, spans }: Trace,
  predicted: boolean,
  forced: boolean,
): readonly LegendEntry[] {
  const kinds = [...new Set(tasks.map((task) => task.kind))];
  const verb = predicted ? "predicted to run" : "running";
  if (forced || kinds.length < 2 || tasks.length <= TINTS) {
    const tint = tasks.length > 1 && tasks.length <= TINTS ? "task1" : "running";
    return [entryOf("running", verb, "running", tint, predicted)];
  }
  const ran = new Set(
    spans.map(({ task, state }) => (state.is === "running" ? tasks[task]?.kind : undefined)),
  );
  return kinds.flatMap((kind, i) =>
    ran.has(kind)
      ? [entryOf(`running:${kind}`, `${verb}: ${kind}`, "running", tintToken(i), predicted)]
      : [],
  );
}

const entryOf = (
  key: string,
  label: string,
  state: MarkState,
  tint: Token,
  predicted: boolean,
): LegendEntry => ({ key, label, swatch: { state, tint, predicted } });

/** CSS px. */
export const SWATCH = { width: 28, height: 14 };
/** Between the looks of large and of small marks, in a third of the swatch. CSS px. */
export const GAP = 2;

/** Whether marks of a state look otherwise where they are small. */
export const isTextured = (state: MarkState): state is Textured =>
  TEXTURED.some((one) => one === state);

/** Draws a swatch with the colours in force at the canvas; it must be in the document. */
export function drawSwatch(
  canvas: HTMLCanvasElement,
  { state, tint, predicted, hollow = false }: Swatch,
  medium: Medium = "screen",
): void {
  const host = canvas.parentElement;
  const context = canvas.getContext("2d");
  if (host === null || context === null) return;
  const dpr = devicePixelRatio;
  canvas.width = Math.round(SWATCH.width * dpr);
  canvas.height = Math.round(SWATCH.height * dpr);
  canvas.style.width = `${SWATCH.width}px`;
  canvas.style.height = `${SWATCH.height}px`;
  const palette = readPalette(host, medium);
  const pens = makePens(palette, dpr);
  const whole = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const third = Math.round(canvas.width / 3);
  if (hollow) {
    const line = Math.max(1, Math.round(dpr));
    context.lineWidth = line;
    context.strokeStyle = css(palette[tint]);
    strokeInside(context, whole, line);
    return;
  }
  if (isTextured(state)) {
    const [x, gap] = [canvas.width - third, Math.round(GAP * dpr)];
    paintMark(context, { state, ...whole, width: x }, pens, tint, predicted);
    const ground = mix(palette[state], palette.surface, groundOf(state));
    context.fillStyle = textured(state, palette[state], ground, dpr);
    context.fillRect(x + gap, 0, third - gap, canvas.height);
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
