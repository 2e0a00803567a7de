import { expect, type Locator, type Page } from "@playwright/test";
import type { RunArguments } from "../src/api/console.ts";

/** Two tasks in short pieces: a whole run takes some tenths of a second. */
export const SHORT = "?scenario=two-tasks&lanes=2&pieces=2&piece=20";
/** Long enough to look at while it goes on: 1 s on the event loop, half of it on two lanes. */
export const LONG = "?scenario=two-tasks&lanes=2&pieces=5&piece=100";

/** Other people's programs may have the cores: a run may take many times its own time. */
export const RUN_TIMEOUT = 60_000;

export const runButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Run", exact: true });
export const stopButton = (page: Page): Locator => page.getByRole("button", { name: "Stop" });

export const side = (page: Page, letter: "A" | "B" | "C" | "D"): Locator =>
  page.getByRole("region", { name: new RegExp(`^${letter}: `) });

/** The chart of a side: focusable, with arrow keys of its own. */
export const timeline = (page: Page, letter: "A" | "B" | "C" | "D"): Locator =>
  side(page, letter).getByRole("application");

/** Opens an address of the lab and waits until the lab and its console handle are there. */
export async function openLab(page: Page, address = ""): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await handleIsThere(page);
}

/** The run under way has ended, well or badly: Run is offered again. Looks often: `expect` alone would once a second. */
export async function ended(page: Page): Promise<void> {
  await page.waitForFunction(
    () => [...document.querySelectorAll("button")].some((button) => button.textContent === "Run"),
    undefined,
    { polling: 50, timeout: RUN_TIMEOUT },
  );
  await expect(runButton(page)).toBeEnabled({ timeout: RUN_TIMEOUT });
}

/** Presses Run and waits for the whole run. */
export async function pressRun(page: Page): Promise<void> {
  await runButton(page).click();
  await ended(page);
}

/**
 * A side was measured, whole: its two numbers and its makespan are on the screen, and no mark of a prediction.
 * @param peaks what the two numbers must be; any unless told
 */
export async function expectMeasured(
  page: Page,
  letter: "A" | "B" | "C" | "D",
  peaks: { readonly inProgress?: number; readonly executing?: number } = {},
): Promise<void> {
  const { inProgress = "\\d+", executing = "\\d+" } = peaks;
  const shown = side(page, letter);
  await expect(shown).toContainText(
    new RegExp(`in progress\\s*${inProgress}\\s*executing\\s*${executing}\\s*(makespan|median)`),
  );
  await expect(shown.getByText("not run yet")).toHaveCount(0);
}

/** Resolves while side `letter` is being measured. Looks once per frame: a run may end within a second. */
export async function growing(page: Page, letter: "A" | "B"): Promise<void> {
  await page.waitForFunction(
    (start) =>
      [...document.querySelectorAll("p")].some((p) => {
        const text = p.textContent ?? "";
        return text.startsWith(start) && / \d+ of \d+ tasks/.test(text);
      }),
    `${letter} · `,
    { polling: "raf", timeout: RUN_TIMEOUT },
  );
}

/** What a timeline shows of the bar under the pointer, or of the one that the keys are on. */
export const tooltip = (page: Page, letter: "A" | "B"): Locator =>
  timeline(page, letter).locator('[data-part="tooltip"]');

/** Goes to the first span of the focused timeline. Repeats the key: a page that still scrolls hides what is told. */
export const firstSpan = (page: Page, letter: "A" | "B"): Promise<void> =>
  expect(async () => {
    await page.keyboard.press("Home");
    await expect(tooltip(page, letter)).toBeVisible({ timeout: 300 });
  }).toPass();

/** The console handle comes after the first picture: few visitors ask for it. */
const handleIsThere = (page: Page) => page.waitForFunction(() => window.overlap !== undefined);

/** What the page's console handle says of the lab. */
export async function stateOf(page: Page) {
  await handleIsThere(page);
  return page.evaluate(() => {
    if (window.overlap === undefined) throw new Error("no console handle");
    return window.overlap.state();
  });
}

type Ran = Awaited<ReturnType<NonNullable<Window["overlap"]>["run"]>>;

/** `overlap.run`, as typed into the console. */
export async function consoleRun(page: Page, given: RunArguments): Promise<Ran> {
  await handleIsThere(page);
  return page.evaluate((args) => {
    if (window.overlap === undefined) throw new Error("no console handle");
    return window.overlap.run(args);
  }, given);
}

/** How many pixels of a canvas are drawn on: 0 for a blank one. Each pixel's alpha is looked at. */
export const inked = (canvas: Locator): Promise<number> =>
  canvas.evaluate((node) => {
    if (!(node instanceof HTMLCanvasElement)) throw new Error("not a canvas");
    const { width, height } = node;
    const pixels = node.getContext("2d")?.getImageData(0, 0, width, height).data;
    return pixels?.filter((_, i) => i % 4 === 3).filter((alpha) => alpha > 0).length ?? 0;
  });

/** Scripts of the workers that measure; the page may keep others, to predict. */
export const lanes = (page: Page): string[] =>
  page
    .workers()
    .map((worker) => worker.url())
    .filter((url) => /\/lane-[^/]*\.js/.test(url));

/** Resolves when the page has nothing more to do by itself. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(() => idle(undefined))));
}

/**
 * Notes each new text that a region shows, however briefly, where it matches; a run's steps can be shorter than the
 * time between two looks from outside.
 * @returns what was shown so far, in order, without repetitions
 */
export async function everyText(
  page: Page,
  region: string,
  pattern: string,
): Promise<() => Promise<string[]>> {
  const shown = await page.getByRole("region", { name: region }).evaluateHandle((node, source) => {
    const texts: string[] = [];
    const note = () => {
      const text = new RegExp(source).exec(node.textContent ?? "")?.[0];
      if (text !== undefined && text !== texts.at(-1)) texts.push(text);
    };
    new MutationObserver(note).observe(node, {
      ...{ subtree: true, childList: true, characterData: true },
    });
    return texts;
  }, pattern);
  return () => shown.jsonValue();
}
