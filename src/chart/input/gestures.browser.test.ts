import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { type TimeRange, taskId } from "../../trace/types.ts";
import {
  asMeasured,
  at,
  canvasIn,
  drag,
  frames,
  holed,
  part,
  pixels,
  pointer,
  propsOf,
  type Stage,
  stage,
  wide,
} from "../timeline-test-kit.ts";

let on: Stage;
beforeEach(async () => {
  on = stage();
  on.timeline.update(propsOf(holed));
  await frames();
});
afterEach(() => on.clear());

function wheel(root: HTMLElement, deltaY: number, more: WheelEventInit = {}) {
  const event = new WheelEvent("wheel", { ...at(root, 300, 20), deltaY, ...more });
  root.dispatchEvent(event);
  return event.defaultPrevented;
}

const length = (domain: TimeRange | undefined) =>
  domain === undefined ? 0 : domain[1] - domain[0];
const domainNow = () => on.domains.at(-1);
/** Bottom of the chart: the axis. */
const axisY = () => on.root.getBoundingClientRect().height - 10;

describe("the wheel", () => {
  it("is the page's until the chart was clicked, and again once the pointer left", async () => {
    expect(wheel(on.root, -100)).toBe(false);
    await userEvent.click(on.root, { position: { x: 300, y: 20 } });
    expect(wheel(on.root, -100)).toBe(true);
    expect(length(domainNow())).toBeLessThan(holed.duration);
    pointer(on.root, "pointerleave", 300, 20);
    const asked = on.domains.length;
    expect(wheel(on.root, -100)).toBe(false);
    expect(on.domains).toHaveLength(asked);
  });

  it("zooms with Ctrl or Cmd at any time", async () => {
    on.timeline.update(propsOf(holed, { domain: [20, 120], bounds: [0, holed.duration] }));
    await frames();
    expect(wheel(on.root, -100, { ctrlKey: true })).toBe(true);
    expect(wheel(on.root, 100, { metaKey: true })).toBe(true);
    const [inwards, outwards] = on.domains;
    expect(length(inwards)).toBeLessThan(100);
    expect(length(outwards)).toBeGreaterThan(length(inwards));
  });
});

describe("a pointer", () => {
  it("drags the time along, and no further than there is", async () => {
    on.timeline.update(propsOf(holed, { domain: [50, 100], bounds: [0, 160] }));
    await frames();
    drag(on.root, [400, 20], [300, 20]);
    expect(length(domainNow())).toBeCloseTo(50, 6);
    expect(domainNow()?.[0]).toBeGreaterThan(55);
    drag(on.root, [200, 20], [690, 20]);
    drag(on.root, [150, 20], [690, 20]);
    expect(domainNow()?.[0]).toBeGreaterThanOrEqual(0);
    expect(on.selections).toEqual([]);
  });

  it("with Shift draws the stretch to zoom to", () => {
    drag(on.root, [on.xOf(40, holed), 20], [on.xOf(80, holed), 20], { shiftKey: true });
    expect(domainNow()?.[0]).toBeCloseTo(40, 0);
    expect(domainNow()?.[1]).toBeCloseTo(80, 0);
  });

  it("measures a stretch in the axis, shaded meanwhile, and a click there ends it", async () => {
    const [from, to] = [on.xOf(120, holed), on.xOf(60, holed)];
    pointer(on.root, "pointerdown", from, axisY(), { buttons: 1 });
    pointer(on.root, "pointermove", to, axisY(), { buttons: 1 });
    await frames();
    expect(part(on.host, "stretch").getAttribute("display")).toBeNull();
    pointer(on.root, "pointerup", to, axisY());
    expect(on.ranges[0]?.map(Math.round)).toEqual([60, 120]);
    drag(on.root, [300, axisY()], [300, axisY()]);
    expect(on.ranges.at(-1)).toBeUndefined();
    expect(on.domains).toEqual([]);
  });

  it("that only strays up or down draws no stretch: in the axis it clicks, with Shift it does nothing", () => {
    drag(on.root, [300, axisY()], [301, axisY() - 24]);
    expect(on.ranges).toEqual([undefined]);
    drag(on.root, [300, 10], [300, 34], { shiftKey: true });
    drag(on.root, [300, axisY()], [340, axisY() - 24]);
    expect(on.ranges).toHaveLength(2);
    expect(length(on.ranges[1])).toBeGreaterThan(5);
    // to the left of where time begins
    drag(on.root, [on.xOf(0, holed), axisY()], [20, axisY()]);
    expect(on.ranges[2]).toBeUndefined();
    expect(on.domains).toEqual([]);
  });

  it("that was let go of outside drags nothing when it comes back, and is no finger of a pinch", async () => {
    on.timeline.update(propsOf(holed, { domain: [50, 100], bounds: [0, 160] }));
    await frames();
    pointer(on.root, "pointerdown", 650, 20, { buttons: 1 });
    pointer(on.root, "pointermove", 600, 20, { buttons: 1 });
    const asked = on.domains.length;
    expect(asked).toBeGreaterThan(0);
    pointer(on.root, "pointermove", 300, 20, { buttons: 0 });
    pointer(on.root, "pointermove", 200, 20, { buttons: 0 });
    expect(on.domains).toHaveLength(asked);
    const finger = { pointerId: 2, pointerType: "touch", buttons: 1 };
    pointer(on.root, "pointerdown", 300, 20, finger);
    pointer(on.root, "pointermove", 350, 20, finger);
    expect(on.domains.length).toBeGreaterThan(asked);
    expect(length(domainNow())).toBeCloseTo(50, 6);
  });

  it("goes back on a double click", async () => {
    await userEvent.dblClick(on.root, { position: { x: 300, y: 20 } });
    expect(on.others).toEqual(["back"]);
  });

  it("pinches: two fingers keep the instants they lie on", () => {
    const two = { pointerId: 2, pointerType: "touch", buttons: 1 };
    const one = { pointerId: 1, pointerType: "touch", buttons: 1 };
    const [a, b] = [on.xOf(60, holed), on.xOf(100, holed)];
    pointer(on.root, "pointerdown", a, 20, one);
    pointer(on.root, "pointerdown", b, 20, two);
    pointer(on.root, "pointermove", a - 50, 20, one);
    pointer(on.root, "pointermove", b + 50, 20, two);
    expect(length(domainNow())).toBeLessThan(160);
    const [from, to] = domainNow() ?? [0, 0];
    const [left, right] = [on.xOf(0, holed), on.xOf(160, holed)];
    const timeAt = (x: number) => from + ((x - left) / (right - left)) * (to - from);
    expect(timeAt(a - 50)).toBeCloseTo(60, 1);
    expect(timeAt(b + 50)).toBeCloseTo(100, 1);
  });
});

describe("more rows than a page holds", () => {
  const many = asMeasured(
    fromSketch(Array.from({ length: 300 }, (_, i) => `t${i} ${".".repeat(i % 9)}~`).join("\n")),
  );

  it("scroll in a window of their own, also to the task that was selected elsewhere", async () => {
    on.timeline.update(propsOf(many, { rows: "tasks" }));
    await frames();
    expect(on.root.getBoundingClientRect().height).toBeLessThan(520);
    expect(canvasIn(on.host).height).toBeLessThan(520 * devicePixelRatio);
    const labels = () => part(on.host, "labels").textContent ?? "";
    expect(labels()).toContain("t0t1");
    const last = many.tasks.at(-1);
    on.timeline.update(propsOf(many, { rows: "tasks", selected: last?.id }));
    await frames(3);
    expect(labels()).toContain("t299");
    for (let i = 0; i < 2; i++) {
      drag(on.root, [692, 300], [692, 20]);
      await frames(3);
    }
    expect(labels()).toContain("t0t1");
  });

  it("scroll by thread to where the selected task first ran, unless that is in sight", async () => {
    const trace = wide(600);
    const show = async (selected: number) => {
      on.timeline.update(propsOf(trace, { selected: taskId(selected) }));
      await frames(3);
      return part(on.host, "labels").textContent ?? "";
    };
    expect(await show(1)).toContain("T0T1");
    const far = await show(500);
    expect(far).toContain("T500");
    expect(far).not.toContain("T0T1");
    expect(await show(501)).toBe(far);
    expect(await show(1)).toContain("T0T1");
  });

  describe("under a finger", () => {
    beforeEach(() => {
      on.host.style.width = "360px";
    });
    const under = (x: number, y: number): HTMLElement => {
      const { left, top } = on.root.getBoundingClientRect();
      const found = document.elementFromPoint(left + x, top + y);
      if (!(found instanceof HTMLElement) || !on.root.contains(found)) throw new Error("beside it");
      return found;
    };
    const swipes = (x: number, y: number) => getComputedStyle(under(x, y)).touchAction;

    it("scroll by their names and at the scrollbar; beside those a swipe is the page's", async () => {
      on.timeline.update(propsOf(many, { rows: "tasks" }));
      await frames(3);
      expect([swipes(30, 200), swipes(352, 200), swipes(200, 200)]).toEqual([
        "none",
        "none",
        "pan-y",
      ]);
      const labels = () => part(on.host, "labels").textContent ?? "";
      const finger = { pointerType: "touch" };
      drag(under(30, 300), [30, 300], [30, 100], finger, on.root);
      await frames();
      expect(labels()).not.toContain("t0t1");
      expect(labels()).toContain("t20");
      drag(under(352, 20), [352, 20], [352, 428], finger, on.root);
      await frames();
      expect(labels()).toContain("t299");
      expect(on.domains.every((domain) => length(domain) === many.duration)).toBe(true);
    });

    it("leave every swipe to the page where all of them fit", async () => {
      await frames();
      expect([swipes(352, 20), swipes(30, 20)]).toEqual(["pan-y", "pan-y"]);
    });
  });
});

describe("crowded columns", () => {
  it("show by their height how busy they are", async () => {
    const busy = (share: number) => {
      const spans = Array.from({ length: 4000 }, (_, i) => ({
        ...(holed.spans[0] ?? { task: 0 }),
        start: i,
        end: i + share,
      }));
      return { ...holed, spans, laneSpans: [], duration: 4000 } as typeof holed;
    };
    const filled: number[] = [];
    for (const share of [0.25, 0.5, 0.99]) {
      on.timeline.update(propsOf(busy(share)));
      await frames();
      const column = pixels(canvasIn(on.host), 400, 0, 1, 40);
      filled.push(column.filter((colour) => colour === "rgb(0, 114, 178)").length);
    }
    const [quarter = 0, half = 0, full = 0] = filled;
    expect(quarter).toBeGreaterThan(0);
    expect(half / full).toBeCloseTo(0.5, 0.7);
    expect(quarter / full).toBeCloseTo(0.25, 0.7);
  });
});
