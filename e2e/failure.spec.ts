import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import {
  ended,
  expectMeasured,
  growing,
  inked,
  LONG,
  openLab,
  pressRun,
  RUN_TIMEOUT,
  runButton,
  SHORT,
  settled,
  side,
  stateOf,
  timeline,
} from "./lab.ts";
import { serve } from "./server.ts";

/** What goes wrong ends in a sentence, the lab stays usable, and nothing measured before is lost. */

const failure = (page: Page) => page.getByRole("region", { name: "The run failed" });

for (const headers of [true, false]) {
  test(`a worker script that is missing, ${headers ? "" : "not "}isolated: a sentence, then a retry works`, async ({
    page,
  }) => {
    let isGone = true;
    const missing = {
      test: (path: string) => isGone && /\/(lane|coordinator)-/.test(path),
    };
    const host = await serve({ headers, missing });
    try {
      await openLab(page, `${host.url}${SHORT}`);
      await runButton(page).click();
      await expect(failure(page)).toContainText(/script could not be loaded.*Reload the page/s, {
        timeout: RUN_TIMEOUT,
      });
      await expect(page.getByRole("status").filter({ hasText: /^The run failed/ })).toHaveCount(1);
      await expect(runButton(page)).toBeEnabled();
      expect(await stateOf(page)).toMatchObject({ phase: "failed" });
      isGone = false;
      await pressRun(page);
      await expect(failure(page)).toHaveCount(0);
      await expectMeasured(page, "B");
    } finally {
      await host.close();
    }
  });
}

test("a second run that fails leaves the first one on the screen", async ({ page }) => {
  let isGone = false;
  const host = await serve({ missing: { test: (path) => isGone && /\/lane-/.test(path) } });
  try {
    await openLab(page, `${host.url}${SHORT}`);
    await pressRun(page);
    isGone = true;
    // more lanes than have been started
    await page.getByRole("spinbutton", { name: "Lanes" }).fill("4");
    await runButton(page).click();
    await expect(failure(page)).toBeVisible({ timeout: RUN_TIMEOUT });
    await expectMeasured(page, "A");
    await expect(side(page, "B")).toContainText("From the previous settings");
    expect(await inked(timeline(page, "B").locator("canvas"))).toBeGreaterThan(1000);
  } finally {
    await host.close();
  }
});

declare global {
  interface Window {
    /** the lanes' workers that the page started, as it started them */
    startedLanes?: Worker[];
  }
}

/** Keeps a handle on every real lane, so that a spec can kill one from outside the engine. */
const keepLanes = (page: Page) =>
  page.addInitScript(() => {
    const lanes: Worker[] = [];
    window.startedLanes = lanes;
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === "lane") lanes.push(this);
      }
    };
  });

test("a worker killed in mid-run: the lane is lost, what was measured stays", {
  tag: "@alone",
}, async ({ page }) => {
  test.slow();
  await keepLanes(page);
  await openLab(page, LONG);
  await runButton(page).click();
  await growing(page, "B");
  await page.evaluate(() => window.startedLanes?.[1]?.terminate());
  await ended(page);
  const pool = side(page, "B");
  await expect(pool.getByText(/^The worker of T2 was lost .* failed\./)).toBeVisible();
  await expectMeasured(page, "B");
  await expect(page.getByText(/^B: 1 task done, 1 failed/)).toBeVisible();
  await expectMeasured(page, "A", { executing: 1 });
  expect(await inked(timeline(page, "B").locator("canvas"))).toBeGreaterThan(1000);
  await page.getByRole("spinbutton", { name: "Pieces per task" }).fill("1");
  await pressRun(page);
  await expect(page.getByText(/^B: 1 task done/)).toHaveCount(0);
  await expect(page.getByText(/was lost/)).toHaveCount(0);
});

// Headless pages are never hidden or frozen, whatever one asks of them: this is what the browser tells a page that is.
for (const [what, happen, says] of [
  ["hidden", dispatchHidden, /^This tab was hidden during the run/],
  ["frozen", dispatchFreeze, /^The page was frozen or the machine asleep/],
] as const) {
  test(`a page ${what} during a run: a note on that run says what it does to the figures`, async ({
    page,
  }) => {
    await openLab(page, LONG);
    await runButton(page).click();
    await growing(page, "A");
    await page.evaluate(happen);
    await ended(page);
    await expect(side(page, "A").getByText(says)).toBeVisible();
    await expectMeasured(page, "A", { executing: 1 });
    await expectMeasured(page, "B");
    await expect(side(page, "B").getByText(says)).toHaveCount(0);
  });
}

function dispatchHidden(): void {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  Reflect.deleteProperty(document, "visibilityState");
  document.dispatchEvent(new Event("visibilitychange"));
}

function dispatchFreeze(): void {
  document.dispatchEvent(new Event("freeze"));
}

test("a scenario that does not come: a sentence, the one before stays, and trying again opens it", async ({
  page,
}) => {
  let isGone = true;
  const host = await serve({ missing: { test: (path) => isGone && /\/fib-/.test(path) } });
  try {
    await openLab(page, `${host.url}${SHORT}`);
    const list = page.getByRole("navigation", { name: "Scenarios" });
    await list.getByRole("link", { name: "Three Fibonacci" }).click();
    const note = page.getByRole("alert");
    await expect(note).toContainText(/“Three Fibonacci.*” could not be loaded/);
    await expectAccessible(page, "main");
    expect(await stateOf(page)).toMatchObject({ scenario: "two-tasks", knobs: { piece: 20 } });
    await pressRun(page);
    await expectMeasured(page, "B");
    const refused = await page.evaluate(async () => {
      try {
        await window.overlap?.run({ scenario: "fib" });
        return "it ran";
      } catch (error) {
        return String(error);
      }
    });
    expect(refused).toMatch(/could not be loaded/);
    isGone = false;
    await note.getByRole("link", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Three Fibonacci/);
    await expect(page).toHaveURL(/scenario=fib/);
    await expect(note).toHaveCount(0);
  } finally {
    await host.close();
  }
});

test("going back to a scenario that does not come, then trying again, brings what was set there", async ({
  page,
}) => {
  let isGone = false;
  const host = await serve({ missing: { test: (path) => isGone && /\/two-tasks-/.test(path) } });
  try {
    await openLab(page, `${host.url}?scenario=two-tasks&pieces=4`);
    await page.getByRole("link", { name: "Three Fibonacci" }).first().click();
    await expect(page).toHaveURL(/scenario=fib/);
    isGone = true;
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Three Fibonacci/);
    await page.goBack();
    await expect(page.getByRole("alert")).toContainText(/“Two tasks.*could not be loaded/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Three Fibonacci/);
    isGone = false;
    await page.getByRole("link", { name: "Try again" }).click();
    await expect(page.getByRole("spinbutton", { name: "Pieces per task" })).toHaveValue("4");
    await expect(page.getByRole("alert")).toHaveCount(0);
  } finally {
    await host.close();
  }
});

for (const file of ["", "embed.html"]) {
  test(`${file || "the page"} whose own scenario does not come says so, and opens it when tried again`, async ({
    page,
  }) => {
    let isGone = true;
    const host = await serve({ missing: { test: (path) => isGone && /\/fib-/.test(path) } });
    try {
      await page.goto(`${host.url}${file}?scenario=fib&n=30#lab`);
      await expect(page.getByRole("alert")).toContainText(/“Three Fibonacci.*could not be loaded/);
      await expectAccessible(page, "main");
      isGone = false;
      await page.getByRole("link", { name: "Try again" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Three Fibonacci/);
      expect(await stateOf(page)).toMatchObject({ scenario: "fib", knobs: { n: 30 } });
    } finally {
      await host.close();
    }
  });
}

test("a slow scenario is on its way in a sentence, and the last one asked for is opened", async ({
  page,
}) => {
  const gate: { open?: () => void } = {};
  await page.route(/\/fib-[^/]*\.js/, async (route) => {
    await new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    await route.continue();
  });
  await openLab(page, SHORT);
  const list = page.getByRole("navigation", { name: "Scenarios" });
  await list.getByRole("link", { name: "Three Fibonacci" }).click();
  await expect(page.getByText("Loading “Three Fibonacci numbers, three lanes”…")).toBeVisible();
  await list.getByRole("link", { name: "A matrix" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^A matrix/);
  await expect(page.getByText(/^Loading/)).toHaveCount(0);
  gate.open?.();
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^A matrix/);
});
