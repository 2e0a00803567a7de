import { describe, expect, it } from "vitest";
import { manySpans } from "../../trace/sketch/many-spans.ts";
import type { Ms, Trace } from "../../trace/types.ts";
import { countNow } from "../scene/counting.ts";
import { viewOf } from "../scene/scene.ts";
import { readPalette } from "../style/chart-theme.ts";
import { asMeasured } from "../timeline-test-kit.ts";
import { createPainter, type Painter } from "./paint.ts";
import { makePens } from "./pens.ts";

const WIDTH = 700;

/** The canvas of one timeline, painted anew for each domain by the same painter. */
function canvasOf(trace: Trace, dpr: number, painter: Painter = createPainter()) {
  for (const _ of countNow(trace));
  const pens = makePens(readPalette(document.body), dpr);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no context");
  return (from: Ms, length: Ms): Uint32Array => {
    const props = { trace, rows: "threads", axis: true, strip: true, label: "A" } as const;
    const view = viewOf({ ...props, domain: [from, from + length] }, WIDTH, 0, dpr);
    if (canvas.width === 300) {
      canvas.width = WIDTH * dpr;
      canvas.height = Math.round(view.frame.height * dpr);
    }
    painter.paint(context, view, pens);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer);
  };
}

const differing = (a: Uint32Array, b: Uint32Array): number =>
  a.reduce((sum, word, i) => sum + (word === b[i] ? 0 : 1), 0);

describe.each([
  ["a measured trace", asMeasured],
  ["a predicted one", (trace: Trace) => trace],
])("panning %s", (_, as) => {
  /** 500 spans a lane: no line is so crowded that edges of columns are moved. */
  const trace = as(manySpans(2000, 4));

  it.each([
    ["many spans in each pixel", 1, 0.9],
    ["a span in a pixel or two", 1, 0.4],
    ["spans of several pixels", 1, 0.04],
    ["spans of several pixels, sharper", 2, 0.1],
  ])("draws what painting anew does: %s", (_, dpr, share) => {
    const length = share * trace.duration;
    const panned = canvasOf(trace, dpr);
    let from = 0.3 * (trace.duration - length);
    panned(from, length);
    for (const by of [0.01, 0.0013, -0.02, 0.1, -0.0004, -0.17, 0.05, 0.4, -0.45]) {
      from += by * length;
      const fresh = canvasOf(trace, dpr)(from, length);
      expect(differing(panned(from, length), fresh), `by ${by} of what is shown`).toBe(0);
    }
  });
});

it("shows nothing of a trace that it no longer shows", () => {
  const painter = createPainter();
  const full = canvasOf(manySpans(2000, 4), 1, painter)(0, 300);
  const other = canvasOf(asMeasured(manySpans(400, 4)), 1, painter)(0, 300);
  const fresh = canvasOf(asMeasured(manySpans(400, 4)), 1)(0, 300);
  expect(differing(other, fresh)).toBe(0);
  expect(differing(full, fresh)).toBeGreaterThan(0);
});
