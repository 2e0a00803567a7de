import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import {
  ended,
  growing,
  inked,
  LONG,
  openLab,
  pressRun,
  runButton,
  SHORT,
  side,
  stopButton,
  timeline,
} from "./lab.ts";
import { serve } from "./server.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

/** The page on every screen, in every scheme, for every reader. */

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** Elements that reach past the right edge of the page and make it scroll sideways. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((node) => node.getBoundingClientRect().right > clientWidth + 0.5)
      .map((node) => `${node.tagName}.${node.className} ${node.textContent?.slice(0, 30)}`)
      .slice(0, 5);
  });

for (const colorScheme of ["light", "dark"] as const) {
  test(`accessible at rest, running and finished: ${colorScheme}`, async ({ page, baseURL }) => {
    test.slow();
    const trouble = watch(page, new URL(baseURL ?? "").origin);
    await page.emulateMedia({ colorScheme });
    await openLab(page, `?scenario=two-tasks&lanes=2&pieces=10&piece=300`);
    await expectAccessible(page);
    await runButton(page).click();
    await growing(page, "A");
    await expectAccessible(page);
    await expect(stopButton(page)).toBeVisible();
    await stopButton(page).click();
    await ended(page);
    await page.getByRole("spinbutton", { name: "Length of a piece" }).fill("20");
    await pressRun(page);
    await side(page, "B")
      .getByText(/spans as a table$/)
      .click();
    await page.getByRole("button", { name: "All figures" }).click();
    await expectAccessible(page);
    expect(trouble).toEqual(NO_TROUBLE);
  });

  test(`accessible where the run failed and a link was wrong: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const host = await serve({ missing: /\/lane-/ });
    try {
      await openLab(page, `${host.url}${SHORT}&nonsense=1`);
      await runButton(page).click();
      await expect(page.getByRole("region", { name: "The run failed" })).toBeVisible();
      await expectAccessible(page);
    } finally {
      await host.close();
    }
  });
}

test("dark is dark, and the choice is remembered", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openLab(page);
  const light = await background(page);
  const button = page.getByRole("button", { name: /^Colours: / });
  await button.click();
  expect(await background(page)).toBe(light);
  await button.click();
  await expect(button).toHaveAccessibleName(/^Colours: dark/);
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(button).toHaveAccessibleName(/^Colours: dark/);
  expect(await background(page)).toBe(dark);
  await page.emulateMedia({ colorScheme: "dark" });
  await button.click();
  expect(await background(page)).toBe(dark);
});

const SCREENS = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 360, height: 740 },
  { width: 320, height: 640 },
] as const;

for (const screen of SCREENS.filter(({ width }) => width >= 360)) {
  test(`a first visit at ${screen.width} px: Run is there to see, without scrolling`, async ({
    page,
  }) => {
    await page.setViewportSize(screen);
    await openLab(page);
    await expect(runButton(page)).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("button", { name: "This machine:" })).toBeInViewport();
    await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
    expect(await tooWide(page)).toEqual([]);
  });
}

test("nothing scrolls sideways on any screen, whatever is on it", async ({ page }) => {
  test.slow();
  await openLab(page, "?scenario=no-such&lanes=999");
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    await expect.poll(() => tooWide(page), `a notice at ${screen.width} px`).toEqual([]);
  }
  for (const scenario of ["four-cases", "hundred-requests"]) {
    await openLab(page, `?scenario=${scenario}&runs=3&view=tasks`);
    await runButton(page).click();
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect.poll(() => tooWide(page), `running at ${screen.width} px`).toEqual([]);
    }
    await stopButton(page).click();
    await ended(page);
    await page.getByRole("radiogroup", { name: "Runs of each" }).getByLabel("1").check();
    await pressRun(page);
    await side(page, "A")
      .getByText(/spans as a table$/)
      .click();
    await page.getByRole("button", { name: "All figures" }).click();
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect.poll(() => tooWide(page), `${scenario} at ${screen.width} px`).toEqual([]);
      const box = await timeline(page, "A").boundingBox();
      expect(box?.width, `a chart at ${screen.width} px`).toBeGreaterThan(screen.width / 3);
    }
  }
});

test.describe("a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("a whole visit by touch: the drawer, a run, a tapped bar", async ({ page }) => {
    await openLab(page, SHORT);
    await expect(page.getByRole("navigation", { name: "Scenarios" })).toHaveCount(0);
    await page.getByRole("button", { name: "Scenarios" }).tap();
    const drawer = page.getByRole("dialog", { name: "Scenarios" });
    await drawer.getByRole("link", { name: "Three Fibonacci" }).tap();
    await expect(drawer).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Three Fibonacci/);
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Two tasks/);
    await runButton(page).tap();
    await ended(page);
    const chart = timeline(page, "A");
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    // Scrolling hides what is told, and where B took long, A's bars end early on the axis that both share.
    let share = 0.2;
    await expect(async () => {
      share = share > 0.5 ? 0.23 : share + 0.03;
      await chart.tap({ position: { x: (box?.width ?? 0) * share, y: 16 } });
      await expect(chart.locator('[data-part="tooltip"]')).toHaveText(/duration/, { timeout: 200 });
    }).toPass();
    await expectAccessible(page);
  });

  test("Run is as wide as the screen and a finger high", async ({ page }) => {
    await openLab(page, SHORT);
    const run = await runButton(page).boundingBox();
    expect(run?.height).toBeGreaterThanOrEqual(44);
    expect(run?.width).toBeGreaterThan(300);
  });
});

test("reduced motion: nothing moves by itself, not even while a run goes on", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openLab(page, LONG);
  await runButton(page).click();
  await growing(page, "A");
  const moving = () =>
    page.evaluate(() =>
      document.getAnimations().map(({ effect }) => (effect as KeyframeEffect).target?.className),
    );
  expect(await moving()).toEqual([]);
  await ended(page);
  await page.getByRole("button", { name: "More settings" }).click();
  expect(await moving()).toEqual([]);
});

test("forced colours: bars, controls and choices can still be told apart", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openLab(page, SHORT);
  const border = (name: string) =>
    page
      .getByRole("button", { name, exact: true })
      .evaluate((node) => getComputedStyle(node).borderTopStyle);
  expect(await border("Run")).toBe("solid");
  await pressRun(page);
  expect(await inked(timeline(page, "B").locator("canvas"))).toBeGreaterThan(1000);
  await expectAccessible(page);
});

test("zoomed to 200 % the page is whole", async ({ page }) => {
  // a browser's zoom of 200 % on a 1280 px screen
  await page.setViewportSize({ width: 640, height: 400 });
  await openLab(page, SHORT);
  await pressRun(page);
  expect(await tooWide(page)).toEqual([]);
  await runButton(page).scrollIntoViewIfNeeded();
  await expect(runButton(page)).toBeInViewport({ ratio: 1 });
});
