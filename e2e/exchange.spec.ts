import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { parseTrace } from "../src/trace/file/overlap-file.ts";
import { expectAccessible } from "./axe.ts";
import { firstSpan, openLab, pressRun, SHORT, settled, side, timeline } from "./lab.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

/** Taking traces away, and bringing them in. */

const recorded = (name: string) =>
  fileURLToPath(new URL(`traces/${name}.json.gz`, import.meta.url));
const menuButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Take away", exact: true });
const opened = (page: Page, name: string): Locator =>
  page.getByRole("region", { name: `Opened: ${name}` });
const openFile = (page: Page, files: string | { name: string; mimeType: string; buffer: Buffer }) =>
  page.getByLabel("Trace file").setInputFiles(files);
const jsonFile = (name: string, content: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});
const slices = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ ph: "X", pid: 1, tid: 1 + (i % 4), name: `work ${i % 7}`, cat: "work" },
    ts: 10 * i,
    dur: 8,
  }));

/** Presses an entry of the open menu; the file it makes. */
async function taken(page: Page, entry: string): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: entry, exact: true }).click();
  const file = await download;
  await expect(page.getByText(`Saved as ${file.suggestedFilename()}.`)).toBeVisible();
  return {
    name: file.suggestedFilename(),
    text: await readFile(await file.path(), "latin1"),
  };
}

test("a run is taken away as picture, table, trace and Overlap file, each under a telling name", async ({
  page,
  baseURL,
}) => {
  const trouble = watch(page, new URL(baseURL ?? "").origin);
  await openLab(page, SHORT);
  await pressRun(page);
  await menuButton(page).click();
  const about = "overlap-two-tasks-event-loop-thread-pool-\\d{4}-\\d{2}-\\d{2}-\\d{4}";

  const svg = await taken(page, "SVG");
  expect(svg.name).toMatch(new RegExp(`^${about}\\.svg$`));
  expect(svg.text).toMatch(/^<svg .*<title>Two tasks.*measured on \d+ cores?/s);
  const png = await taken(page, "PNG");
  expect(png.name).toMatch(/\.png$/);
  expect(png.text.slice(1, 4)).toBe("PNG");
  const csv = await taken(page, "CSV");
  expect(csv.text).toMatch(/^run,task,.*\r\nA,0,A,/);
  const chrome = await taken(page, "Chrome trace");
  const { traceEvents } = JSON.parse(chrome.text);
  const phases = new Set(traceEvents.map(({ ph }: { ph: string }) => ph));
  expect([...phases]).toEqual(expect.arrayContaining(["M", "X", "C"]));
  const overlap = await taken(page, "A · Event loop");
  expect(overlap.name).toMatch(/^overlap-two-tasks-event-loop-\d.*\.overlap\.json$/);
  expect(parseTrace(overlap.text)).toMatchObject({
    ok: true,
    file: { model: { id: "event-loop" }, trace: { provenance: { kind: "measured" } } },
  });
  await expectAccessible(page, "[popover]:popover-open");
  expect(trouble).toEqual(NO_TROUBLE);
});

test("what was taken away opens again beside the runs, which stay", async ({ page }) => {
  await openLab(page, SHORT);
  await pressRun(page);
  await menuButton(page).click();
  const chrome = await taken(page, "Chrome trace");
  await page.keyboard.press("Escape");
  await openFile(page, jsonFile("mine.json", chrome.text));
  const file = opened(page, "mine.json");
  for (const run of ["A: Event loop", "B: Thread pool"]) {
    await expect(file.getByRole("article", { name: run })).toContainText(/measured on \d+ cores?/);
  }
  await expect(file.getByRole("application")).toHaveCount(2);
  await expect(side(page, "A").getByRole("application")).toBeVisible();
  await file.getByRole("button", { name: "Close mine.json" }).click();
  await expect(file).toHaveCount(0);
  await expect(side(page, "A").getByRole("application")).toBeVisible();
});

for (const [name, lane] of [
  ["node", "JavaScriptMainTh"],
  ["chromium", "CrRendererMain"],
  ["rustc-llvm", "opt cgu.0"],
] as const) {
  test(`a trace by ${name} opens before any run, in the same rows and figures`, async ({
    page,
  }) => {
    await openLab(page);
    await openFile(page, recorded(name));
    const file = opened(page, `${name}.json.gz`);
    await expect(file).toContainText("imported from a Chrome trace");
    await expect(file).toContainText("bars are its outermost slices");
    await expect(file.getByRole("application").locator("svg")).toContainText(lane.slice(0, 6));
    await file.getByText("All figures").click();
    await expect(file.getByRole("row", { name: /executing/i }).first()).toBeVisible();
    await settled(page);
    await expectAccessible(page, "main");
  });
}

test("a file dropped on the page opens", async ({ page }) => {
  await openLab(page);
  await expect(page.getByRole("button", { name: "Open…" })).toBeVisible();
  const data = await page.evaluateHandle(
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "dropped.json"));
      return transfer;
    },
    JSON.stringify(slices(20)),
  );
  await page.dispatchEvent("main", "dragover", { dataTransfer: data });
  await expect(page.getByText("Drop the trace to open it")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
  await expect(opened(page, "dropped.json")).toBeVisible();
  await expect(page.getByText("Drop the trace to open it")).toHaveCount(0);
});

test("a pasted trace opens; in a field a paste is a paste", async ({ page }) => {
  await openLab(page);
  await expect(page.getByRole("button", { name: "Open…" })).toBeVisible();
  const paste = (selector: string, text: string) =>
    page.evaluate(
      ([to, content]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", content ?? "");
        const init = { clipboardData, bubbles: true, cancelable: true };
        const event = new ClipboardEvent("paste", init);
        document.querySelector(to ?? "")?.dispatchEvent(event);
        return event.defaultPrevented; // the page has taken it
      },
      [selector, text],
    );
  expect(await paste("main input[type=number]", JSON.stringify(slices(20)))).toBe(false);
  expect(await paste("main", "just words")).toBe(false);
  expect(await paste("main input[type=range]", JSON.stringify(slices(20)))).toBe(true);
  await expect(opened(page, "pasted trace")).toBeVisible();
});

test("what is no trace is refused in a sentence, and nothing else changes", async ({ page }) => {
  await openLab(page);
  await openFile(page, jsonFile("package.json", { name: "overlap" }));
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("package.json: This file can't be opened");
  await expectAccessible(page, "main");
  await alert.getByRole("button", { name: "Dismiss" }).click();
  await expect(alert).toHaveCount(0);
});

test("names in a file are text, whatever they hold", async ({ page }) => {
  await openLab(page);
  const evil = '<img src=x onerror="document.title=1">';
  const name = JSON.stringify(evil);
  // as a text: in an object literal __proto__ is no key, and would never reach the file
  const content = `[
    {"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":${name},"__proto__":{"x":1}}},
    {"__proto__":{"x":1},"ph":"X","pid":1,"tid":1,"name":${name},"cat":${name},"ts":0,"dur":100},
    {"ph":"X","pid":"__proto__","tid":"__proto__","name":"__proto__","cat":"__proto__","ts":0,"dur":50}
  ]`;
  await openFile(page, jsonFile(`${evil}.json`, content));
  const file = opened(page, `${evil}.json`);
  await expect(file).toBeVisible();
  await file.getByText(/as a table$/).click();
  await expect(file.getByRole("rowheader", { name: evil })).toBeVisible();
  await expect(file.getByRole("rowheader", { name: "__proto__" })).toBeVisible();
  expect(await page.evaluate(() => Reflect.get({}, "x"))).toBeUndefined();
  await expect(file.locator("img")).toHaveCount(0);
  await expect(page).toHaveTitle(/Overlap/);
});

test("a long read tells how far it is, and can be cancelled", async ({ page }, testInfo) => {
  // from the disk: 20 MB through the tools that drive the browser take seconds
  const path = testInfo.outputPath("long.json");
  await writeFile(path, JSON.stringify(slices(300_000)));
  await openLab(page);
  await openFile(page, path);
  const bar = page.getByRole("progressbar", { name: "Read so far" });
  await expect(bar).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("region", { name: /^Opened/ })).toHaveCount(0);
  const reading = () => page.workers().filter((worker) => worker.url().includes("import-worker"));
  await expect.poll(() => reading().length).toBe(0);
});

test("numbers and picture go to the clipboard; where that is refused, a sentence says so", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openLab(page, SHORT);
  await menuButton(page).click();
  await page.getByRole("button", { name: "Copy numbers" }).click();
  await expect(page.getByText("The numbers are on the clipboard")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^Metric\tUnit\tA: Event loop\tB: Thread pool\n/);
  await page.keyboard.press("Escape");
  await timeline(page, "A").focus();
  await firstSpan(page, "A");
  await page.keyboard.press("]");
  await menuButton(page).click();
  await page.getByRole("button", { name: "Copy numbers" }).click();
  await expect(page.getByText(/The numbers of 0\sms to .* are on the clipboard/)).toBeVisible();
  const part = await page.evaluate(() => navigator.clipboard.readText());
  expect(part).toContain("\nstretch from\tms\t0\t0\nstretch to\tms\t");
  await page.getByRole("button", { name: "Copy picture" }).click();
  await expect(page.getByText("The picture is on the clipboard.")).toBeVisible();
  await page.evaluate(() =>
    Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error("no")) }),
  );
  await page.getByRole("button", { name: "Copy numbers" }).click();
  await expect(page.getByText("did not let this page use the clipboard")).toBeVisible();
});
