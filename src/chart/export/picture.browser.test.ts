import { afterEach, expect, test } from "vitest";
import { buildTrace } from "../../trace/build.ts";
import { anyRun } from "../../trace/sketch/any-run.ts";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { laneId, type Trace, taskId } from "../../trace/types.ts";
import { scrollOf } from "../scene/scroll-into-view.ts";
import { readPalette } from "../style/chart-theme.ts";
import { asMeasured, drag, frames, part, propsOf, stage, wide } from "../timeline-test-kit.ts";
import { type PictureProps, picture } from "./picture.ts";
import { picturePng } from "./picture-png.ts";

afterEach(() => {
  delete document.documentElement.dataset.theme;
});

const every = asMeasured(fromSketch("A q0~=-1x!\nB .qqqqqq0@\nL0 ^..*_."));
const pictureOf = (trace: Trace, more: Partial<PictureProps> = {}) =>
  picture({
    title: "Two tasks",
    rows: "threads",
    palette: readPalette(document.body),
    sides: [{ name: "A: Event loop", figures: "in progress 2", trace, ghost: undefined }],
    ...more,
  });
/** Parsed as strictly as any program that reads SVG does. */
function parsed(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(document.querySelector("parsererror")?.textContent).toBeUndefined();
  return document;
}
const textsOf = (svg: string): string[] =>
  [...parsed(svg).querySelectorAll("text")].map((text) => text.textContent ?? "");

test("stands by itself: title, side, origin, the two numbers, axis and legend", () => {
  const texts = textsOf(pictureOf(every).svg);
  expect(texts).toEqual(expect.arrayContaining(["Two tasks", "A: Event loop", "in progress 2"]));
  expect(texts).toEqual(expect.arrayContaining(["in progress", "executing", "ms", "waiting"]));
  expect(texts).toContain("measured on 2 cores, 5.00\u202fµs clock, 2026-01-01 00:00 UTC");
  expect(texts).toContain("blocked by a lock or channel");
});

test.each([
  ["waiting", "waiting"],
  ["blocked", "blocked by a lock or channel"],
  ["ready", "ready, its lane is busy"],
  ["queued", "queued"],
])("its legend shows how large and how small marks look: %s", (state, label) => {
  const all = [...parsed(pictureOf(every).svg).querySelectorAll("text")];
  const small = all.find(({ textContent }) => textContent === label)?.previousElementSibling;
  expect(small?.getAttribute("fill")).toBe(`url(#overlap-small-${state})`);
  const [from, width] = ["x", "width"].map((name) => Number(small?.getAttribute(name)));
  const large = small?.previousElementSibling;
  expect(large?.getAttribute("fill")).not.toContain("small");
  expect(Number(large?.getAttribute("x"))).toBeLessThan(from ?? 0);
  expect(width).toBeGreaterThan(6);
});

test("its legend shows a prediction beneath a run as it is drawn: an outline and nothing in it", () => {
  const trace = asMeasured(fromSketch("L0 AAAA"));
  const side = { name: "A: x", figures: "", trace, ghost: fromSketch("L0 AAAAAA") };
  const all = [...parsed(pictureOf(trace, { sides: [side] }).svg).querySelectorAll("text")];
  const sample = all.find(({ textContent }) => textContent === "predicted")?.previousElementSibling;
  expect(sample?.getAttribute("fill")).toBe("none");
  const { r, g, b } = readPalette(document.body).inkSoft;
  const line = [r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("");
  expect(sample?.getAttribute("stroke")).toBe(`#${line}`);
});

test("a prediction says that nothing was measured, and is outlined", () => {
  const { svg } = pictureOf(fromSketch("L0 AAAA"));
  expect(textsOf(svg).join()).toContain("not measured");
  const running = (of: string) => parsed(of).querySelectorAll("rect[stroke]").length;
  expect(running(svg)).toBeGreaterThan(running(pictureOf(asMeasured(fromSketch("L0 AAAA"))).svg));
});

test("what is zoomed to, measured and selected on the screen is so in the picture, and named", () => {
  const trace = asMeasured(fromSketch("L0 AAAABBBB\nL1 CCCC...."));
  const side = { name: "A: x", figures: "whole", trace, ghost: undefined };
  const { svg } = pictureOf(trace, {
    domain: [4, 8],
    range: [5, 6],
    sides: [{ ...side, selected: taskId(1), inRange: "executing 1" }],
  });
  const texts = textsOf(svg);
  expect(texts).toContain("4\u202fms to 8\u202fms of 8\u202fms; selected: 5\u202fms to 6\u202fms");
  expect(texts.join()).toContain("; selected: executing 1");
  expect(texts).toEqual(expect.arrayContaining(["4.0", "8.0"]));
  // once among all that recedes, once for itself; what ended before the zoom is not there
  expect(texts.filter((text) => text === "B")).toHaveLength(2);
  expect(texts.filter((text) => text === "A" || text === "C")).toEqual([]);
  const selected = parsed(svg).querySelector("[data-part=selected]");
  expect(selected?.querySelectorAll("text")).toHaveLength(1);
  // B runs from 4 ms on, the whole width: its mark in the strip, too
  const marks = [...parsed(svg).querySelectorAll('rect[height="3"]')];
  expect(marks.map((mark) => Number(mark.getAttribute("width")))).toContain(1200 - 48 - 128 - 20);
  const range = parsed(svg).querySelector("[data-part=range] rect");
  const plot = Number(range?.getAttribute("width"));
  expect(plot).toBeCloseTo((1200 - 48 - 128 - 20) / 4, 0);
  const whole = textsOf(pictureOf(trace).svg);
  expect(whole).toEqual(expect.arrayContaining(["A", "B", "C"]));
  expect(whole.join()).not.toContain("selected");
});

test("of many rows by task those are shown that the order and the selected task ask for", () => {
  const count = 400;
  const trace: Trace = {
    ...every,
    lanes: [{ id: laneId(0), kind: "thread", label: "T1" }],
    tasks: Array.from({ length: count }, (_, i) => ({ id: taskId(i), label: `${i}`, kind: "k" })),
    spans: Array.from({ length: count }, (_, i) => ({
      task: taskId(i),
      start: 1000 * i,
      end: 1000 * i + 1 + i,
      state: { is: "running", lane: laneId(0) },
    })),
    laneSpans: [],
    settled: Array.from({ length: count }, (_, i) => ({ at: 1000 * i + 1 + i, outcome: "done" })),
    duration: 1000 * count,
  };
  const side = { name: "A: x", figures: "", trace, ghost: undefined };
  const longest = textsOf(pictureOf(trace, { rows: "tasks", sort: "duration" }).svg);
  expect(longest).toContain("399");
  const selected = pictureOf(trace, {
    rows: "tasks",
    sides: [{ ...side, selected: taskId(200) }],
  });
  expect(textsOf(selected.svg).join()).toMatch(/; rows 201 to 2\d\d of 400/);
});

test("of many rows by thread those are shown from the one on which the selected task first ran", () => {
  const trace = wide(600);
  const side = { name: "A: x", figures: "", trace, ghost: undefined };
  const at = (selected: number | undefined) => {
    const sides = [{ ...side, selected: selected === undefined ? undefined : taskId(selected) }];
    return textsOf(pictureOf(trace, { sides }).svg).join();
  };
  expect(at(undefined)).toMatch(/the first \d\d of 601 rows/);
  expect(at(2)).toMatch(/the first \d\d of 601 rows/);
  expect(at(200)).toMatch(/; rows 201 to 2\d\d of 601/);
  expect(at(200)).toContain("T200");
});

test("of many rows those are shown that are on the screen, wherever the selected task is", async () => {
  const trace = wide(600);
  const on = stage();
  on.timeline.update(propsOf(trace, { selected: taskId(300) }));
  await frames();
  const side = { name: "A: x", figures: "", trace, ghost: undefined, selected: taskId(300) };
  const rows = () => {
    const { svg } = pictureOf(trace, { sides: [{ ...side, scroll: scrollOf(trace) }] });
    return textsOf(svg).filter((text) => /^T\d+$/.test(text));
  };
  const shown = () =>
    [...part(on.host, "labels").querySelectorAll("text")].map((t) => t.textContent);
  expect(rows()).toContain("T300");
  expect(shown()).toEqual(expect.arrayContaining(rows()));
  drag(on.root, [692, 200], [692, 0]);
  await frames();
  expect(rows()).not.toContain("T300");
  expect(shown()).toEqual(expect.arrayContaining(rows()));
  on.clear();
});

test("labels are text, whatever they hold", () => {
  const evil = '</text><script>alert("&")</script>\u0000\ud800';
  const trace = { ...every, tasks: every.tasks.map((task) => ({ ...task, label: evil })) };
  const { svg } = pictureOf(trace, { title: evil });
  expect(parsed(svg).querySelectorAll("script")).toHaveLength(0);
  expect(textsOf(svg)[0]).toBe('</text><script>alert("&")</script>');
});

test("any run makes well-formed SVG, by thread and by task", () => {
  for (let seed = 0; seed < 20; seed++) {
    const numbers = Array.from({ length: 40 }, (_, i) => (seed * 7919 + i * 104_729) % 100_000);
    const { header, events, laneEvents } = anyRun(numbers);
    const trace = buildTrace(header, events, laneEvents);
    for (const rows of ["threads", "tasks"] as const) {
      const { svg, height } = pictureOf(trace, { rows });
      parsed(svg);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(height).toBeGreaterThan(100);
    }
  }
});

test("a hundred thousand spans take no more marks than the picture has columns", () => {
  const count = 100_000;
  const trace: Trace = {
    ...every,
    lanes: [{ id: laneId(0), kind: "thread", label: "T1" }],
    tasks: Array.from({ length: count }, (_, i) => ({ id: taskId(i), label: `${i}`, kind: "k" })),
    spans: Array.from({ length: count }, (_, i) => ({
      task: taskId(i),
      start: i,
      end: i + 0.5,
      state: { is: "running", lane: laneId(0) },
    })),
    laneSpans: [],
    settled: Array.from({ length: count }, (_, i) => ({ at: i + 0.5, outcome: "done" })),
    duration: count,
  };
  expect(pictureOf(trace).svg.length).toBeLessThan(400_000);
});

test("in pixels: twice as sharp, and in the colours of the theme", async () => {
  for (const [theme, light] of [
    ["light", true],
    ["dark", false],
  ] as const) {
    document.documentElement.dataset.theme = theme;
    document.documentElement.style.colorScheme = theme;
    const made = pictureOf(every);
    const bitmap = await createImageBitmap(await picturePng(made));
    expect([bitmap.width, bitmap.height]).toEqual([2 * made.width, 2 * made.height]);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
    expect((data[0] ?? 0) > 128).toBe(light);
    const colours = new Set<string>();
    for (let i = 0; i < data.length; i += 4)
      colours.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    expect(colours.size).toBeGreaterThan(5);
  }
  document.documentElement.style.colorScheme = "";
});
