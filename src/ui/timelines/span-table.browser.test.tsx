import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../tokens.css";
import "../base.css";
import { createLab, type Lab } from "../../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../../state/lab-test-kit.ts";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { taskId } from "../../trace/types.ts";
import { LabProvider } from "../use-lab.ts";
import { TraceData } from "./side-data.tsx";

const labs: Lab[] = [];
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

const three = fromSketch(`
  job10  000|
  job2   .11|
  job1   ..~~~|`);

async function show(trace = three) {
  await page.viewport(1000, 800);
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario: pair, find });
  labs.push(lab);
  const screen = await render(
    <LabProvider value={lab}>
      <TraceData trace={trace} />
    </LabProvider>,
  );
  await screen.getByText(/spans? as a table$/).click();
  const heading = (name: string) => screen.getByRole("columnheader", { name, exact: true });
  const tasks = () =>
    [...screen.container.querySelectorAll("tbody th")].map((cell) => cell.textContent);
  const row = (name: string) => screen.getByRole("button", { name, exact: true });
  return { lab, screen, heading, tasks, row };
}

test("a heading sorts by its column, again the other way round, and says so", async () => {
  const { heading, tasks } = await show();
  await expect.element(heading("Start")).toHaveAttribute("aria-sort", "ascending");
  await heading("Task").getByRole("button").click();
  await expect.poll(tasks).toEqual(["job1", "job2", "job10"]);
  await expect.element(heading("Task")).toHaveAttribute("aria-sort", "ascending");
  await expect.element(heading("Start")).toHaveAttribute("aria-sort", "none");
  await heading("Task").getByRole("button").click();
  await expect.poll(tasks).toEqual(["job10", "job2", "job1"]);
  await expect.element(heading("Task")).toHaveAttribute("aria-sort", "descending");
  await heading("Duration").getByRole("button").click();
  await expect.poll(tasks).toEqual(["job2", "job10", "job1"]);
});

test("a row selects its task everywhere, and lets it go", async () => {
  const { lab, row } = await show();
  await row("job2").click();
  expect(lab.store.getState().selected).toBe(1);
  await expect.element(row("job2")).toHaveAttribute("aria-pressed", "true");
  await row("job2").click();
  expect(lab.store.getState().selected).toBeUndefined();
});

test("what the chart selects is marked, and scrolled to within the table", async () => {
  const labels = Array.from({ length: 60 }, (_, i) => `t${i}`);
  const { lab, screen, row } = await show(
    fromSketch(labels.map((label, i) => `${label} ${".".repeat(i)}0|`).join("\n")),
  );
  const box = screen.getByRole("region", { name: "Spans" }).element();
  expect(box.scrollTop).toBe(0);
  lab.select(taskId(55));
  await expect.element(row("t55")).toHaveAttribute("aria-pressed", "true");
  await expect.element(row("t55")).toBeInViewport();
  expect(box.scrollTop).toBeGreaterThan(0);
});

describe("a table of more rows than a page", () => {
  const long = fromSketch(
    Array.from({ length: 700 }, (_, i) => `t${i} ${".".repeat(i % 5)}~|`).join("\n"),
  );
  const next = (screen: Awaited<ReturnType<typeof show>>["screen"]) =>
    screen.getByRole("button", { name: "Next" });

  test("is turned page by page, keeps its focus at the last, and starts anew in another order", async () => {
    const { screen, tasks, heading } = await show(long);
    await expect.poll(() => tasks().length).toBe(500);
    const first = tasks();
    await next(screen).click();
    await expect.poll(() => tasks().length).toBe(200);
    expect(new Set([...first, ...tasks()]).size).toBe(700);
    await expect.element(screen.getByText("501 to 700 of 700")).toBeVisible();
    await expect.element(next(screen)).toHaveAttribute("aria-disabled", "true");
    await expect.element(next(screen)).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(tasks()).toHaveLength(200);
    await heading("Task").getByRole("button").click();
    await expect.poll(() => tasks()[0]).toBe("t0");
    expect(tasks()).toHaveLength(500);
  });

  test("leads to the selected task, on whatever page it is", async () => {
    const { lab, screen, tasks } = await show(long);
    const only = screen.getByRole("checkbox", { name: "Only the selected task" });
    await expect.element(only).toBeDisabled();
    lab.select(taskId(699));
    await only.click();
    await expect.poll(tasks).toEqual(["t699"]);
    lab.select(taskId(5));
    await expect.poll(tasks).toEqual(["t5"]);
    lab.select(undefined);
    await expect.poll(() => tasks().length).toBe(500);
  });
});

test("spans of microseconds are told apart", async () => {
  const { screen } = await show(fromSketch("L0 AB", { msPerChar: 0.004 }));
  const cells = [...screen.container.querySelectorAll("tbody tr:last-child td")];
  expect(cells.slice(-3).map((cell) => cell.textContent)).toEqual(["0.004", "0.008", "0.004"]);
});

test("a long name takes a bounded column that stays in sight, and is told in full", async () => {
  const long = "n".repeat(190);
  const { screen } = await show(fromSketch(`${long} 0|`));
  await page.viewport(360, 740);
  const box = screen.getByRole("region", { name: "Spans" }).element();
  const heads = [screen.getByRole("columnheader").first(), screen.getByRole("rowheader")];
  const lefts = () => heads.map((head) => head.element().getBoundingClientRect().left);
  const before = lefts();
  box.scrollLeft = 100;
  expect(box.scrollLeft).toBe(100);
  expect(lefts()).toEqual(before);
  expect(heads[1]?.element().clientWidth).toBeLessThan(box.clientWidth);
  await expect.element(screen.getByTitle(long)).toBeVisible();
});

test("what a lane did by itself is a row that selects nothing", async () => {
  const { screen } = await show(fromSketch("L0 ^A*A"));
  await expect.element(screen.getByRole("rowheader", { name: "Pre-empted" })).toBeVisible();
  await expect.element(screen.getByRole("rowheader", { name: "Start-up" })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Pre-empted" })).not.toBeInTheDocument();
});
