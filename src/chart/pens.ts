import type { MarkState } from "./marks.ts";
import {
  css,
  inkOn,
  mix,
  type Palette,
  type Rgba,
  TINTS,
  type Token,
  tintToken,
} from "./palette.ts";

/** Everything a canvas needs to draw states, made once per palette and pixel ratio. */
export interface Pens {
  readonly dpr: number;
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly grid: string;
  /** area under the count of tasks in progress */
  readonly softArea: string;
  readonly font: string;
  /** solid colour of a state: outlines, rails, marks too small for a pattern */
  solid(state: MarkState): string;
  /** what fills the inside of a state other than running */
  fill(state: MarkState): string | CanvasPattern;
  /** tint of a state whose mark is too low for its pattern */
  flat(state: MarkState): string;
  /** solid colour of running bars and the ink that reads on it */
  running(tint: Token): { readonly fill: string; readonly faint: string; readonly ink: string };
}

const tokenOf = {
  running: "running",
  waiting: "waiting",
  blocked: "blocked",
  ready: "ready",
  queued: "queued",
  preempted: "preempted",
  starting: "queued",
} as const satisfies Record<MarkState, Token>;

export const FONT_STACK = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
export const TEXT_PX = 12;

export function makePens(palette: Palette, dpr: number): Pens {
  const tokens = Object.keys(palette) as Token[];
  const solid = new Map(tokens.map((token) => [token, css(palette[token])]));
  const bars = new Map(tokens.map((token) => [token, barPens(palette[token], palette.surface)]));
  const hatch = hatched(palette.waiting, palette.surface, dpr);
  const dots = dotted(palette.queued, palette.surface, dpr);
  const ready = css(mix(palette.ready, palette.surface, 0.22));
  const flat = new Map<MarkState, string>([
    ["ready", css(mix(palette.ready, palette.surface, 0.42))],
    ["queued", css(mix(palette.queued, palette.surface, 0.3))],
  ]);
  const of = (token: Token): string => solid.get(token) ?? "";
  const running = barPens(palette.running, palette.surface);
  return {
    dpr,
    surface: of("surface"),
    ink: of("ink"),
    inkSoft: of("inkSoft"),
    grid: of("grid"),
    softArea: css(mix(palette.inkSoft, palette.surface, 0.28)),
    font: `500 ${TEXT_PX * dpr}px ${FONT_STACK}`,
    solid: (state) => of(tokenOf[state]),
    flat: (state) => flat.get(state) ?? of(tokenOf[state]),
    running: (tint) => bars.get(tint) ?? running,
    fill: (state) => {
      switch (state) {
        case "running":
          return of("running");
        case "waiting":
          return hatch;
        case "blocked":
        case "preempted":
          return of("surface");
        case "ready":
          return ready;
        case "queued":
          return of("queued");
        case "starting":
          return dots;
        default:
          return state satisfies never;
      }
    },
  };
}

const barPens = (colour: Rgba, surface: Rgba) => ({
  fill: css(colour),
  faint: css(mix(colour, surface, 0.2)),
  ink: css(inkOn(colour)),
});

/** Diagonal lines, one every 5 CSS px, on a tint of their own colour. */
function hatched(colour: Rgba, surface: Rgba, dpr: number): string | CanvasPattern {
  const size = Math.max(4, Math.round(5 * dpr));
  return tile(size, css(mix(colour, surface, 0.14)), css(colour), (context) => {
    context.lineWidth = 1.25 * dpr;
    context.beginPath();
    for (const shift of [-size, 0, size]) {
      context.moveTo(shift - 1, size + 1);
      context.lineTo(shift + size + 1, -1);
    }
    context.stroke();
  });
}

/** A sparse grid of dots. */
function dotted(colour: Rgba, surface: Rgba, dpr: number): string | CanvasPattern {
  const size = Math.max(3, Math.round(4 * dpr));
  return tile(size, css(surface), css(colour), (context) => {
    context.fillRect(0, 0, Math.round(1.25 * dpr), Math.round(1.25 * dpr));
  });
}

function tile(
  size: number,
  paper: string,
  ink: string,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): string | CanvasPattern {
  const context = new OffscreenCanvas(size, size).getContext("2d");
  if (context === null) return ink;
  context.fillStyle = paper;
  context.fillRect(0, 0, size, size);
  context.fillStyle = ink;
  context.strokeStyle = ink;
  draw(context);
  return context.createPattern(context.canvas, "repeat") ?? ink;
}

/**
 * Which tint each task's bars have: one per task while a reader can tell them apart (2 to 8 tasks), else one
 * per kind; work of one kind is drawn in the one colour of running.
 *
 * @param count how many tasks there are, where `tasks` stand for more than themselves
 */
export function tintsOf(
  tasks: readonly { readonly kind: string }[],
  count = tasks.length,
): (task: number) => Token {
  if (count <= TINTS && count > 1) return tintToken;
  const kinds = [...new Set(tasks.map((task) => task.kind))];
  if (kinds.length <= 1) return () => "running";
  const tints = tasks.map((task) => tintToken(kinds.indexOf(task.kind)));
  return (task) => tints[task] ?? "running";
}
