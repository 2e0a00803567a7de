/** In place of a library that was not fetched. */
export class FlameChart {
  constructor() {
    throw new Error("flame-chart-js was not fetched: npm could not be reached.");
  }
  setZoom(): void {}
  render(): void {}
}
