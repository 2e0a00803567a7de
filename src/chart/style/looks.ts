import type { LaneSpan, SpanState } from "../../trace/types.ts";
import { mix, type Palette, type Rgba, type Token } from "./palette.ts";

/**
 * How everything on a timeline looks: written here, and nowhere else. Two interpreters read it, `canvas` in pixels and
 * `export` as SVG. Lengths are CSS px; a share is how strong a colour is over the paper.
 */

/** What a mark stands for: a state of a task, or what a lane does by itself. */
export type MarkState = SpanState["is"] | Exclude<LaneSpan["state"], "idle">;

/** What an area is filled with, in the colour of its state. */
export type Paint =
  | { readonly is: "colour"; readonly share: number }
  /** diagonal lines */
  | {
      readonly is: "hatch";
      readonly every: number;
      readonly line: number;
      readonly ground: number;
    }
  /** a sparse grid on paper */
  | { readonly is: "dots"; readonly every: number; readonly dot: number }
  | { readonly is: "texture"; readonly cells: Texture; readonly ground: number };

/** Rows of cells of a CSS px each, ink where a # stands; the ground between is weaker. */
export type Texture = readonly string[];

/** Cells of a texture, across and down. */
export const TEXTURE = 6;

/** Of marks and lines that have room for it, from so many px of height on. */
interface Look {
  /** the colour of its edge, rail, ink; running has a tint of its own */
  readonly token: Token;
  /** what fills its marks; undefined: nothing, it is its rail alone */
  readonly inside: Paint | undefined;
  /** `dash`: on and off, empty for a whole line; `around`: on all sides, or above and below */
  readonly edge?: {
    readonly line: number;
    readonly dash: readonly number[];
    readonly around: boolean;
  };
  /** a line in the middle, however long it takes */
  readonly rail?: typeof RAIL;
  /** what fills marks too low for their edge or rail, and all that is merged by column */
  readonly small: Paint;
}

/** A rail is thicker in lines at least so high. */
const RAIL = { thin: 1, thick: 2, thickFrom: 12 };

const SOLID: Paint = { is: "colour", share: 1 };
const PAPER: Paint = { is: "colour", share: 0 };
const DOTS: Paint = { is: "dots", every: 4, dot: 1.25 };
const small = (cells: Texture, ground = 0.4): Paint => ({ is: "texture", cells, ground });

/**
 * What tells states apart where there is no room for an edge, a rail or a hatch: in spans of a few pixels, and in
 * low lines. Hatched, bricks (outlined boxes) and dotted as the larger marks are. No column but that of running is all
 * ink: a span of one pixel is still no running one.
 */
export const TEXTURES = {
  running: ["######", "######", "######", "######", "######", "######"],
  waiting: ["##....", "#....#", "....##", "...##.", "..##..", ".##..."],
  blocked: ["######", "#.....", "#.....", "######", "...#..", "...#.."],
  ready: ["#.....", "..#...", "....#.", ".#....", ".....#", "...#.."],
  queued: ["######", "......", "######", "......", "......", "......"],
} as const satisfies Record<SpanState["is"], Texture>;

/**
 * Each state differs by pattern as well as by colour: running solid, waiting hatched, blocked outlined, ready a light
 * fill with dotted edges, queued a thin rail that recedes, pre-empted a hole whose edges are left as a trace that the
 * task is still there.
 */
export const LOOKS: Readonly<Record<MarkState, Look>> = {
  running: { token: "running", inside: SOLID, small: SOLID },
  waiting: {
    token: "waiting",
    inside: { is: "hatch", every: 5, line: 1.25, ground: 0.14 },
    small: small(TEXTURES.waiting),
  },
  blocked: {
    token: "blocked",
    inside: PAPER,
    edge: { line: 1.5, dash: [], around: true },
    small: small(TEXTURES.blocked),
  },
  ready: {
    token: "ready",
    inside: { is: "colour", share: 0.22 },
    edge: { line: 1.5, dash: [1, 2], around: true },
    small: small(TEXTURES.ready),
  },
  queued: { token: "queued", inside: undefined, rail: RAIL, small: small(TEXTURES.queued, 0.2) },
  starting: { token: "queued", inside: DOTS, small: DOTS },
  preempted: {
    token: "preempted",
    inside: PAPER,
    edge: { line: 1, dash: [1, 2], around: false },
    small: PAPER,
  },
};

/** Below this height an edge or a rail would be all there is of a mark. */
export const ROOM = 6;

/** The colour of a state's marks. @param tint of what runs */
export const tokenOf = (state: MarkState, tint: Token): Token =>
  state === "running" ? tint : LOOKS[state].token;

/** Bars that run: neighbours of one colour stay countable by the paper between them, in bars at least so wide. */
export const BAR = { gap: 1, gapFrom: 4 };

/** What is predicted was not measured: bars are outlines, what is merged is paler. */
export const PREDICTED = { line: 1, inside: 0.2, strength: 0.55 };

/** A prediction beneath a run: a thin outline, so far out of the bar over it, in lines at least so high. */
export const GHOST = { token: "inkSoft", line: 1, outset: 2, from: 4 } as const;

/** Everything recedes behind a selected task by so much paper. */
export const DIM = 0.72;

/**
 * Columns in which spans are merged. In lines at least `tallFrom` high a column is filled from below as far as spans
 * cover it, in steps of a band, over a faint ground; in lower ones its shade says how busy it is.
 */
export const MERGED = { tallFrom: 10, bands: 8, bandPx: 2, faint: 0.2, shades: 8, palest: 0.35 };

/** Bands of a high line. @param height device px */
export const bandsOf = (height: number): number =>
  Math.min(MERGED.bands, Math.ceil(height / MERGED.bandPx));

/** How strong the colour of a low line's column is, at a level from 0 to `shades`. */
export const shadeOf = (level: number): number =>
  MERGED.palest + ((1 - MERGED.palest) * Math.min(MERGED.shades, level + 1)) / MERGED.shades;

/** Device px of a rail in a line of some height, device px. */
export const railOf = (height: number, dpr: number): number =>
  devicePx(height < RAIL.thickFrom * dpr ? RAIL.thin : RAIL.thick, dpr);

/** A length in whole device px, at least one: what is thinner would vanish. */
export const devicePx = (length: number, dpr: number): number =>
  Math.max(1, Math.round(length * dpr));

/** How a curve of the strip is drawn. */
export interface CurveInk {
  readonly line: Token;
  /** how strong the area below is; undefined: there is none */
  readonly area: number | undefined;
  readonly width: number;
  readonly dashed: boolean;
}

/** The two numbers; `expected`: both, as they were predicted of what is shown. */
export const CURVES = {
  inProgress: { line: "inkSoft", area: 0.28, width: 1, dashed: false },
  executing: { line: "running", area: 0.2, width: 2, dashed: false },
  expected: { line: "ink", area: undefined, width: 1, dashed: true },
} as const satisfies Record<string, CurveInk>;

/** A dash of a curve, and the gap after it. */
export const DASH = { length: 4, gap: 3 };

/** The selected task's mark under the count in progress; never narrower than `least`. */
export const SELECTED_MARK = { height: 3, least: 2 };

export const areaColour = ({ line, area }: CurveInk, palette: Palette): Rgba | undefined =>
  area === undefined ? undefined : mix(palette[line], palette.surface, area);
