import { area, curveStepAfter, line as stepLine } from "d3-shape";
import type { CountStep } from "../../metrics/counts.ts";
import type { Band } from "../layout/frame.ts";
import type { View } from "../scene/scene.ts";
import { curvesOf, type StripCurve } from "../scene/strip-curves.ts";
import type { Steps } from "../spans/curve.ts";
import { firstInSight } from "../spans/extremes.ts";
import { areaColour, DASH, SELECTED_MARK } from "../style/looks.ts";
import type { Palette } from "../style/palette.ts";
import type { TimeScale } from "../time/scale.ts";
import { box } from "./picture-fills.ts";
import { hex, round } from "./picture-svg.ts";

/** The overlap strip as SVG: in progress as an area, executing as a line, what was predicted dashed. */
export function stripSvg(view: View, palette: Palette): string {
  const { frame, strip } = view;
  const [above, below] = frame.strip;
  if (above === undefined || below === undefined) return "";
  return [
    floor(view, above, palette),
    floor(view, below, palette),
    selectedSvg(view, above, palette),
    ...curvesOf(strip, above, below).map((one) => curveSvg(view, one, palette)),
  ].join("");
}

const floor = ({ scale }: View, { y, height }: Band, palette: Palette): string =>
  `<path d="M${scale.range[0]} ${y + height + 0.5}H${scale.range[1]}" stroke="${hex(palette.grid)}"/>`;

/** While the selected task is in progress, under that count. */
function selectedSvg(
  { scale, strip: { selected } }: View,
  { y, height }: Band,
  palette: Palette,
): string {
  if (selected === undefined) return "";
  const [left, right] = scale.range;
  const [from, to] = selected.map((at) => Math.max(left, Math.min(right, scale.x(at)))) as [
    number,
    number,
  ];
  const rect = {
    x: from,
    y: y + height,
    width: Math.max(SELECTED_MARK.least, to - from),
    height: SELECTED_MARK.height,
  };
  return to > left && from < right ? box(rect, hex(palette.ink)) : "";
}

/**
 * At most three steps per device pixel column: the first, the highest and the last, so that a peak of an
 * instant is drawn at its height however many steps there are.
 */
export function thinSteps(
  { at, count }: Steps,
  scale: TimeScale,
  dpr: number,
): readonly CountStep[] {
  const thin: CountStep[] = [];
  let column = Number.NaN;
  let highest: CountStep | undefined;
  let last: CountStep | undefined;
  const close = () => {
    if (highest !== undefined && highest !== thin.at(-1)) thin.push(highest);
    if (last !== undefined && last !== thin.at(-1)) thin.push(last);
  };
  for (let i = firstInSight(at, scale.domain[0]); i < at.length; i++) {
    const step: CountStep = { at: at[i] as number, count: count[i] as number };
    const x = Math.round(scale.x(step.at) * dpr);
    if (x !== column) {
      close();
      thin.push(step);
      column = x;
      highest = step;
      last = step;
      if (step.at > scale.domain[1]) break;
      continue;
    }
    if (highest === undefined || step.count > highest.count) highest = step;
    last = step;
  }
  close();
  return thin;
}

function curveSvg(
  { scale }: View,
  { curve, until, band: { y, height, top }, ink }: StripCurve,
  palette: Palette,
): string {
  const { width } = ink;
  const line = hex(palette[ink.line]);
  const colour = areaColour(ink, palette);
  const steps = thinSteps(curve.steps, scale, 1);
  const shown = steps.filter(({ at }, i) => i === 0 || at <= scale.domain[1]);
  const last = shown.at(-1);
  if (last === undefined) return "";
  const points = [...shown, { at: until, count: last.count }];
  const [left, right] = scale.range;
  const x = ({ at }: CountStep) => round(Math.max(left, Math.min(right, scale.x(at))));
  const up = ({ count }: CountStep) => round(y + height - (count / top) * (height - width));
  const outline = stepLine<CountStep>().curve(curveStepAfter).x(x).y(up)(points);
  const under = area<CountStep>()
    .curve(curveStepAfter)
    .x(x)
    .y0(y + height)
    .y1(up)(points);
  const below = colour === undefined ? "" : `<path d="${under}" fill="${hex(colour)}"/>`;
  const dash = ink.dashed ? ` stroke-dasharray="${DASH.length} ${DASH.gap}"` : "";
  return `${below}<path d="${outline}" fill="none" stroke="${line}" stroke-width="${width}"${dash}/>`;
}
