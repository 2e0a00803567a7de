import { counted, formatMs, formatRatio, formatShare } from "../../metrics/format.ts";
import type { TooltipText } from "../reading/tooltip.ts";
import { seriesName } from "./speedup-frame.ts";
import type { MeasuredSpeedup, SpeedupAt, SpeedupPlotProps } from "./speedup-points.ts";

const at = <P extends SpeedupAt>(points: readonly P[], lanes: number): P | undefined =>
  points.find((point) => point.lanes === lanes);

const lanesInWords = (lanes: number): string => counted(lanes, "lane");

/** "1.93×, 1.90× to 1.95× in 3 runs" */
const measuredWords = ({ speedup, low, high, runs }: MeasuredSpeedup): string =>
  runs === 1
    ? `${formatRatio(speedup)} in 1 run`
    : `${formatRatio(speedup)}, ${formatRatio(low)} to ${formatRatio(high)} in ${runs} runs`;

/** Everything known of one number of lanes. */
export function laneFacts(props: SpeedupPlotProps, lanes: number): TooltipText {
  const measured = at(props.measured, lanes);
  const fitted = at(props.amdahl, lanes);
  const fact = (name: string, point: SpeedupAt | undefined) =>
    point === undefined ? [] : [[name, formatRatio(point.speedup)] as const];
  const facts = [
    ...(measured === undefined ? [] : [["makespan", formatMs(measured.makespan)] as const]),
    ...fact(seriesName("predicted"), at(props.predicted, lanes)),
    ...(fitted === undefined
      ? []
      : [
          [
            seriesName("amdahl"),
            `${formatRatio(fitted.speedup)} (${formatRatio(fitted.low)} to ${formatRatio(fitted.high)})`,
          ] as const,
        ]),
    ...fact(seriesName("usl"), at(props.usl, lanes)),
    ...fact(seriesName("longestFirst"), at(props.longestFirst, lanes)),
    ...fact(seriesName("limit"), at(props.limit, lanes)),
    ...(measured?.serial === undefined
      ? []
      : [["serial share", formatShare(measured.serial)] as const]),
  ];
  const note =
    measured === undefined
      ? props.now === lanes
        ? "being measured now"
        : "not measured"
      : `measured ${measuredWords(measured)}`;
  return { title: lanesInWords(lanes), note, facts };
}

/** The same, to be read out. */
export function laneSentence(props: SpeedupPlotProps, lanes: number): string {
  const { title, note, facts } = laneFacts(props, lanes);
  return [title, note, ...facts.map(([name, value]) => `${name} ${value}`)].join(", ");
}

/** The plot in two or three sentences, for those who can't see it. */
export function speedupSummary(props: SpeedupPlotProps): string {
  const { predicted, measured, cores, most, knee } = props;
  const best = highest(measured);
  const hoped = highest(predicted);
  return [
    `Speedup against one lane, for 1 to ${lanesInWords(most)}; ${counted(cores, "core")} reported.`,
    ...(hoped === undefined ? [] : [`Predicted: up to ${peakWords(hoped)}.`]),
    ...(best === undefined
      ? ["Nothing is measured yet."]
      : [`Measured for ${measured.length} of them: up to ${peakWords(best)}.`]),
    ...(knee === undefined
      ? []
      : [`The curve bends at ${lanesInWords(knee.lanes)}: more lanes add nothing.`]),
  ].join(" ");
}

const peakWords = ({ lanes, speedup }: SpeedupAt): string =>
  `${formatRatio(speedup)} on ${lanesInWords(lanes)}`;

/** The first of the highest. */
const highest = (points: readonly SpeedupAt[]): SpeedupAt | undefined =>
  points.reduce<SpeedupAt | undefined>(
    (top, point) => (top === undefined || point.speedup > top.speedup + 1e-9 ? point : top),
    undefined,
  );
