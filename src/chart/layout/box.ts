/** A rectangle; in CSS px or in device px, as its user says. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
