import type { Ms } from "../../trace/types.ts";

/** How many times as fast as one lane. */
export interface SpeedupAt {
  readonly lanes: number;
  readonly speedup: number;
}

export interface SpeedupBand extends SpeedupAt {
  readonly low: number;
  readonly high: number;
}

/** The median run of one number of lanes, with its slowest and fastest run. */
export interface MeasuredSpeedup extends SpeedupBand {
  readonly runs: number;
  readonly makespan: Ms;
  /** the serial share that this point reveals by itself (Karp and Flatt) */
  readonly serial?: number | undefined;
}

export interface SpeedupPlotProps {
  /** what is swept, for those who can't see it */
  readonly label: string;
  /** the axis goes from 1 to so many lanes, at least 2 */
  readonly most: number;
  /** as the browser reports */
  readonly cores: number;
  readonly predicted: readonly SpeedupAt[];
  /** no schedule can do better */
  readonly limit: readonly SpeedupAt[];
  /** the schedule "longest task first"; empty where it says nothing more than the limit */
  readonly longestFirst: readonly SpeedupAt[];
  readonly measured: readonly MeasuredSpeedup[];
  /** Amdahl's law through the measured points, with its band; empty without a fit */
  readonly amdahl: readonly SpeedupBand[];
  /** the USL, where it says something else */
  readonly usl: readonly SpeedupAt[];
  /** where more lanes stop adding anything */
  readonly knee?: SpeedupAt | undefined;
  /** the lanes being measured at this moment */
  readonly now?: number | undefined;
}

/** What is drawn; each has a look and a name of its own. */
export type SeriesKey = "measured" | "amdahl" | "usl" | "predicted" | "longestFirst" | "limit";
