import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { type TimeRange, taskId } from "../trace/types.ts";
import { mountMinimap } from "./minimap.ts";
import {
  asMeasured,
  drag,
  frames,
  holed,
  part,
  propsOf,
  type Stage,
  stage,
} from "./timeline-test-kit.ts";

let on: Stage;
beforeEach(async () => {
  on = stage();
  on.timeline.update(propsOf(holed));
  await frames();
});
afterEach(() => on.clear());

describe("the minimap", () => {
  it("moves the window, resizes it, draws another, and is a slider to the keyboard", async () => {
    const asked: TimeRange[] = [];
    const map = mountMinimap(on.host, { onDomain: (domain) => asked.push(domain) });
    const show = async (domain: TimeRange) => {
      map.update({ traces: [holed], selected: [], bounds: [0, 160], domain });
      await frames();
    };
    await show([40, 80]);
    const root = part(on.host, "minimap");
    drag(root, [on.xOf(60, holed), 8], [on.xOf(90, holed), 8]);
    expect(asked.at(-1)?.map(Math.round)).toEqual([70, 110]);
    drag(root, [on.xOf(80, holed), 8], [on.xOf(120, holed), 8]);
    expect(asked.at(-1)?.map(Math.round)).toEqual([40, 120]);
    drag(root, [on.xOf(100, holed), 8], [on.xOf(140, holed), 8]);
    expect(asked.at(-1)?.map(Math.round)).toEqual([100, 140]);
    root.focus();
    await userEvent.keyboard("{End}");
    expect(asked.at(-1)).toEqual([120, 160]);
    expect(root.getAttribute("aria-valuetext")?.replaceAll("\u202f", " ")).toBe("40 ms to 80 ms");
    map.destroy();
    expect(on.host.querySelector("[data-part=minimap]")).toBeNull();
  });

  it("moves also a narrow window from within it, and resizes it from beside it", async () => {
    const asked: TimeRange[] = [];
    const map = mountMinimap(on.host, { onDomain: (domain) => asked.push(domain) });
    const perMs = on.xOf(1, holed) - on.xOf(0, holed);
    const by = 100;
    /** What is asked for when a window that wide is dragged from that far right of its left edge, CSS px. */
    const moved = async (width: number, at: number) => {
      const domain = [80, 80 + width / perMs] as const;
      map.update({ traces: [holed], selected: [], bounds: [0, 160], domain });
      await frames();
      const x = on.xOf(80, holed) + at;
      drag(part(on.host, "minimap"), [x, 8], [x + by, 8]);
      return (asked.at(-1) ?? [0, 0]).map((time) => Math.round((time - 80) * perMs));
    };
    expect(await moved(4, 2)).toEqual([by, by + 4]);
    expect(await moved(4, 1)).toEqual([by, by + 4]);
    expect(await moved(4, 8)).toEqual([0, by + 4]);
    expect(await moved(1, 0)).toEqual([by, by + 1]);
    expect(await moved(20, 6)).toEqual([by, by + 20]);
    expect(await moved(20, 17)).toEqual([0, by + 20]);
    map.destroy();
  });

  it("marks the selected task in each run, from its start to its end, also beside the window", async () => {
    const trace = asMeasured(fromSketch("A 000|\nB qqq00--|\nC qqqqqqq/", { msPerChar: 10 }));
    const map = mountMinimap(on.host, { onDomain: () => {} });
    /** Half-way through each 10 ms: whether there is ink in the part of a run. */
    const marked = (run: number) => {
      const boxes = [...part(on.host, "lives").querySelectorAll("rect")].map((rect) => {
        expect(rect.getAttribute("fill")).toBe("rgb(20 20 20 / 1)");
        return rect.getBBox();
      });
      return Array.from({ length: 7 }, (_, i) => {
        const [x, top] = [on.xOf(10 * i + 5, trace), 5 + 14 * run];
        return boxes.some((b) => b.x <= x && x < b.x + b.width && b.y >= top && b.y < top + 14)
          ? "x"
          : ".";
      }).join("");
    };
    const show = async (...selected: readonly (number | undefined)[]) => {
      map.update({
        traces: [trace, trace],
        selected: selected.map((id) => (id === undefined ? undefined : taskId(id))),
        bounds: [0, 70],
        domain: [0, 10],
      });
      await frames();
      return [marked(0), marked(1)];
    };
    expect(await show()).toEqual([".......", "......."]);
    expect(await show(0, 1)).toEqual(["xxx....", "...xxxx"]);
    expect(await show(undefined, 1)).toEqual([".......", "...xxxx"]);
    // never started
    expect(await show(2)).toEqual([".......", "......."]);
    map.destroy();
  });
});
