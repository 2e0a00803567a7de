import { afterEach, beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { frames, part } from "../timeline-test-kit.ts";
import { mountSpeedupPlot, type SpeedupPlot } from "./speedup-plot.ts";
import type { SpeedupPlotProps } from "./speedup-points.ts";

const BLUE = "rgb(0, 114, 178)";
const line = (...speedups: number[]) => speedups.map((speedup, i) => ({ lanes: i + 1, speedup }));
const empty: SpeedupPlotProps = {
  label: "Speedup against lanes, Thread pool",
  most: 4,
  cores: 2,
  predicted: line(1, 2, 2, 2),
  limit: line(1, 2, 2, 2),
  longestFirst: [],
  measured: [],
  amdahl: [],
  usl: [],
};
const swept: SpeedupPlotProps = {
  ...empty,
  measured: line(1, 1.9, 1.88, 1.9).map((point) => ({
    ...point,
    low: point.speedup * 0.9,
    high: point.speedup * 1.05,
    runs: 3,
    makespan: 400 / point.speedup,
    serial: point.lanes > 1 ? 0.05 : undefined,
  })),
  amdahl: line(1, 1.9, 1.9, 1.9).map((p) => ({
    ...p,
    low: p.speedup - 0.05,
    high: p.speedup + 0.05,
  })),
  knee: { lanes: 2, speedup: 1.9 },
};

let host: HTMLElement;
let plot: SpeedupPlot;
beforeEach(() => {
  host = document.createElement("div");
  host.style.cssText = `width: 700px; --state-running: ${BLUE}; --surface: rgb(255, 255, 255)`;
  document.body.append(host);
  plot = mountSpeedupPlot(host);
});
afterEach(() => {
  plot.destroy();
  host.remove();
});

const draw = async (props: SpeedupPlotProps) => {
  plot.update(props);
  await frames();
};
const root = () => part(host, "speedup-plot");
const marks = (name: string, mark: string) => [...part(host, name).querySelectorAll(mark)];
const said = () => part(host, "live").textContent?.replaceAll("\u202f", " ");
const texts = (name: string) => marks(name, "text").map((text) => text.textContent);

test("before a sweep there is the prediction, its limit and the reported cores, named at their lines", async () => {
  await draw(empty);
  expect(marks("lines", "path")).toHaveLength(2);
  expect(marks("measured", "circle")).toHaveLength(0);
  expect(texts("names").sort()).toEqual(["best possible", "predicted"]);
  expect(texts("cores")).toEqual(["2 cores reported"]);
  expect(part(host, "summary").textContent).toContain("Nothing is measured yet.");
});

test("a swept plan has a dot with whiskers for each number of lanes, a band, a fit and a knee", async () => {
  await draw(swept);
  const dots = marks("measured", "circle");
  expect(dots).toHaveLength(4);
  expect(dots.map((dot) => dot.getAttribute("fill"))).toEqual(Array(4).fill("rgb(0 114 178 / 1)"));
  expect(marks("measured", "path")).toHaveLength(4);
  expect(marks("band", "path")).toHaveLength(1);
  expect(texts("knee")).toEqual(["scales to 1.9"]);
  expect(texts("names")).toContain("Amdahl’s law, fitted");
  // the dot of two lanes lies under the line of two cores, higher than that of one lane
  const [one, two] = dots.map((dot) => dot.getBoundingClientRect());
  const cores = marks("cores", "line")[0]?.getBoundingClientRect();
  expect(two?.top).toBeLessThan(one?.top ?? 0);
  expect(Math.abs((two?.left ?? 0) + (two?.width ?? 0) / 2 - (cores?.left ?? 99))).toBeLessThan(1);
});

test("what is no longer there is taken away", async () => {
  await draw(swept);
  await draw({ ...empty, now: 3 });
  expect(marks("measured", "circle")).toHaveLength(0);
  expect(marks("band", "path")).toHaveLength(0);
  expect(texts("knee")).toEqual([]);
  expect(marks("now", "rect")).toHaveLength(1);
});

test("arrow keys walk along the lanes and say all that is known, and Escape lets go", async () => {
  await draw(swept);
  root().focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await frames();
  expect(said()).toBe(
    "2 lanes, measured 1.90×, 1.71× to 1.99× in 3 runs, makespan 211 ms, predicted 2.00×, Amdahl’s law, fitted 1.90× (1.85× to 1.95×), best possible 2.00×, serial share 5.00 %",
  );
  expect(part(host, "tooltip").innerText).toContain("2 lanes");
  expect(marks("cursor", "line")).toHaveLength(1);
  await userEvent.keyboard("{End}{ArrowRight}");
  expect(said()).toContain("4 lanes");
  await userEvent.keyboard("{Escape}");
  await frames();
  expect(said()).toBe("");
  expect(marks("cursor", "line")).toHaveLength(0);
  expect(part(host, "tooltip").style.display).toBe("none");
});

test("takes no key that isn't its own", async () => {
  await draw(swept);
  const press = (key: string, init: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
    root().dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect([
    press("Tab"),
    press("Escape"),
    press("ArrowDown"),
    press("Home", { ctrlKey: true }),
  ]).toEqual([false, false, false, false]);
});

test("the pointer is told of the nearest number of lanes", async () => {
  await draw(swept);
  const dot = marks("measured", "circle")[2]?.getBoundingClientRect();
  const move = (clientX: number, clientY: number) =>
    root().dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY }));
  move((dot?.left ?? 0) + 20, (dot?.top ?? 0) + 60);
  expect(part(host, "tooltip").innerText).toContain("3 lanes");
  root().dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" }));
  expect(part(host, "tooltip").style.display).toBe("none");
});

test("fits 320 px, and follows its host's width", async () => {
  host.style.width = "288px";
  await draw({ ...swept, longestFirst: line(1, 1.5, 1.9, 2) });
  const box = root().getBoundingClientRect();
  for (const text of root().querySelectorAll("svg text")) {
    const { left, right } = text.getBoundingClientRect();
    expect(left, text.textContent ?? "").toBeGreaterThanOrEqual(box.left - 1);
    expect(right, text.textContent ?? "").toBeLessThanOrEqual(box.right + 1);
  }
  host.style.width = "600px";
  await frames(4);
  expect(root().querySelector("svg")?.getAttribute("width")).toBe("600");
});

test("leaves nothing behind", async () => {
  await draw(swept);
  plot.destroy();
  expect(host.children).toHaveLength(0);
});
