import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../tokens.css";
import "../base.css";
import { createLab, type Lab } from "../../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../../state/lab-test-kit.ts";
import { LabView, PANELS } from "../lab-view.tsx";
import { LabProvider } from "../use-lab.ts";
import { matching } from "./find-task.tsx";

const labs: Lab[] = [];
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

/** A lab on the screen. */
async function show() {
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario: pair, find });
  labs.push(lab);
  const screen = await render(
    <LabProvider value={lab}>
      <LabView chrome="full" controls="full" panels={PANELS} />
    </LabProvider>,
  );
  return { lab, screen };
}

/** The same once it has run. */
async function ran() {
  const { lab, screen } = await show();
  await lab.run();
  const timelines = () =>
    [...document.querySelectorAll<HTMLElement>("[data-part=timeline]")].slice(0, 2);
  return { lab, screen, timelines };
}

test("both timelines and the minimap show the same part, and Back and Whole run lead out", async () => {
  const { lab, screen } = await ran();
  lab.timeView.show([1, 2], "jump");
  const map = screen.getByRole("slider", { name: /Part of the run/ });
  await expect.element(map).toHaveAttribute("aria-valuetext", "1\u202fms to 2\u202fms");
  await expect.element(screen.getByText("1.00\u202fms in sight")).toBeVisible();
  lab.timeView.show([1.2, 1.4], "jump");
  await screen.getByRole("button", { name: "Back", exact: true }).click();
  expect(lab.timeView.store.getState().domain).toEqual([1, 2]);
  await screen.getByRole("button", { name: "Whole run", exact: true }).click();
  await expect.element(map).toHaveAttribute("aria-valuetext", "0\u202fms to 6\u202fms");
});

test("a part that reaches beyond the run is as long as what is in sight of it", async () => {
  const { lab, screen } = await ran();
  lab.timeView.show([4, 90_000], "jump");
  const whole = screen.getByRole("button", { name: "Whole run", exact: true });
  await expect.element(whole).not.toBeInTheDocument();
  lab.timeView.show([2, 5], "jump");
  await expect.element(screen.getByText("3.00\u202fms in sight")).toBeVisible();
  await expect.element(whole).toBeVisible();
});

test("keys of one timeline move all of them, and / finds a task that is then selected", async () => {
  const { lab, screen, timelines } = await ran();
  await expect.poll(() => timelines().length).toBe(2);
  timelines()[1]?.focus();
  await userEvent.keyboard("w");
  const { domain } = lab.timeView.store.getState();
  expect(domain?.[0]).toBeGreaterThan(0);
  expect(domain?.[1]).toBeLessThan(6);
  await userEvent.keyboard("/");
  const input = screen.getByRole("searchbox", { name: "Name of the task" });
  await expect.element(input).toHaveFocus();
  await userEvent.keyboard("B{Enter}");
  await expect.element(input).not.toBeInTheDocument();
  const label = lab.store.getState().selected ?? -1;
  expect(label).toBe(1);
});

test("finding a task gives the focus back to where it was, by name or by Escape", async () => {
  const { lab, screen, timelines } = await ran();
  await expect.poll(() => timelines().length).toBe(2);
  const [first] = timelines();
  first?.focus();
  await userEvent.keyboard("/B{Enter}");
  expect(document.activeElement).toBe(first);
  const selected = lab.store.getState().selected;
  await userEvent.keyboard("n");
  await expect.poll(() => first?.querySelector("[data-part=live]")?.textContent).toMatch(/^B, /);
  expect(lab.store.getState().selected).toBe(selected);
  await userEvent.keyboard("/{Escape}");
  expect(document.activeElement).toBe(first);
  const button = screen.getByRole("button", { name: "Find a task" });
  button.element().focus();
  const said = screen.getByRole("status").filter({ hasText: "A is selected." });
  await expect.element(said).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}A{Enter}");
  await expect.element(button).toHaveFocus();
  await expect.element(said).toBeInTheDocument();
});

test("a measured stretch has its own numbers, until the whole run is measured again", async () => {
  const { lab, screen } = await ran();
  lab.timeView.measure([1, 2]);
  await expect.element(screen.getByText(/In the selected 1.00.ms/)).toBeVisible();
  await expect
    .element(screen.getByRole("row", { name: /Executing, peak/ }).first())
    .toHaveTextContent(/1.*2/);
  screen.getByRole("button", { name: "Measure the whole run" }).element().focus();
  await userEvent.keyboard("{Enter}");
  expect(lab.timeView.store.getState().range).toBeUndefined();
  await expect.element(screen.getByText(/In the selected/)).not.toBeInTheDocument();
  await expect.element(screen.getByRole("region", { name: "Numbers" })).toHaveFocus();
});

test("a measured stretch begins and ends as far apart as it is long", async () => {
  const { lab, screen } = await ran();
  lab.timeView.measure([5.9921, 5.9986]);
  await expect
    .element(screen.getByText(/In the selected/))
    .toHaveTextContent(/In the selected 6.50.µs, from 5.992.ms to 5.999.ms\./);
});

test("before any run a stretch of the prediction is measured, and said to be predicted", async () => {
  const { lab, screen } = await show();
  await expect.poll(() => Object.keys(lab.store.getState().predicted)).toHaveLength(2);
  lab.timeView.measure([1, 2]);
  await expect.element(screen.getByText(/In the selected 1.00.ms/)).toBeVisible();
  await expect.element(screen.getByText("Predicted, not measured.")).toBeVisible();
  const row = screen.getByRole("row", { name: /Executing, peak/ }).first();
  await expect.element(row).toHaveTextContent(/1.*2/);
  await screen.getByRole("button", { name: "Measure the whole run" }).click();
  await expect.element(row).not.toBeInTheDocument();
});

test("rows by task can be ordered, and all of it fits a phone", async () => {
  await page.viewport(320, 640);
  const { lab, screen } = await ran();
  lab.setView("tasks");
  await screen.getByRole("radio", { name: "Duration" }).click();
  expect(lab.timeView.store.getState().sort).toBe("duration");
  lab.timeView.show([1, 2], "jump");
  await new Promise(requestAnimationFrame);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1280, 800);
});

test("names that begin with what is wanted come first", () => {
  const tasks = ["slow 1", "request 1", "request 10"].map((label, id) => ({
    id: id as never,
    label,
    kind: "x",
  }));
  expect(matching(tasks, "1").map((task) => task.label)).toEqual([
    "slow 1",
    "request 1",
    "request 10",
  ]);
  expect(matching(tasks, "REQ").map((task) => task.label)).toEqual(["request 1", "request 10"]);
  expect(matching(tasks, "none")).toEqual([]);
});
