import type { MarkState } from "./looks.ts";
import type { Token } from "./palette.ts";

/** What a swatch of the legend is a sample of. */
export interface Swatch {
  readonly state: MarkState;
  readonly tint: Token;
  /** outlined, as a prediction is drawn */
  readonly predicted: boolean;
  /** an outline and nothing in it, as a prediction is drawn beneath a run */
  readonly hollow?: boolean;
}

/** CSS px. */
export const SWATCH = { width: 28, height: 14 };
/** Between the looks of large and of small marks, in a third of the swatch. CSS px. */
export const GAP = 2;
