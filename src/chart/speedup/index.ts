/** The plot of speedup against lanes: loaded with the sweep. */
export { mountSpeedupPlot, type SpeedupPlot } from "./speedup-plot.ts";
export type { SpeedupAt, SpeedupPlotProps } from "./speedup-points.ts";
