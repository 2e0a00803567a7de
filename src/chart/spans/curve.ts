/** A count over time, for drawing: each step holds until the next. */
export interface Curve {
  readonly peak: number;
  /** of the whole trace, or of a long one where only an 8 192nd of it can be told apart */
  readonly steps: Steps;
}

/** Steps in order: `at[i]` ms on, `count[i]`. */
export interface Steps {
  readonly at: Float64Array;
  readonly count: Uint32Array;
}
