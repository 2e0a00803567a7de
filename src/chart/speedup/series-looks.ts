import type { Selection } from "d3-selection";
import type { Token } from "../style/palette.ts";
import type { SeriesKey } from "./speedup-points.ts";

/** Told apart by stroke as well as by colour. */
interface Look {
  readonly token: Token;
  readonly width: number;
  readonly dash: string | null;
}

/** Predictions are dashed and of the ink's colour, as ghost bars are; what was measured is of the colour of running. */
export const LOOKS: Readonly<Record<SeriesKey, Look>> = {
  measured: { token: "running", width: 2, dash: null },
  amdahl: { token: "task2", width: 2, dash: null },
  usl: { token: "task4", width: 2, dash: "7 3 2 3" },
  predicted: { token: "ink", width: 1.5, dash: "5 4" },
  longestFirst: { token: "inkSoft", width: 2.5, dash: null },
  limit: { token: "inkSoft", width: 1, dash: null },
};

export type Group = Selection<SVGGElement, undefined, null, undefined>;
export type Colour = (token: Token) => string;

/** Crisp: on the middle of a device pixel. */
export const crisp = (pixel: number): number => Math.round(pixel) + 0.5;
