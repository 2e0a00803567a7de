import {
  BAR,
  devicePx,
  GHOST,
  LOOKS,
  type MarkState,
  type Paint,
  PREDICTED,
  ROOM,
  railOf,
  tokenOf,
} from "../style/looks.ts";
import type { Token } from "../style/palette.ts";
import { GAP, SWATCH, type Swatch } from "../style/swatch-sample.ts";
import type { Box } from "./box.ts";

/** What a mark is made of, from below: all that an interpreter has to draw, device px. */
export type Shape =
  | { readonly is: "area"; readonly box: Box; readonly token: Token; readonly paint: Paint }
  /** a line around, whose outer edge is the box's */
  | {
      readonly is: "frame";
      readonly box: Box;
      readonly token: Token;
      readonly line: number;
      readonly dash: readonly number[];
    }
  /** a dashed line that fills the box */
  | {
      readonly is: "rule";
      readonly box: Box;
      readonly token: Token;
      readonly dash: readonly number[];
    };

const SOLID: Paint = { is: "colour", share: 1 };
const FAINT: Paint = { is: "colour", share: PREDICTED.inside };

/**
 * The shapes of one mark, as the table of looks has it.
 * @param tint of what runs
 * @param predicted an outline, never as if it had happened
 */
export function shapesOf(
  box: Box,
  state: MarkState,
  tint: Token,
  predicted: boolean,
  dpr: number,
): readonly Shape[] {
  const { inside, edge, rail, small } = LOOKS[state];
  const token = tokenOf(state, tint);
  if (state === "running") return barShapes(box, token, predicted, dpr);
  const detailed = edge !== undefined || rail !== undefined;
  if (detailed && box.height < ROOM * dpr) return [{ is: "area", box, token, paint: small }];
  const shapes: Shape[] = inside === undefined ? [] : [{ is: "area", box, token, paint: inside }];
  if (rail !== undefined) {
    const height = railOf(box.height, dpr);
    const y = box.y + Math.round((box.height - height) / 2);
    shapes.push({ is: "area", box: { ...box, y, height }, token, paint: SOLID });
  }
  if (edge === undefined) return shapes;
  const line = devicePx(edge.line, dpr);
  if (edge.around) {
    const lengths = edge.dash.map((length) => length * dpr);
    return [...shapes, frame(box, token, line, lengths)];
  }
  const dash = edge.dash.map((length) => devicePx(length, dpr));
  const below = box.y + box.height - line;
  return [
    ...shapes,
    { is: "rule", box: { ...box, height: line }, token, dash },
    { is: "rule", box: { ...box, y: below, height: line }, token, dash },
  ];
}

function barShapes(bar: Box, token: Token, predicted: boolean, dpr: number): readonly Shape[] {
  const gap = devicePx(BAR.gap, dpr);
  const line = devicePx(PREDICTED.line, dpr);
  const box = bar.width >= BAR.gapFrom * dpr ? { ...bar, width: bar.width - gap } : bar;
  if (!predicted || box.width <= 3 * line) return [{ is: "area", box, token, paint: SOLID }];
  return [{ is: "area", box, token, paint: FAINT }, frame(box, token, line, [])];
}

/** A box too small for a frame is filled. */
const frame = (box: Box, token: Token, line: number, dash: readonly number[]): Shape =>
  box.width <= 2 * line || box.height <= 2 * line
    ? { is: "area", box, token, paint: SOLID }
    : { is: "frame", box, token, line, dash };

/** A prediction beneath a run: an outline and nothing in it. */
export const ghostShape = (box: Box, token: Token, dpr: number): Shape =>
  frame(box, token, devicePx(GHOST.line, dpr), []);

/** A sample of a look: also how small marks look, and a hole within a bar. @param x, y device px */
export function swatchShapes(
  { state, tint, predicted, hollow = false }: Swatch,
  x: number,
  y: number,
  dpr: number,
): readonly Shape[] {
  const [width, height] = [SWATCH.width, SWATCH.height].map((side) => devicePx(side, dpr)) as [
    number,
    number,
  ];
  const whole = { x, y, width, height };
  const third = Math.round(width / 3);
  if (hollow) return [ghostShape(whole, tint, dpr)];
  if (state === "preempted") {
    const hole = { ...whole, x: x + third, width: third };
    return [
      ...shapesOf(whole, "running", tint, false, dpr),
      ...shapesOf(hole, state, tint, false, dpr),
    ];
  }
  const { token, small } = LOOKS[state];
  if (small.is !== "texture") return shapesOf(whole, state, tint, predicted, dpr);
  const [rest, gap] = [width - third, devicePx(GAP, dpr)];
  return [
    ...shapesOf({ ...whole, width: rest }, state, tint, predicted, dpr),
    { is: "area", box: { ...whole, x: x + rest + gap, width: third - gap }, token, paint: small },
  ];
}
