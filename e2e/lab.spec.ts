import { expect, type Page, test } from "@playwright/test";
import {
  consoleRun,
  ended,
  everyText,
  expectMeasured,
  growing,
  inked,
  LONG,
  lanes,
  openLab,
  pressRun,
  runButton,
  SHORT,
  settled,
  side,
  stateOf,
  stopButton,
  timeline,
} from "./lab.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

/** From the first visit to the end of a run, as a person goes. */

test("a first visit: the work drawn, what the machine is, one Run, and nothing runs", async ({
  page,
  baseURL,
}) => {
  const trouble = watch(page, new URL(baseURL ?? "").origin);
  await openLab(page);
  await expect(page).toHaveTitle(/^Two tasks, one lane or two .*Overlap$/);
  await expect(page.getByRole("heading", { name: "What there is to do" })).toBeVisible();
  const work = page.getByRole("img", { name: /2 tasks/ });
  await expect.poll(() => inked(work.locator("canvas"))).toBeGreaterThan(1000);
  for (const letter of ["A", "B"] as const) {
    await expect(side(page, letter).getByText("not run yet: predicted")).toBeVisible();
    await expect.poll(() => inked(timeline(page, letter).locator("canvas"))).toBeGreaterThan(100);
  }
  await expect(runButton(page)).toHaveCount(1);
  await expect(runButton(page)).toBeInViewport();
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const facts = page.getByRole("button", { name: "This machine:" });
  await expect(facts).toHaveAccessibleName(
    new RegExp(`^This machine: ${cores} cores?, 5\\sµs clock, isolated\\.`),
  );
  await expect(facts).toBeInViewport();
  await settled(page);
  expect(await stateOf(page)).toMatchObject({ scenario: "two-tasks", phase: "idle" });
  expect(lanes(page)).toEqual([]);
  expect(trouble).toEqual(NO_TROUBLE);
});

/** How many different pictures the chart of a side shows, one look per frame, while it is that side's turn. */
const picturesWhile = (page: Page, letter: "A" | "B"): Promise<number> =>
  timeline(page, letter)
    .locator("canvas")
    .evaluate(async (canvas: HTMLCanvasElement, turn) => {
      const pictures = new Set<string>();
      const isTurn = () =>
        [...document.querySelectorAll("p")].some((p) => p.textContent?.startsWith(turn));
      while (isTurn()) {
        pictures.add(canvas.toDataURL());
        await new Promise(requestAnimationFrame);
      }
      return pictures.size;
    }, `${letter} · `);

test("a run: progress, growing bars, then the numbers and the words", { tag: "@alone" }, async ({
  page,
  baseURL,
}) => {
  const trouble = watch(page, new URL(baseURL ?? "").origin);
  // some pictures a second, fewer where each takes the page long: 5 s on the event loop are room for more than three
  await openLab(page, "?scenario=two-tasks&lanes=2&pieces=10&piece=250");
  await page.getByRole("radio", { name: "400 ms" }).check();
  await expect(page.getByRole("heading", { name: "Numbers" })).toHaveCount(0);
  await runButton(page).click();
  await expect(stopButton(page)).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Progress of the run" })).toBeVisible();
  await growing(page, "A");
  expect(await picturesWhile(page, "A")).toBeGreaterThan(3);
  await expect(stopButton(page)).toBeVisible();
  await ended(page);

  await expectMeasured(page, "A", { inProgress: 2, executing: 1 });
  await expectMeasured(page, "B", { inProgress: 2, executing: 2 });
  await expect(side(page, "B")).toContainText(/(faster|slower) than A\s*[\d.]+×/);
  await expect(page.getByRole("status").filter({ hasText: /^Run finished/ })).toHaveText(
    /Event loop took .+, Thread pool took /,
  );
  await expect(page.getByRole("region", { name: "What you saw" })).toContainText(
    "with at most 2 in progress and 1 executing",
  );
  await expect(page.getByRole("region", { name: "Question" })).toContainText("You were right.");
  await expect(page.getByRole("region", { name: "Why" }).getByRole("group")).toHaveCount(0);
  for (const letter of ["A", "B"] as const) {
    expect(await inked(timeline(page, letter).locator("canvas"))).toBeGreaterThan(1000);
  }
  expect(trouble).toEqual(NO_TROUBLE);
});

test("the table sets A beside B, with their ratio, by the names that scripts use", async ({
  page,
}) => {
  await openLab(page);
  const { a, b } = await consoleRun(page, {
    ...{ scenario: "hundred-requests", b: "m-n", lanes: 2, knobs: { requests: 20 } },
  });
  const table = page.getByRole("region", { name: "Numbers" }).getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText([
    "Metric",
    /^A\s*One at a time/,
    /^B\s*M:N/,
    "B ÷ A",
  ]);
  const peak = table.getByRole("row", { name: /^In progress, peak/ });
  const [one, many] = [a, b].map((ran) => ran?.metrics.inProgressPeak ?? 0);
  expect(one).toBe(1);
  await expect(peak.getByRole("cell")).toHaveText([
    "1",
    `${many}`,
    new RegExp(`^${many}(\\.0+)?×$`),
  ]);
  await peak.getByRole("button").click();
  await expect(page.getByText("inProgressPeak")).toBeVisible();
  await page.keyboard.press("Escape");
  const few = await table.getByRole("row").count();
  await page.getByRole("button", { name: "All figures" }).click();
  expect(await table.getByRole("row").count()).toBeGreaterThan(few);
  await expect(table.getByRole("row", { name: /^Context switches/ })).toBeVisible();
});

test("Stop keeps what was measured, and the lab can run again at once", { tag: "@alone" }, async ({
  page,
}) => {
  await openLab(page, LONG);
  await runButton(page).click();
  await growing(page, "A");
  await stopButton(page).click();
  await ended(page);
  await expect(side(page, "A")).toContainText("stopped after");
  await expect(side(page, "A").getByText(/^You stopped this run: \d of 2 tasks/)).toBeVisible();
  expect(await inked(timeline(page, "A").locator("canvas"))).toBeGreaterThan(100);
  await expect(side(page, "B")).toContainText("not run yet");
  await pressRun(page);
  await expectMeasured(page, "A", { executing: 1 });
  await expectMeasured(page, "B", { executing: 2 });
  await expect(page.getByText(/^You stopped this run/)).toHaveCount(0);
});

test("the same 8 tasks under four models: four sides on one screen", { tag: "@alone" }, async ({
  page,
}) => {
  await openLab(page, "?scenario=four-cases");
  await pressRun(page);
  const peaks = {
    A: { inProgress: 1, executing: 1 },
    B: { inProgress: 8, executing: 1 },
    C: { inProgress: 4 },
    D: { inProgress: 8 },
  };
  for (const letter of ["A", "B", "C", "D"] as const) {
    await expectMeasured(page, letter, peaks[letter]);
    await expect(timeline(page, letter)).toBeVisible();
  }
  await expect(page.getByRole("region", { name: /^[A-D]: / })).toHaveCount(4);
  const headers = page.getByRole("region", { name: "Numbers" }).getByRole("columnheader");
  await expect(headers).toHaveCount(5);
});

test("three runs of each, in an order that favours none: median and spread", async ({ page }) => {
  await openLab(page, SHORT);
  await page.getByRole("radiogroup", { name: "Runs of each" }).getByLabel("3").check();
  await expect(page.getByText(/A B · B A · A B/)).toBeVisible();
  const told = await everyText(page, "Settings", "[ABCD] · run \\d of 3");
  await pressRun(page);
  expect(await told()).toEqual([
    ...["A · run 1 of 3", "B · run 1 of 3", "B · run 2 of 3"],
    ...["A · run 2 of 3", "A · run 3 of 3", "B · run 3 of 3"],
  ]);
  for (const letter of ["A", "B"] as const) {
    await expect(side(page, letter)).toContainText("median");
    await expect(
      page.getByText(new RegExp(`^${letter}: the median of 3 runs, which took .+ to `)),
    ).toBeVisible();
  }
});

test("another scenario: its own work, question and knobs; the runs of the first are kept", async ({
  page,
}) => {
  await openLab(page, SHORT);
  await pressRun(page);
  const list = page.getByRole("navigation", { name: "Scenarios" });
  await list.getByRole("link", { name: "Three Fibonacci numbers" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Three Fibonacci/);
  await expect(page.getByRole("heading", { name: "What there is to do" })).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: "n", exact: true })).toHaveValue("36");
  await list.getByRole("link", { name: "Two tasks" }).click();
  await expectMeasured(page, "B");
});

test.describe("what must show", () => {
  test("fib: two lanes execute at once, an event loop never", { tag: "@alone" }, async ({
    page,
  }) => {
    await openLab(page);
    const { a, b } = await consoleRun(page, { scenario: "fib", lanes: 2 });
    expect(a?.metrics).toMatchObject({ executingPeak: 1, outcomes: { done: 3 } });
    expect(b?.metrics).toMatchObject({ executingPeak: 2, outcomes: { done: 3 } });
    const running = b?.trace.spans.flatMap(({ state, start, end }) =>
      state.is === "running" ? [{ lane: state.lane, start, end }] : [],
    );
    const [one, two] = [0, 1].map((lane) => running?.filter((span) => span.lane === lane) ?? []);
    const together = one?.some((x) => two?.some((y) => x.start < y.end && y.start < x.end));
    expect(together).toBe(true);
    await expect(side(page, "B")).toContainText(/executing\s*2/);
  });

  test("hundred requests: all in progress, one executing, in a tenth of the time", {
    tag: "@alone",
  }, async ({ page }) => {
    await openLab(page);
    const { a, b } = await consoleRun(page, { scenario: "hundred-requests" });
    expect(a?.metrics).toMatchObject({ inProgressPeak: 1, outcomes: { done: 100 } });
    expect(b?.metrics).toMatchObject({
      inProgressPeak: 100,
      executingPeak: 1,
      outcomes: { done: 100 },
    });
    // Other programs only ever lengthen a run: the loop's best of several is the nearest to its own time.
    let best = b?.metrics.makespan ?? Number.POSITIVE_INFINITY;
    const tenth = (a?.metrics.makespan ?? 0) / 10;
    for (let i = 0; i < 10 && best >= tenth; i++) {
      const again = await consoleRun(page, {
        scenario: "hundred-requests",
        a: "event-loop",
        b: "none",
      });
      best = Math.min(best, again.a?.metrics.makespan ?? best);
    }
    expect(best).toBeLessThan(tenth);
  });
});
