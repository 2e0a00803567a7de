import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { drawSwatch } from "./canvas/swatch.ts";
import type { MarkState } from "./style/looks.ts";
import type { Swatch } from "./style/swatch-sample.ts";
import {
  BLUE,
  canvasIn,
  distinct,
  frames,
  PAPER,
  part,
  pixels,
  type Stage,
  stage,
} from "./timeline-test-kit.ts";
import { mountWorkload } from "./workload.ts";

let on: Stage;
beforeEach(() => {
  on = stage();
});
afterEach(() => on.clear());

function swatch(state: MarkState, more: Partial<Swatch> = {}): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  on.host.append(canvas);
  drawSwatch(canvas, { state, tint: "running", predicted: false, ...more });
  return canvas;
}

describe("the legend and the work to do", () => {
  it("draw states as the timeline does", () => {
    expect(pixels(swatch("running"), 14, 7)).toEqual([BLUE]);
    expect(distinct(pixels(swatch("waiting"), 4, 4, 16, 6))).toBeGreaterThan(4);
    const hole = swatch("preempted");
    expect([pixels(hole, 3, 7)[0], pixels(hole, 14, 7)[0]]).toEqual([BLUE, PAPER]);
  });

  it.each(["waiting", "blocked", "ready", "queued"] as const)(
    "show the texture of small marks beside the look of large ones: %s",
    (state) => {
      const small = pixels(swatch(state), 22, 1, 6, 12);
      expect(distinct(small)).toBe(2);
      expect(small).not.toContain(PAPER);
    },
  );

  it("show a prediction beneath a run as an outline and nothing in it", () => {
    const canvas = swatch("running", { tint: "inkSoft", predicted: true, hollow: true });
    expect(pixels(canvas, 14, 7)).toEqual([PAPER]);
    expect(pixels(canvas, 0, 7)).toEqual(["rgb(80, 80, 80)"]);
  });

  it("shows computing solid and waiting hatched, to scale, and is named by its sums", async () => {
    const workload = mountWorkload(on.host);
    const task = { label: "A", kind: "job", releaseAt: 0 } as const;
    workload.update({
      tasks: [
        {
          ...task,
          segments: [
            { is: "compute", ms: 50 },
            { is: "wait", ms: 50 },
          ],
        },
      ],
    });
    await frames();
    const work = part(on.host, "workload");
    const canvas = canvasIn(work);
    expect(distinct(pixels(canvas, 300, 24, 20, 6))).toBe(1);
    expect(distinct(pixels(canvas, 500, 24, 20, 6))).toBeGreaterThan(4);
    expect(work.getAttribute("aria-label")).toContain("of computing");
    workload.destroy();
    expect(on.host.querySelector("[data-part=workload]")).toBeNull();
  });
});
