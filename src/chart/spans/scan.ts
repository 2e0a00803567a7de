/** As a `share`: within a hollow box, and at its edge. */
export const HOLLOW = 2;
export const EDGE = 3;

/**
 * What one line of a row comes to on a pixel grid. Level of detail in three steps, so that a line costs no more
 * than its pixels, however many spans it has:
 *
 * - a span of `wide` pixels or more is a mark of its own (`wides`);
 * - one of 1 px or more fills the whole columns its rounded ends enclose;
 * - shorter ones are merged by column: the class that took most of their time gives the colour (they win over
 *   a longer span that shares the column, so none vanishes), `share` is how much of the column any span covers.
 *
 * All of it is exact, but that where four steps of a crowded line's grid fit into a column, the edges of the
 * column go to the nearest step: at most an eighth of a pixel away. No span is lost or counted twice by that.
 */
export interface Scan {
  /** 1 + class of each column; 0: nothing, or a wide mark that is no box */
  readonly kind: Uint8Array;
  /** how much of the column spans cover, above 0 to 1 where `kind` is not 0; HOLLOW or EDGE of a box */
  readonly share: Float32Array;
  /** spans that start in the column, or before the first */
  readonly count: Uint32Array;
  /** position, first pixel, pixel after the last, of each wide mark in turn */
  readonly wides: Int32Array;
  /** numbers used in `wides`: 3 for each */
  used: number;
  /** whether any `kind` is not 0 */
  filled: boolean;
}

export const scanOf = (width: number): Scan => ({
  kind: new Uint8Array(width),
  share: new Float32Array(width),
  count: new Uint32Array(width),
  wides: new Int32Array(3 * width + 6),
  used: 0,
  filled: false,
});
