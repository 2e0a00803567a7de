/** What the benchmark uses of flame-chart-js 3.3, which is no dependency: bench/site.mjs fetches it for the run. */
declare module "flame-chart-js" {
  export interface FlameNode {
    readonly name: string;
    readonly start: number;
    readonly duration: number;
    readonly type?: string;
    readonly children?: readonly FlameNode[];
  }
  export class FlameChart {
    constructor(options: { canvas: HTMLCanvasElement; data: readonly FlameNode[] });
    setZoom(start: number, end: number): void;
    render(): void;
  }
}
