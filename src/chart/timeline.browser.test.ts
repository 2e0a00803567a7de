import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { manySpans } from "../trace/sketch/many-spans.ts";
import type { Ms, TimeRange, Trace } from "../trace/types.ts";
import { mountTimeline } from "./timeline.ts";
import {
  AMBER,
  asMeasured,
  BLUE,
  canvasIn,
  distinct,
  frames,
  holed,
  PAPER,
  part,
  pixels,
  propsOf,
  type Stage,
  stage,
} from "./timeline-test-kit.ts";

const INK = "rgb(20, 20, 20)";
let on: Stage;
beforeEach(() => {
  on = stage();
});
afterEach(() => on.clear());

describe("bars", () => {
  const middle = 22;

  it("are solid while running, hatched while waiting, and paper where the core was taken away", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    const at = (time: Ms) => pixels(canvasIn(on.host), on.xOf(time, holed), middle, 20, 8);
    expect(new Set(at(22))).toEqual(new Set([BLUE]));
    expect(new Set(at(48))).toEqual(new Set([PAPER]));
    expect(distinct(at(120))).toBeGreaterThan(4);
    expect(at(120)).toContain(AMBER);
  });

  it("of a prediction are outlines, never solid", async () => {
    on.timeline.update(propsOf(fromSketch("L0 AAAA", { msPerChar: 10 })));
    await frames();
    const trace = fromSketch("L0 AAAA", { msPerChar: 10 });
    const inside = pixels(canvasIn(on.host), on.xOf(20, trace), middle, 20, 8);
    expect(distinct(inside)).toBe(1);
    expect(inside[0]).not.toBe(BLUE);
    expect(inside[0]).not.toBe(PAPER);
    expect(pixels(canvasIn(on.host), on.xOf(20, trace), 0, 1, 40)).toContain(BLUE);
  });

  it("have the prediction's outline round them", async () => {
    const ghost = fromSketch("L0 AAAA", { msPerChar: 10 });
    const empty = asMeasured({ ...ghost, spans: [], settled: ghost.settled });
    on.timeline.update(propsOf(empty, { ghost }));
    await frames();
    const column = pixels(canvasIn(on.host), on.xOf(20, ghost), 0, 1, 40);
    expect(column.filter((c) => c === "rgb(80, 80, 80)")).toHaveLength(2);
  });

  it("of the selected task have its time in progress marked in the strip", async () => {
    const two = asMeasured(fromSketch("A 0000\nB .qq111|", { msPerChar: 10 }));
    const inks = (time: Ms) => {
      const { height } = on.root.getBoundingClientRect();
      const strip = pixels(canvasIn(on.host), on.xOf(time, two), height - 112, 1, 80);
      return strip.filter((c) => c === INK).length;
    };
    on.timeline.update(propsOf(two, { strip: true }));
    await frames();
    expect([inks(15), inks(45)]).toEqual([0, 0]);
    on.timeline.update(propsOf(two, { strip: true, selected: two.tasks[1]?.id }));
    await frames();
    expect([inks(5), inks(25)]).toEqual([0, 0]);
    expect(inks(45)).toBeGreaterThan(0);
  });

  it("recede behind the selected task", async () => {
    const two = asMeasured(fromSketch("L0 A........B", { msPerChar: 10 }));
    on.timeline.update(propsOf(two));
    await frames();
    const at = (time: Ms) => pixels(canvasIn(on.host), on.xOf(time, two) + 20, middle, 2, 2)[0];
    const before = [at(0), at(90)];
    const [first] = two.tasks;
    on.timeline.update(propsOf(two, { selected: first?.id }));
    await frames();
    expect(at(0)).toBe(before[0]);
    expect(at(90)).not.toBe(before[1]);
    expect(before).not.toContain(PAPER);
  });

  it("grow with a live trace up to a now edge", async () => {
    const done = asMeasured(fromSketch("L0 AAAAAAAA", { msPerChar: 10 }));
    const half = asMeasured(fromSketch("L0 AAAA", { msPerChar: 10 }));
    on.timeline.update(propsOf(half, { domain: [0, 80], live: true }));
    await frames();
    const beyond = () => pixels(canvasIn(on.host), on.xOf(60, done), middle)[0];
    expect(beyond()).toBe(PAPER);
    expect(Number(part(on.host, "now").getAttribute("x1"))).toBeCloseTo(on.xOf(40, done), -0.5);
    on.timeline.update(propsOf(done, { domain: [0, 80] }));
    await frames();
    expect(beyond()).toBe(BLUE);
    expect(part(on.host, "now").getAttribute("display")).toBe("none");
  });
});

describe("a trace of nothing", () => {
  it.each(["threads", "tasks"] as const)("is an empty chart by %s", async (rows) => {
    const nothing = { ...holed, lanes: [], tasks: [], spans: [], laneSpans: [], settled: [] };
    on.timeline.update(propsOf({ ...nothing, duration: 0 }, { rows, strip: true }));
    await frames();
    expect(part(on.host, "labels").textContent).toBe("in progress0executing0ms");
  });
});

describe("the strip", () => {
  it("of a long trace is counted after its bars, and finer where one stays", async () => {
    const trace = asMeasured(manySpans(60_000, 4));
    const show = (domain: TimeRange) => on.timeline.update(propsOf(trace, { strip: true, domain }));
    const strip = () => {
      const { width, height } = on.root.getBoundingClientRect();
      return pixels(canvasIn(on.host), 0, height - 112, width, 80).join();
    };
    show([0, trace.duration]);
    await frames();
    const uncounted = strip();
    await expect.poll(strip).not.toBe(uncounted);
    show([5000, 5030]);
    await frames();
    const coarse = strip();
    await expect.poll(strip).not.toBe(coarse);
  });

  it("names both counts with their peaks", async () => {
    const trace = asMeasured(
      fromSketch("A 0~~0\nB q0~~0|\nC qq0~~0|", { msPerChar: 10, laneKind: "event-loop" }),
    );
    const without = await heightWith(trace, false);
    expect(await heightWith(trace, true)).toBeGreaterThan(without + 60);
    const texts = [...part(on.host, "labels").querySelectorAll("text")].map((t) => t.textContent);
    expect(texts.slice(texts.indexOf("in progress"))).toEqual([
      "in progress",
      "3",
      "executing",
      "1",
      "ms",
    ]);
  });

  async function heightWith(trace: Trace, strip: boolean): Promise<number> {
    on.timeline.update(propsOf(trace, { strip }));
    await frames();
    return on.host.getBoundingClientRect().height;
  }
});

describe("size and theme", () => {
  it("follows its host's width at the device's resolution", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    on.host.style.width = "360px";
    await frames(3);
    const canvas = canvasIn(on.host);
    expect(canvas.width).toBe(Math.round(360 * devicePixelRatio));
    expect(canvas.getBoundingClientRect().width).toBeCloseTo(360, 0);
    expect(on.xOf(0, holed)).toBeLessThan(80);
  });

  it("draws nothing anew unless something changed", async () => {
    const props = propsOf(holed);
    on.timeline.update(props);
    await frames();
    const context = canvasIn(on.host).getContext("2d");
    if (context === null) throw new Error("no context");
    context.fillStyle = "red";
    context.fillRect(0, 0, 1, 1);
    on.timeline.update({ ...props, cursor: 50 });
    await frames();
    expect(pixels(canvasIn(on.host), 0, 0)).toEqual(["rgb(255, 0, 0)"]);
    expect(part(on.host, "cursor").getAttribute("display")).toBeNull();
    on.timeline.update({ ...props, domain: [0, 200] });
    await frames();
    expect(pixels(canvasIn(on.host), 0, 0)).toEqual([PAPER]);
  });

  it("reads its colours again when the page changes its theme", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    on.host.style.setProperty("--state-running", "rgb(10, 200, 30)");
    document.documentElement.dataset.theme = "dark";
    await frames(3);
    expect(pixels(canvasIn(on.host), on.xOf(22, holed), 22)).toEqual(["rgb(10, 200, 30)"]);
  });

  it("has colours of its own in both schemes where the page sets none", async () => {
    const bare = document.createElement("div");
    bare.style.width = "500px";
    document.body.append(bare);
    const own = mountTimeline(bare, { onCursor: () => {}, onSelect: () => {} });
    own.update(propsOf(holed));
    const shown = async (scheme: string) => {
      bare.style.colorScheme = scheme;
      document.documentElement.dataset.theme = scheme;
      await frames(3);
      return pixels(canvasIn(bare), 120, 22)[0];
    };
    expect(await shown("light")).toBe("rgb(0, 114, 178)");
    expect(await shown("dark")).toBe("rgb(74, 168, 223)");
    own.destroy();
    bare.remove();
  });
});

describe("destroy", () => {
  it("leaves no node behind and hears nothing any more", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    const gone = on.root;
    on.timeline.destroy();
    expect(on.host.childElementCount).toBe(0);
    gone.dispatchEvent(new PointerEvent("pointermove", { clientX: 200, clientY: 20 }));
    gone.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    document.documentElement.dataset.theme = "dark";
    await frames(3);
    expect(on.cursors).toEqual([]);
    expect(on.host.childElementCount).toBe(0);
  });
});
