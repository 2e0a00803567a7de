import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { openLab, pressRun, SHORT, side, timeline } from "./lab.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

/** Going through a run again, and putting it on paper. */

const next = (page: Page) => page.getByRole("button", { name: "Step to the next event" });
const back = (page: Page) => page.getByRole("button", { name: "Step back to the previous event" });
const play = (page: Page) => page.getByRole("button", { name: "Play", exact: true });
const sentences = (page: Page) => page.getByRole("list", { name: "At this time" });
const slider = (page: Page) => page.getByRole("slider", { name: "Time of the replay" });

test("a prediction is replayed before any run: forward, back, to its end", async ({
  page,
  baseURL,
}) => {
  const trouble = watch(page, new URL(baseURL ?? "").origin);
  await openLab(page, SHORT);
  await next(page).click();
  await expect(sentences(page)).toContainText("A predicted: 1 executing");
  const first = await sentences(page).textContent();
  await next(page).click();
  await expect(sentences(page)).not.toHaveText(first ?? "");
  await back(page).click();
  await expect(sentences(page)).toHaveText(first ?? "");
  await page.getByText("Every lane and task at this time").click();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Speed" }).selectOption("4×");
  await play(page).click();
  await expect(sentences(page)).toContainText(/A .*0 executing, 2 done/);
  await expect(play(page)).toBeVisible();
  expect(trouble).toEqual(NO_TROUBLE);
});

/** Plays 40 ms predicted twice (80 ms) at 1/20: for 1.6 s. @returns where the edge of what was played stood, in order */
async function stops(page: Page): Promise<readonly string[]> {
  await openLab(page, SHORT);
  await page.getByRole("combobox", { name: "Speed" }).selectOption("1/20×");
  const edge = timeline(page, "A").locator('[data-part="playhead"] line');
  const seen = await edge.evaluateHandle((line) => {
    const places: string[] = [];
    const note = () => {
      const x = line.getAttribute("x1");
      if (x !== null && x !== places.at(-1)) places.push(x);
    };
    new MutationObserver(note).observe(line, { attributes: true });
    return places;
  });
  await play(page).click();
  await expect(sentences(page)).toContainText(/A .*2 done/, { timeout: 20_000 });
  await expect(play(page)).toBeVisible();
  return seen.jsonValue();
}

test("who wants less motion sees a replay in a few steps, where others see it glide", {
  tag: "@alone",
}, async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const steps = await stops(page);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const glide = await stops(page);
  // its beginning, one each half second, its end
  expect(steps.length).toBeLessThanOrEqual(10);
  expect(steps.length).toBeGreaterThan(2);
  expect(glide.length).toBeGreaterThan(20);
});

test("an opened trace is replayed by itself", async ({ page }) => {
  await openLab(page, SHORT);
  const path = fileURLToPath(new URL("traces/node.json.gz", import.meta.url));
  await page.getByLabel("Trace file").setInputFiles(path);
  const opened = page.getByRole("region", { name: "Opened: node.json.gz" });
  await opened.getByRole("button", { name: "Step to the next event" }).click();
  await expect(opened.getByRole("list", { name: "At this time" })).toContainText(/\d+ executing/);
  await expect(slider(page).first()).toHaveAttribute("aria-valuetext", /^0.ms of/);
  await expect(sentences(page)).toHaveCount(1);
});

test("on paper there are timelines, figures and sentences, light, and nothing to press", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openLab(page, SHORT);
  await pressRun(page);
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await expect(timeline(page, "A")).toBeVisible();
  await expect(side(page, "A")).toContainText(/makespan|median/);
  await expect(page.getByRole("heading", { name: "What you saw" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Numbers" })).toBeVisible();
  for (const role of ["slider", "combobox", "navigation", "spinbutton"] as const) {
    await expect(page.getByRole(role)).toHaveCount(0);
  }
  await expect(page.getByRole("button", { name: /Run|Play|Share|Take away/ })).toHaveCount(0);
  await expect(page.getByText(/drop it on the page/)).toBeHidden();
  const canvas = timeline(page, "A").locator("canvas").first();
  await expect.poll(async () => (await canvas.boundingBox())?.width).toBe(680);
});
