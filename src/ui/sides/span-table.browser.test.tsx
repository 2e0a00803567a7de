import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../tokens.css";
import "../base.css";
import { createLab, type Lab } from "../../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../../state/test-kit.ts";
import { fromSketch } from "../../trace/from-sketch.ts";
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
