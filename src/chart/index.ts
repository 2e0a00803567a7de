/**
 * The face of the chart: what the page, the benchmark and the gallery may know of it. Three parts have a face of their
 * own, as they are loaded only once somebody asks for them: `export`, `speedup` and `reading` (see README.md).
 */
export { mountSwatch } from "./canvas/swatch.ts";
export { showHelp } from "./input/keys.ts";
export type { RowsBy } from "./layout/rows.ts";
export { type MinimapProps, mountMinimap } from "./minimap.ts";
export { type LegendEntry, legendOf } from "./reading/legend.ts";
export { type Peaks, summaryOf } from "./reading/summary.ts";
export { scrollOf } from "./scene/scroll-into-view.ts";
export type { WorkSegment, WorkTask } from "./spans/planned.ts";
export { taskExtent } from "./spans/task-time.ts";
export { readPalette } from "./style/chart-theme.ts";
export { FALLBACKS, FORCED, TOKENS } from "./style/palette.ts";
export type { Swatch } from "./style/swatch-sample.ts";
export { instant } from "./time/scale.ts";
export { around, including, sameTimeRange, within } from "./time/time-range.ts";
export { mountTimeline, type Timeline, type TimelineProps } from "./timeline.ts";
export { mountWorkload } from "./workload.ts";
