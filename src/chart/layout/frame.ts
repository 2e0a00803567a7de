/**
 * Where the parts of one timeline lie, CSS px.
 *
 * ```
 * 0        gutter                        width - EDGE
 * ├────────┼──────────────────────────────────┤
 * │  label │ rows                             │ 0
 * │  label │                                  │
 * ├────────┼──────────────────────────────────┤ strip[0].y
 * │in prog.│ area                             │
 * ├────────┼──────────────────────────────────┤ strip[1].y
 * │execut. │ line                             │
 * ├────────┼──────────────────────────────────┤ axisY
 * │        │ 0      50      100       150 ms  │
 * └────────┴──────────────────────────────────┘ height
 * ```
 */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly gutter: number;
  /** first and last pixel of the time axis */
  readonly range: readonly [number, number];
  /** bands of the overlap strip: in progress, executing; empty without a strip */
  readonly strip: readonly Band[];
  readonly axisY: number;
}

export interface Band {
  readonly y: number;
  readonly height: number;
}

/** Room to the right, so that the last tick's label and a bar ending at the edge are whole. */
const EDGE = 20;
const BAND = 34;
const BAND_GAP = 8;
const STRIP_GAP = 6;
const AXIS = 28;
const NO_AXIS = 6;

/** On a phone time gets the room: the gutter then holds "in progress" in 11 px and no more. */
export const isNarrow = (width: number): boolean => width < 520;
export const gutterFor = (width: number): number =>
  isNarrow(width) ? 70 : width < 900 ? 104 : 128;

export function frameOf(
  width: number,
  rowsHeight: number,
  parts: { readonly strip: boolean; readonly axis: boolean },
): Frame {
  const gutter = gutterFor(width);
  const first = rowsHeight + STRIP_GAP;
  const strip = parts.strip
    ? [
        { y: first, height: BAND },
        { y: first + BAND + BAND_GAP, height: BAND },
      ]
    : [];
  const axisY = parts.strip ? first + 2 * BAND + BAND_GAP + 4 : rowsHeight;
  return {
    width,
    height: axisY + (parts.axis ? AXIS : NO_AXIS),
    gutter,
    range: [gutter, Math.max(gutter + 1, width - EDGE)],
    strip,
    axisY,
  };
}
