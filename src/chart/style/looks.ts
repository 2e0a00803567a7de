import type { LaneSpan, SpanState } from "../../trace/types.ts";
import { mix, type Palette, type Rgba, type Token } from "./palette.ts";

/** What a mark stands for: a state of a task, or what a lane does by itself. */
export type MarkState = SpanState["is"] | Exclude<LaneSpan["state"], "idle">;

/** The colour of a state; running has a tint of its own. */
export const tokenOf = {
  running: "running",
  waiting: "waiting",
  blocked: "blocked",
  ready: "ready",
  queued: "queued",
  preempted: "preempted",
  starting: "queued",
} as const satisfies Record<MarkState, Token>;

/** How a curve of the strip is drawn. */
export interface CurveInk {
  readonly line: Token;
  /** how strong the area below is beside the line; undefined: there is none */
  readonly area: number | undefined;
  /** of the line, CSS px */
  readonly width: number;
  readonly dashed: boolean;
}

/** The two numbers; `expected`: both, as they were predicted of what is shown. */
export const CURVES = {
  inProgress: { line: "inkSoft", area: 0.28, width: 1, dashed: false },
  executing: { line: "running", area: 0.2, width: 2, dashed: false },
  expected: { line: "ink", area: undefined, width: 1, dashed: true },
} as const satisfies Record<string, CurveInk>;

/** A dash of a curve, and the gap after it, CSS px. */
export const DASH = { length: 4, gap: 3 };

/** Height of the selected task's mark under the count in progress, CSS px; it is never narrower than `least`. */
export const SELECTED_MARK = { height: 3, least: 2 };

export const areaColour = ({ line, area }: CurveInk, palette: Palette): Rgba | undefined =>
  area === undefined ? undefined : mix(palette[line], palette.surface, area);
