import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { createServer, type ViteDevServer } from "vite";
import { STATES } from "../src/chart/states-test-kit.ts";
import { NO_TROUBLE, type Trouble, watch } from "./watch.ts";

let server: ViteDevServer;
test.beforeAll(async ({ browser }) => {
  server = await createServer({
    root: fileURLToPath(new URL("..", import.meta.url)),
    server: { host: "127.0.0.1", port: 0 },
    logLevel: "error",
  });
  await server.listen();
  // The first visit may reload while dependencies are bundled.
  const page = await browser.newPage();
  await page.goto(address(), { waitUntil: "networkidle" });
  await page.close();
});
test.afterAll(() => server.close());

const address = () => `${server.resolvedUrls?.local[0] ?? ""}gallery/index.html`;

/** The gallery, with every state drawn. */
async function gallery(page: Page): Promise<Trouble> {
  const trouble = watch(page, new URL(address()).origin);
  await page.goto(address(), { waitUntil: "networkidle" });
  await expect(page.locator("section")).toHaveCount(STATES.length);
  await expect(page.locator("section").last().getByText("executing")).toBeVisible();
  return trouble;
}

const section = (page: Page, name: string): Locator =>
  page.locator("section", { has: page.getByRole("heading", { name, exact: true }) });

/** How many pixels of the timeline's canvas have each colour, "r g b", the most frequent first. */
const colours = (host: Locator): Promise<readonly (readonly [string, number])[]> =>
  host.locator("[data-part=timeline] canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const data = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
    const found = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 0) continue;
      const colour = `${data[i]} ${data[i + 1]} ${data[i + 2]}`;
      found.set(colour, (found.get(colour) ?? 0) + 1);
    }
    return [...found].sort((a, b) => b[1] - a[1]);
  });

test("every state of the gallery is drawn, and looks like no other", async ({ page }) => {
  const trouble = await gallery(page);
  const looks = new Map<string, string>();
  for (const { name, props } of STATES) {
    const chart = section(page, name).locator("> div");
    const drawn = await colours(chart);
    const pixels = drawn.reduce((sum, [, count]) => sum + count, 0);
    // The floors of the strip and the axis are all there is of an empty one.
    expect(pixels, name).toBeGreaterThan(props.trace.spans.length === 0 ? 500 : 10_000);
    looks.set((await chart.screenshot()).toString("base64"), name);
  }
  expect([...looks.values()]).toEqual(STATES.map(({ name }) => name));
  expect(trouble).toEqual(NO_TROUBLE);
});

test("what follows the pointer, a run and a choice is drawn over the bars", async ({ page }) => {
  await gallery(page);
  const shown = (name: string, part: string) =>
    section(page, name).locator(`[data-part=timeline] [data-part=${part}]`);
  for (const [name, part] of [
    ["a measured stretch", "stretch"],
    ["a measured stretch", "cursor"],
    ["a growing run", "now"],
    ["400 tasks, the longest first", "scrollbar"],
  ] as const) {
    await expect(shown(name, part), part).not.toHaveAttribute("display");
    await expect(shown("all states by thread", part), part).toHaveAttribute("display", "none");
  }
});

test("forced colours are in the gallery what a browser makes of them", async ({ page }) => {
  const forced = STATES.filter((state) => state.forced === true);
  expect(forced.length).toBeGreaterThan(2);
  const names = ["--state-running", "--state-waiting", "--state-queued"];
  /** pixels in each of these colours, by state of the gallery */
  const counted = async (wanted: readonly string[]) => {
    const all = await Promise.all(forced.map(({ name }) => colours(section(page, name))));
    return all.map((found) => wanted.map((colour) => new Map(found).get(colour) ?? 0));
  };
  const inForce = (css: readonly string[]) =>
    page
      .locator(".forced")
      .first()
      .evaluate((host, colours) => {
        const probe = host.appendChild(document.createElement("span"));
        const context = new OffscreenCanvas(1, 1).getContext("2d");
        if (context === null) throw new Error("no context");
        const found = colours.map((colour) => {
          probe.style.color = colour;
          context.clearRect(0, 0, 1, 1);
          context.fillStyle = getComputedStyle(probe).color;
          context.fillRect(0, 0, 1, 1);
          return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].join(" ");
        });
        probe.remove();
        return found;
      }, css);
  await gallery(page);
  const imitated = await counted(await inForce(names.map((name) => `var(${name})`)));
  await page.emulateMedia({ forcedColors: "active" });
  await gallery(page);
  const real = await counted(await inForce(["Highlight", "CanvasText", "GrayText"]));
  // The edges of curves and letters are mixtures that may round to another colour: a hundredth of the pixels.
  for (const [i, { name }] of forced.entries()) {
    for (const [k, count] of (real[i] ?? []).entries()) {
      const ratio = ((imitated[i]?.[k] ?? 0) + 1) / (count + 1);
      expect(ratio, `${names[k]} of "${name}"`).toBeCloseTo(1, 1);
    }
  }
  // The short ones have every state.
  expect(Math.min(...(real[1] ?? [0]))).toBeGreaterThan(100);
});
