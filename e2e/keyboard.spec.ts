import { expect, type Page, test } from "@playwright/test";
import {
  ended,
  expectMeasured,
  firstSpan,
  growing,
  LONG,
  openLab,
  SHORT,
  side,
  timeline,
  tooltip,
} from "./lab.ts";

/** A visit without a pointer: everything is reached, seen to be focused, and left again. */

interface Stop {
  readonly name: string;
  /** the browser shows that this is where the keyboard is */
  readonly seen: boolean;
}

/** What has the focus, and whether an outline or a shadow shows it on the element or on the label that draws it. */
const focused = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const node = document.activeElement;
    if (node === null || node === document.body) return { name: "", seen: true };
    const drawn = [node, node.parentElement, node.nextElementSibling].filter((n) => n !== null);
    const seen = drawn.some((n) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(n);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
    });
    const labels = node instanceof HTMLInputElement ? [...(node.labels ?? [])] : [];
    const name =
      node.getAttribute("aria-label") ?? labels[0]?.textContent ?? node.textContent ?? node.tagName;
    return { name: `${node.tagName.toLowerCase()} ${name}`.slice(0, 60), seen };
  });

/** The page has no focus left: it is at the browser's own controls. */
const OUT = /^$/;

/** Presses Tab until the focus is where `wanted` says. @returns every stop on the way */
async function tabTo(page: Page, wanted: RegExp, key = "Tab"): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    stops.push(stop);
    if (wanted.test(stop.name)) return stops;
  }
  throw new Error(`no ${wanted} among ${stops.map(({ name }) => name).join(" | ")}`);
}

test("from the first key to a span's times and the next scenario", async ({ page }) => {
  await openLab(page, SHORT);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the lab" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to the lab" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  const toRun = await tabTo(page, /^button Run$/);
  await page.keyboard.press("Enter");
  await ended(page);
  expect((await focused(page)).name).toBe("button Run");
  const toChart = await tabTo(page, /^div A, Event loop/);
  await firstSpan(page, "A");
  const spoken = timeline(page, "A").locator('[data-part="live"]');
  await expect(spoken).toHaveText(/^A, running on Loop, .+ to .+, lasting .+ms$/);
  await expect(tooltip(page, "A")).toContainText("duration");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(tooltip(page, "A")).toBeHidden();
  const toNext = await tabTo(page, /^a Four ways/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Four ways/);
  const unseen = [...toRun, ...toChart, ...toNext].filter(({ seen }) => !seen);
  expect(unseen).toEqual([]);
});

test("Tab goes through the whole page and out of it, forwards and backwards", async ({ page }) => {
  await openLab(page, SHORT);
  await page.getByRole("button", { name: "Run", exact: true }).press("Enter");
  await ended(page);
  const parts = [
    /^button This machine/,
    /^button Run$/,
    /^div A, Event loop/,
    /^div B, Thread pool/,
  ];
  const expectAll = (stops: readonly Stop[]) => {
    const names = stops.map(({ name }) => name);
    for (const part of parts) expect(names).toContainEqual(expect.stringMatching(part));
    expect(stops.filter(({ seen }) => !seen)).toEqual([]);
  };
  await page.getByRole("link", { name: "Skip to the lab" }).focus();
  expectAll(await tabTo(page, OUT));
  expectAll(await tabTo(page, /^a Skip to the lab/, "Shift+Tab"));
});

test("one button starts and stops: the focus stays on it", async ({ page }) => {
  await openLab(page, LONG);
  await tabTo(page, /^button Run$/);
  await page.keyboard.press("Space");
  await growing(page, "A");
  expect((await focused(page)).name).toBe("button Stop");
  await page.keyboard.press("Space");
  await ended(page);
  expect((await focused(page)).name).toBe("button Run");
  await expect(side(page, "A")).toContainText("stopped after");
  await page.keyboard.press("Space");
  await ended(page);
  await expectMeasured(page, "B");
});

test("models, knobs and views are set by keys alone", async ({ page }) => {
  await openLab(page, SHORT);
  await tabTo(page, /^select /);
  await page.keyboard.type("One at");
  await expect(page.getByRole("combobox", { name: "Execution model A" })).toHaveValue("sequential");
  await tabTo(page, /^input Pieces per task, slider/);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("spinbutton", { name: "Pieces per task" })).toHaveValue("3");
  await tabTo(page, /^button More settings/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^input Cold start/);
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  expect((await focused(page)).name).toBe("button More settings");
  await expect.poll(() => page.url()).toMatch(/a=sequential.*pieces=3.*cold=1/);
});

test("on a phone's width the drawer keeps the focus, and Escape gives it back", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openLab(page, SHORT);
  await tabTo(page, /^button Scenarios$/);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Scenarios" });
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Tab");
  expect(await drawer.evaluate((node) => node.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  expect((await focused(page)).name).toBe("button Scenarios");
});
