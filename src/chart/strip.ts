import type { CountStep } from "../metrics/counts.ts";
import type { Counts, Curve, Steps } from "./counts.ts";
import type { Domain } from "./domain.ts";
import type { Band } from "./frame.ts";
import type { Context } from "./paint-mark.ts";
import { mix, type Rgba } from "./palette.ts";
import type { Pens } from "./pens.ts";
import type { TimeScale } from "./scale.ts";
import { extremesOf, firstInSight, paintExtremes } from "./strip-columns.ts";

export interface Strip {
  readonly counts: Counts;
  /** what was predicted of the same run: dashed lines */
  readonly ghost: Counts | undefined;
  /** the counts are themselves a prediction: dashed, and only faintly filled */
  readonly predicted: boolean;
  /** while the selected task is in progress: a mark under that count */
  readonly selected?: Domain | undefined;
}

/** Height of that mark, CSS px. */
const MARK = 3;

/** Peaks further apart than this get a scale each, or the lower line would lie flat on the floor. */
const SHARED_UP_TO = 6;

/** Top of each band's scale: one for both while both can be read on it. */
export function stripTops(inProgress: number, executing: number): readonly [number, number] {
  const high = Math.max(1, inProgress);
  return high <= SHARED_UP_TO * Math.max(1, executing)
    ? [high, high]
    : [high, Math.max(1, executing)];
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

/** In progress as an area, executing as a line, each in its band. */
export function paintStrip(
  context: Context,
  { counts, ghost, predicted, selected }: Strip,
  bands: readonly Band[],
  scale: TimeScale,
  pens: Pens,
): void {
  const [above, below] = bands;
  if (above === undefined || below === undefined) return;
  const highest = (name: "inProgress" | "executing") =>
    Math.max(counts[name].peak, ghost?.[name].peak ?? 0);
  const tops = stripTops(highest("inProgress"), highest("executing"));
  const { palette } = pens;
  const shades = (token: "inkSoft" | "running", share: number) => ({
    line: palette[token],
    fill: mix(palette[token], palette.surface, share),
  });
  const soft: Look = {
    line: pens.inkSoft,
    fill: pens.softArea,
    width: 1,
    dashed: predicted,
    shades: shades("inkSoft", 0.28),
  };
  const { faint } = pens.running("running");
  const strong: Look = {
    line: pens.solid("running"),
    fill: faint,
    width: 2,
    dashed: predicted,
    shades: shades("running", 0.4),
  };
  const expected: Look = { line: pens.ink, fill: undefined, width: 1, dashed: true };
  const draw = (of: Counts, name: "inProgress" | "executing", look: Look) => {
    const [band, top] = name === "inProgress" ? [above, tops[0]] : [below, tops[1]];
    paintCurve(context, of[name], of.until, { ...band, top }, scale, pens.dpr, look);
  };
  paintFloor(context, above, scale, pens);
  paintFloor(context, below, scale, pens);
  if (selected !== undefined) paintSelected(context, selected, above, scale, pens);
  draw(counts, "inProgress", soft);
  draw(counts, "executing", strong);
  if (ghost === undefined) return;
  draw(ghost, "inProgress", expected);
  draw(ghost, "executing", expected);
}

/** How one curve is drawn; `width` in CSS px. */
export interface Look {
  readonly line: string;
  readonly fill: string | undefined;
  readonly width: number;
  readonly dashed: boolean;
  /** the same colours for a curve with more steps than pixels, which is drawn as columns */
  readonly shades?: { readonly line: Rgba; readonly fill: Rgba };
}

function paintFloor(context: Context, band: Band, scale: TimeScale, { dpr, grid }: Pens): void {
  context.fillStyle = grid;
  const [left, right] = scale.range;
  const line = Math.max(1, Math.round(dpr));
  context.fillRect(
    Math.round(left * dpr),
    Math.round((band.y + band.height) * dpr),
    Math.round((right - left) * dpr),
    line,
  );
}

/** Along the floor of a band, in the gap under it. */
function paintSelected(
  context: Context,
  life: Domain,
  band: Band,
  scale: TimeScale,
  { dpr, ink }: Pens,
): void {
  const [left, right] = scale.range;
  const [from, to] = life.map((time) => Math.max(left, Math.min(right, scale.x(time))) * dpr) as [
    number,
    number,
  ];
  if (life[1] < scale.domain[0] || life[0] > scale.domain[1]) return;
  context.fillStyle = ink;
  context.fillRect(
    Math.round(from),
    Math.round((band.y + band.height) * dpr),
    Math.max(Math.round(2 * dpr), Math.round(to) - Math.round(from)),
    Math.round(MARK * dpr),
  );
}

/** A count over time, filled down to the floor of its band; `band.top` is the count at its upper edge. */
export function paintCurve(
  context: Context,
  { steps }: Curve,
  until: number,
  band: Band & { readonly top: number },
  scale: TimeScale,
  dpr: number,
  look: Look,
): void {
  const { shades } = look;
  if (shades !== undefined && isDense(steps, scale, dpr)) {
    const [from, to] = scale.range.map((x) => Math.round(x * dpr)) as [number, number];
    const y = Math.round(band.y * dpr);
    const box = { x: from, y, height: Math.round((band.y + band.height) * dpr) - y, top: band.top };
    paintExtremes(context, extremesOf(steps, scale, to - from), box, shades.fill, shades.line);
    return;
  }
  const thin = thinSteps(steps, scale, dpr);
  const last = thin.at(-1);
  if (last === undefined) return;
  const end = Math.max(last.at, Math.min(until, scale.domain[1]));
  const points = [...thin, { at: end, count: last.count }];
  const x = (step: CountStep) => scale.x(step.at) * dpr;
  const floor = (band.y + band.height) * dpr;
  const y = (step: CountStep) => floor - (step.count / band.top) * (band.height - look.width) * dpr;
  const [left, right] = scale.range;
  const outline = stepPath(points, x, y);
  context.save();
  context.beginPath();
  context.rect(left * dpr, 0, (right - left + 1) * dpr, floor + dpr);
  context.clip();
  if (look.fill !== undefined) {
    const area = new Path2D(outline);
    area.lineTo(x({ at: end, count: 0 }), floor);
    area.lineTo(x(thin[0] ?? last), floor);
    context.fillStyle = look.fill;
    context.fill(area);
  }
  // Steps closer than three pixels would run together into a solid band under a thick line.
  const dense = points.length > ((right - left) * dpr) / 3;
  context.lineWidth = (dense ? 1 : look.width) * dpr;
  context.strokeStyle = look.line;
  context.setLineDash(look.dashed ? [4 * dpr, 3 * dpr] : []);
  context.stroke(outline);
  context.restore();
}

/** Whether there is more than a step for every other pixel. */
function isDense({ at }: Steps, { domain, range }: TimeScale, dpr: number): boolean {
  const steps = firstInSight(at, domain[1]) - firstInSight(at, domain[0]);
  return steps > ((range[1] - range[0]) * dpr) / 2;
}

/** Level until the next step, then straight up or down. Half the cost of d3-shape's area and line. */
function stepPath(
  steps: readonly CountStep[],
  x: (step: CountStep) => number,
  y: (step: CountStep) => number,
): Path2D {
  const path = new Path2D();
  let level: number | undefined;
  for (const step of steps) {
    const [across, up] = [x(step), y(step)];
    if (level === undefined) path.moveTo(across, up);
    else path.lineTo(across, level);
    path.lineTo(across, up);
    level = up;
  }
  return path;
}
