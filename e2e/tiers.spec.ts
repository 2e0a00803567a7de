import { expect, test } from "@playwright/test";
import {
  consoleRun,
  ended,
  expectMeasured,
  firstSpan,
  openLab,
  pressRun,
  runButton,
  SHORT,
  side,
  stateOf,
  tooltip,
} from "./lab.ts";
import { serve } from "./server.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

/** What the machine offers decides what can be measured: the page says which, and does all that is left. */

test("tier B: a host without the headers measures real workers, two at once", {
  tag: "@alone",
}, async ({ page }) => {
  const host = await serve({ headers: false });
  try {
    const trouble = watch(page, new URL(host.url).origin);
    await openLab(page, host.url);
    const facts = page.getByRole("button", { name: "This machine:" });
    await expect(facts).toHaveAccessibleName(/100\sµs clock, not isolated/);
    await facts.click();
    await expect(page.getByText("Parallel runs are still real.")).toBeVisible();
    await page.keyboard.press("Escape");
    const { a, b } = await consoleRun(page, {
      scenario: "two-tasks",
      lanes: 2,
      knobs: { pieces: 5, piece: 100 },
    });
    expect(a?.metrics).toMatchObject({ executingPeak: 1, inProgressPeak: 2 });
    expect(b?.metrics).toMatchObject({ executingPeak: 2, outcomes: { done: 2 } });
    expect(b?.trace.provenance).toMatchObject({ kind: "measured", isolated: false });
    await expectMeasured(page, "B", { executing: 2 });
    expect(trouble).toEqual(NO_TROUBLE);
  } finally {
    await host.close();
  }
});

test("tier C: without workers a sentence stands in Run's place, and the rest works", async ({
  page,
  baseURL,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, "Worker");
  });
  const trouble = watch(page, new URL(baseURL ?? "").origin);
  await openLab(page);
  await expect(page.getByText(/^This browser offers no Web Workers.*Chrome, Edge/)).toBeVisible();
  await expect(runButton(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "This machine:" })).toHaveAccessibleName(
    /no workers/,
  );
  await page.getByRole("spinbutton", { name: "Pieces per task" }).fill("4");
  await expect(page).toHaveURL(/pieces=4/);
  await page.getByRole("link", { name: "Three Fibonacci" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Three Fibonacci/);
  await page.getByText(/^The explanation/).click();
  await expect(page.getByRole("region", { name: "Why" }).locator("dfn").first()).toBeVisible();
  const said = await page.evaluate(() =>
    window.overlap?.run().then(
      () => "it ran",
      (error: Error) => error.message,
    ),
  );
  expect(said).toMatch(/no workers.*\. Open this page in a current/);
  expect(await stateOf(page)).toMatchObject({ scenario: "fib" });
  expect(trouble).toEqual(NO_TROUBLE);
});

for (const [name, reported] of Object.entries({
  missing: undefined,
  NaN: Number.NaN,
  "0": 0,
  "2.5": 2.5,
})) {
  test(`hardwareConcurrency ${name}: 4 cores are assumed, and the page says so`, async ({
    page,
  }) => {
    await page.addInitScript((value) => {
      Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => value });
    }, reported);
    await openLab(page, "?scenario=matrix");
    const facts = page.getByRole("button", { name: "This machine:" });
    await expect(facts).toHaveAccessibleName(/4 cores assumed/);
    await facts.click();
    await expect(page.getByText(/does not say how many cores there are, so 4 are/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("spinbutton", { name: "Lanes" })).toHaveAttribute("max", "8");
    expect(await stateOf(page)).toMatchObject({ lanes: 4 });
  });
}

test("one core: up to two lanes, and a run says what they share", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 1 });
  });
  await openLab(page, "?scenario=fib&lanes=2&n=30");
  await expect(page.getByRole("button", { name: "This machine:" })).toHaveAccessibleName(
    /^This machine: 1 core,/,
  );
  await expect(page.getByRole("spinbutton", { name: "Lanes" })).toHaveAttribute("max", "2");
  await pressRun(page);
  await expectMeasured(page, "B");
  await expect(page.getByRole("region", { name: "What you saw" })).toContainText(
    "2 lanes shared 1 core",
  );
});

test("a browser that knows no popovers, anchors or idle callbacks runs it all the same", async ({
  page,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, "requestIdleCallback");
    Reflect.deleteProperty(HTMLElement.prototype, "showPopover");
  });
  const uncaught: string[] = [];
  page.on("pageerror", (error) => uncaught.push(String(error)));
  await openLab(page, SHORT);
  await runButton(page).click();
  await ended(page);
  await expectMeasured(page, "B");
  await side(page, "A").getByRole("application").focus();
  await firstSpan(page, "A");
  await expect(tooltip(page, "A")).toContainText("duration");
  expect(uncaught).toEqual([]);
});
