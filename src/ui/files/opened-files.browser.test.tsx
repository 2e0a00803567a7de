import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../tokens.css";
import "../base.css";
import { createLab, type Lab } from "../../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../../state/lab-test-kit.ts";
import { chromeTrace } from "../../trace/chrome/write-chrome.ts";
import { stringifyTrace } from "../../trace/file/overlap-file.ts";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { LabProvider } from "../use-lab.ts";
import { ExchangeBar } from "./files-bar.tsx";

const labs: Lab[] = [];
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

/** As the page saves two sides: the first takes as long again as the second. */
const sides = ["L0 AAAABBBB", "L0 AABB"].map((sketch, i) => ({
  name: `program ${i + 1}`,
  trace: fromSketch(sketch),
  counters: [],
}));
const LONG = "x".repeat(110);
const files: Readonly<Record<string, string>> = {
  "a.json": stringifyTrace({ trace: fromSketch("L0 AAAA....\nL1 BBBBBBBB") }),
  "b.json": [...chromeTrace(sides)].join(""),
  [`${LONG}.json`]: JSON.stringify([
    { ph: "X", pid: 1, tid: 1, cat: LONG, name: LONG, ts: 0, dur: 1000 },
    { ph: "b", pid: 1, tid: 1, id: 1, cat: LONG, name: LONG, ts: 0 },
    { ph: "C", pid: 1, name: LONG, ts: 0 },
  ]),
};

async function opened(...names: string[]) {
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario: pair, find });
  labs.push(lab);
  const screen = await render(
    <LabProvider value={lab}>
      <ExchangeBar />
    </LabProvider>,
  );
  for (const name of names) {
    await screen.getByLabelText("Trace file").upload(new File([files[name] ?? ""], name));
    await expect.element(screen.getByRole("region", { name: `Opened: ${name}` })).toBeVisible();
  }
  const timelines = () => [...document.querySelectorAll<HTMLElement>("[data-part=timeline]")];
  await expect.poll(() => timelines().every((one) => one.querySelector("text"))).toBe(true);
  return { lab, screen, timelines };
}

const stretches = (timelines: readonly HTMLElement[]) =>
  timelines.map(
    (timeline) => timeline.querySelector("[data-part=stretch]")?.getAttribute("display") ?? "shown",
  );

test("a stretch of an opened run is measured, stays shaded, and ends with one press", async () => {
  const { screen, timelines } = await opened("a.json");
  const run = screen.getByRole("article");
  await expect.element(run.getByText("executing").first()).toBeVisible();
  await expect.element(run).toHaveTextContent(/executing2makespan8.00/);
  timelines()[0]?.focus();
  await userEvent.keyboard("{ArrowRight}]");
  await expect.element(screen.getByText(/In the selected 4.00.ms, from 0/)).toBeVisible();
  await expect.poll(() => stretches(timelines())).toEqual(["shown"]);
  await expect.element(run).not.toHaveTextContent(/makespan8.00/);
  await screen.getByRole("button", { name: "Measure the whole run" }).click();
  await expect.element(run).toHaveTextContent(/executing2makespan8.00/);
  expect(stretches(timelines())).toEqual(["none"]);
});

test("a task of one of several runs is found, selected there alone, and has the focus back", async () => {
  const { screen, timelines } = await opened("b.json");
  await expect.poll(() => timelines().length).toBe(2);
  timelines()[1]?.focus();
  await userEvent.keyboard("/");
  await userEvent.keyboard("B");
  const found = screen.getByRole("list", { name: "Tasks found" }).getByRole("button");
  expect(found.elements().map((one) => one.textContent)).toEqual(["B program 1", "B program 2"]);
  await found.nth(1).click();
  expect(document.activeElement).toBe(timelines()[1]);
  await userEvent.keyboard("f");
  const map = screen.getByRole("slider", { name: /Part of the run/ });
  await expect.element(map).toHaveAttribute("aria-valuetext", "1.8\u202fms to 4.2\u202fms");
  await screen.getByRole("button", { name: "Whole run", exact: true }).click();
  timelines()[0]?.focus();
  await userEvent.keyboard("f");
  await expect.element(map).toHaveAttribute("aria-valuetext", "0\u202fms to 8\u202fms");
});

test("a measured stretch of a file has no makespan among its figures", async () => {
  const { screen, timelines } = await opened("a.json");
  await screen.getByText("All figures").click();
  const makespan = screen.getByRole("rowheader", { name: "Makespan" });
  await expect.element(makespan).toBeVisible();
  timelines()[0]?.focus();
  await userEvent.keyboard("{ArrowRight}]");
  await expect.element(makespan).not.toBeInTheDocument();
});

test("names as long as they come, without a place to break, fit a phone", async () => {
  await page.viewport(360, 740);
  const { screen } = await opened(`${LONG}.json`);
  await expect.element(screen.getByText(/counter is not drawn/)).toBeVisible();
  await screen.getByText(/spans as a table/).click();
  await expect.element(screen.getByRole("region", { name: "Spans" })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await page.viewport(1280, 800);
});

function drop(...names: readonly string[]) {
  const dataTransfer = new DataTransfer();
  for (const name of names) dataTransfer.items.add(new File([files[name] ?? ""], name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
}

test("of several files that are dropped the first opens, and the others are said not to", async () => {
  const { screen } = await opened();
  const left = screen.getByText(/one at a time/);
  drop("a.json", "b.json");
  await expect.element(screen.getByRole("region", { name: "Opened: a.json" })).toBeVisible();
  await expect
    .element(left)
    .toHaveTextContent("b.json was not opened: files are opened one at a time.");
  drop("a.json", "b.json", "c.json");
  await expect
    .element(left)
    .toHaveTextContent("2 files were not opened: files are opened one at a time.");
  drop("b.json");
  await expect.element(left).not.toBeInTheDocument();
});

test("rows by task of a file have an order", async () => {
  const { lab, screen, timelines } = await opened("a.json");
  lab.setView("tasks");
  const labels = () =>
    [...(timelines()[0]?.querySelectorAll("[data-part=labels] text") ?? [])]
      .map((text) => text.textContent)
      .slice(0, 2);
  await expect.poll(labels).toEqual(["A", "B"]);
  await screen.getByRole("radio", { name: "Duration" }).click();
  await expect.poll(labels).toEqual(["B", "A"]);
});

test("a closed file leaves the focus to Open, and the one before it is not said to be opened", async () => {
  const { screen } = await opened("a.json", "b.json");
  const said = screen.getByText(/^Opened b\.json/);
  await expect.element(said).toHaveTextContent("Opened b.json: 2 runs.");
  const close = screen.getByRole("button", { name: "Close b.json" });
  (close.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("button", { name: "Open…" })).toHaveFocus();
  await expect.element(screen.getByRole("region", { name: "Opened: a.json" })).toBeVisible();
  await expect.element(screen.getByText(/^Opened [ab]\.json/)).not.toBeInTheDocument();
});

test("what was refused is put away, and the focus goes to Open", async () => {
  const { screen } = await opened("a.json");
  await screen.getByLabelText("Trace file").upload(new File(["no trace"], "c.json"));
  const dismiss = screen.getByRole("button", { name: "Dismiss" });
  await expect.element(dismiss).toBeVisible();
  (dismiss.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(dismiss).not.toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: "Open…" })).toHaveFocus();
});
