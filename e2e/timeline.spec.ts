import { expect, type Locator, type Page, test } from "@playwright/test";
import { consoleRun, firstSpan, openLab, pressRun, SHORT, side, timeline, tooltip } from "./lab.ts";

/** Reading a timeline: by pointer, by key, in words, as a table. */

const spoken = (page: Page, letter: "A" | "B"): Locator =>
  timeline(page, letter).locator('[data-part="live"]');

const TELLS_A_SPAN = /[AB].*running.*lane.*start.*end.*duration.*ms/s;

test("rows by thread or by task, in the address too", async ({ page }) => {
  await openLab(page, SHORT);
  await pressRun(page);
  await expect(timeline(page, "B")).toHaveAccessibleName("B, Thread pool, by thread");
  await expect(timeline(page, "B").locator("svg")).toContainText("T1");
  await page.getByRole("radiogroup", { name: "Rows" }).getByLabel("By task").check();
  await expect(timeline(page, "B")).toHaveAccessibleName("B, Thread pool, by task");
  await expect(timeline(page, "B").locator("svg")).not.toContainText("T1");
  await expect(page).toHaveURL(/view=tasks/);
});

test("the pointer on a bar tells its task, state, start, end and duration", async ({ page }) => {
  await openLab(page, SHORT);
  await pressRun(page);
  const chart = timeline(page, "A");
  await expect(tooltip(page, "A")).toBeHidden();
  await chart.scrollIntoViewIfNeeded();
  const { width } = (await chart.boundingBox()) ?? { width: 0 };
  // The loop's row is the first and busy from end to end. Many a place may be a pre-emption, and scrolling hides what is told.
  let share = 0.15;
  await expect(async () => {
    share = share > 0.9 ? 0.15 : share + 0.03;
    await chart.hover({ position: { x: width * share, y: 16 } });
    await expect(tooltip(page, "A")).toHaveText(TELLS_A_SPAN, { timeout: 200 });
    await expect(tooltip(page, "A")).toBeVisible({ timeout: 200 });
  }).toPass();
  await page.mouse.move(0, 0);
  await expect(tooltip(page, "A")).toBeHidden();
});

test("arrow keys walk from span to span; each is said and shown in the same words", async ({
  page,
}) => {
  await openLab(page, SHORT);
  await pressRun(page);
  await timeline(page, "A").focus();
  await firstSpan(page, "A");
  await expect(tooltip(page, "A")).toHaveText(TELLS_A_SPAN);
  await expect(spoken(page, "A")).toHaveText(/^A, running on Loop, .+ to .+, lasting .+ms$/);
  const first = await spoken(page, "A").textContent();
  await page.keyboard.press("End");
  await expect(spoken(page, "A")).not.toHaveText(first ?? "");
  await page.keyboard.press("Home");
  await expect(spoken(page, "A")).toHaveText(first ?? "");
  await page.keyboard.press("Escape");
  await expect(tooltip(page, "A")).toBeHidden();
  await expect(spoken(page, "A")).toBeEmpty();
});

test("each timeline is there in words, and every span in a table", async ({ page }) => {
  await openLab(page);
  const { a } = await consoleRun(page, {
    scenario: "two-tasks",
    knobs: { pieces: 2, piece: 20 },
  });
  const loop = side(page, "A");
  await expect(
    loop.getByText(
      /^2 tasks on 1 event loop took .+, with at most 2 in progress and 1 executing at once\./,
    ),
  ).toHaveCount(1);
  await loop.getByText(/spans as a table$/).click();
  const rows = loop.getByRole("region", { name: "Spans" }).getByRole("row");
  await expect(rows.first()).toHaveText(/Task\s*State\s*Lane\s*Start\s*▲\s*End\s*Duration/);
  const told = a?.trace.laneSpans.filter((s) => s.state !== "idle") ?? [];
  await expect(rows).toHaveCount((a?.trace.spans.length ?? 0) + told.length + 1);
  const [span] = a?.trace.spans.filter((s) => s.state.is === "running") ?? [];
  await expect(
    rows
      .filter({ hasText: `${span?.start.toFixed(3)}` })
      .filter({ hasText: "running" })
      .first(),
  ).toContainText(/^[AB]runningLoop/);
});

test("the wheel over a timeline scrolls the page", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 500 });
  await openLab(page, SHORT);
  await pressRun(page);
  await timeline(page, "A").hover();
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before);
});
