/** Settings as a link or a script has them: any part may be missing, and any part may be anything. */
export interface RawSettings {
  readonly scenario?: unknown;
  /** by side, in reading order */
  readonly models?: unknown;
  /** by side, in reading order */
  readonly variants?: unknown;
  readonly lanes?: unknown;
  readonly knobs?: unknown;
  readonly seed?: unknown;
  readonly repeats?: unknown;
  readonly coldStart?: unknown;
  readonly view?: unknown;
  /** a WhatIf, or as `writeWhatIf` wrote it */
  readonly whatIf?: unknown;
  /** a stretch of time in ms, or as `writeZoom` wrote it */
  readonly zoom?: unknown;
}
