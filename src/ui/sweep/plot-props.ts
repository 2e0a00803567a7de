import type { SpeedupAt, SpeedupPlotProps } from "../../chart/speedup/index.ts";
import type { Forecast } from "../../state/sweep/forecast.ts";
import type { Speedup } from "../../state/sweep/speedups.ts";
import { type SweepFit, serialShareOf } from "../../state/sweep/sweep-fit.ts";
import { uslDiffers } from "./sweep-words.ts";

interface Shown {
  readonly label: string;
  readonly most: number;
  /** as the browser reports */
  readonly cores: number;
  /** for the machine that is looked at */
  readonly forecast: Forecast | undefined;
  readonly points: readonly Speedup[];
  readonly fit: SweepFit | undefined;
  readonly now: number | undefined;
}

/** What the plot draws of all that is known. */
export function plotProps({
  label,
  most,
  cores,
  forecast,
  points,
  fit,
  now,
}: Shown): SpeedupPlotProps {
  const { predicted = [], limit = [], longestFirst = [] } = forecast ?? {};
  return {
    label,
    most,
    cores,
    predicted,
    limit,
    longestFirst: differ(longestFirst, limit) ? longestFirst : [],
    measured: points.map((point) => ({
      ...point,
      serial: fit === undefined ? undefined : serialShareOf(point, fit),
    })),
    ...laws(fit),
    now,
  };
}

/** A law that does not fit is not drawn. */
function laws(fit: SweepFit | undefined): Pick<SpeedupPlotProps, "amdahl" | "usl" | "knee"> {
  if (fit === undefined || fit.poor) return { amdahl: [], usl: [] };
  const { amdahl, usl, bend, scalesTo } = fit;
  return {
    amdahl: amdahl.curve,
    usl: uslDiffers(fit) ? usl.curve : [],
    ...(bend === undefined ? {} : { knee: { lanes: bend, speedup: scalesTo } }),
  };
}

/** By more than a line's width. */
const differ = (some: readonly SpeedupAt[], others: readonly SpeedupAt[]): boolean =>
  some.some(({ speedup }, i) => {
    const other = others[i]?.speedup ?? speedup;
    return Math.abs(other - speedup) > 0.02 * other;
  });
