import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { type CourseOptions, embedOf, heardBy, OFTEN, serveCourse } from "./course.ts";
import { type Served, serve } from "./server.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

/** How the embed behaves in the house of others: their focus, their wheel, their height, their server. */
const QUICK = "scenario=two-tasks&a=event-loop&b=thread-pool&lanes=2&piece=20";

const open: Served[] = [];
test.afterEach(async () => {
  await Promise.all(open.splice(0).map((host) => host.close()));
});

async function visit(page: Page, options: CourseOptions): Promise<void> {
  const host = await serveCourse(options);
  open.push(host);
  await page.goto(host.page);
  await expect.poll(() => heardBy(page, "ready"), OFTEN).not.toEqual([]);
}

async function site(options: Parameters<typeof serve>[0]): Promise<string> {
  const host = await serve(options);
  open.push(host);
  return host.url;
}

const runOf = async (page: Page) => {
  await expect.poll(() => heardBy(page, "run"), { ...OFTEN, timeout: 20_000 }).toHaveLength(1);
  return (await heardBy(page, "run"))[0]?.data;
};
const press = (page: Page, name: string) =>
  embedOf(page).getByRole("button", { name, exact: true }).click();

/** The document in the frame, and what of it the frame can't show. */
const heights = (page: Page) =>
  page.frames()[1]?.evaluate(() => {
    const { scrollHeight, scrollWidth, clientWidth } = document.documentElement;
    const { height } = document.documentElement.getBoundingClientRect();
    return { height, over: scrollHeight - innerHeight, across: scrollWidth - clientWidth };
  });

/** The frame has the announced height, that is the document's, and nothing scrolls in it. */
async function expectFit(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const announced = await page.evaluate(() => Number(window.heard?.at(-1)?.data.height));
      const { height = 0, over, across } = (await heights(page)) ?? {};
      return { within1px: Math.abs(announced - height) <= 1, over, across };
    })
    .toEqual({ within1px: true, over: 0, across: 0 });
}

for (const width of [720, 320]) {
  test(`at ${width} px the height announced is the height there is`, async ({ page, baseURL }) => {
    await page.setViewportSize({ width: Math.max(width, 320), height: 700 });
    await visit(page, { src: `${baseURL}embed.html?${QUICK}`, width });
    await expectFit(page);
    await embedOf(page).getByText("Models and knobs").click();
    await expectFit(page);
    await press(page, "Run");
    await expect(embedOf(page).getByRole("heading", { name: "Numbers" })).toBeVisible();
    await expect(embedOf(page).getByRole("button", { name: "Run", exact: true })).toBeVisible();
    await expectFit(page);
    const sizes = await heardBy(page, "resize");
    const same = sizes.filter(({ data }, i) => data.height === sizes[i - 1]?.data.height);
    expect(same).toEqual([]);
  });
}

test("focus stays where the reader has it", async ({ page, baseURL }) => {
  await visit(page, { src: `${baseURL}embed.html?${QUICK}&run=auto`, hello: true });
  await page.locator("#notes").pressSequentially("one loop, ");
  await runOf(page);
  await page.locator("#notes").page().keyboard.type("two threads");
  await expect(page.locator("#notes")).toHaveValue("one loop, two threads");
  await expect(page.locator("#notes")).toBeFocused();
});

test("Tab goes in and out again", async ({ page, baseURL }) => {
  await visit(page, { src: `${baseURL}embed.html?${QUICK}`, hello: true });
  await press(page, "Run");
  await runOf(page);
  const embed = page.frames()[1];
  // longer than all there is to reach in the frame
  const stops: (string | undefined)[] = [];
  await page.locator("#notes").focus();
  // focus crosses into another process a moment after the key: the body may have it in between, at the first stops
  for (let i = 0; i < 60 && !(stops.length > 5 && stops.at(-1) === "BODY"); i++) {
    await page.keyboard.press("Tab");
    const inHost = await page.evaluate(() => document.activeElement?.tagName);
    stops.push(
      inHost === "IFRAME" ? await embed?.evaluate(() => document.activeElement?.id) : inHost,
    );
  }
  expect(stops.length).toBeGreaterThan(5);
  expect(stops.at(-1)).toBe("BODY");
});

test("the wheel over the embed, and over a timeline, scrolls the host's page", async ({
  page,
  baseURL,
}) => {
  await visit(page, { src: `${baseURL}embed.html?${QUICK}`, hello: true });
  await press(page, "Run");
  await runOf(page);
  for (const part of [
    embedOf(page).getByRole("heading", { level: 1 }),
    embedOf(page).locator('[data-part="timeline"]').first(),
  ]) {
    await page.evaluate(() => scrollTo(0, 0));
    await part.hover();
    const before = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before);
  }
});

test("where servers send no headers it is tier B, with real workers", async ({ page }) => {
  const url = await site({ headers: false });
  await visit(page, { src: `${url}embed.html?${QUICK}`, hello: true });
  expect((await heardBy(page, "ready"))[0]?.data.tier).toBe("B");
  await expect(
    embedOf(page).getByRole("link", { name: "Open in a new tab for the finer clock" }),
  ).toBeVisible();
  await press(page, "Run");
  expect(await runOf(page)).toMatchObject({
    provenance: { kind: "measured", isolated: false },
    metrics: {
      a: { inProgressPeak: 2, executingPeak: 1, outcomes: { done: 2 } },
      // a thread holds its task: two in progress are two threads at work
      b: { inProgressPeak: 2, outcomes: { done: 2 } },
    },
  });
});

test("without workers it says so, and keeps what needs none", async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, "Worker");
  });
  await visit(page, { src: `${baseURL}embed.html?${QUICK}&run=auto` });
  expect((await heardBy(page, "ready"))[0]?.data.tier).toBe("C");
  await expect(embedOf(page).getByText("Open this page in a current Chrome")).toBeVisible();
  await expect(embedOf(page).getByRole("button", { name: "Run", exact: true })).toHaveCount(0);
  await expect(embedOf(page).getByRole("heading", { name: "What there is to do" })).toBeVisible();
  await expectFit(page);
});

test("a worker script that is not there ends in a sentence, here and at the host", async ({
  page,
}) => {
  const url = await site({ missing: /(coordinator|lane)-/ });
  await visit(page, { src: `${url}embed.html?${QUICK}`, hello: true });
  await press(page, "Run");
  await expect
    .poll(() => heardBy(page, "error"), { timeout: 20_000 })
    .toEqual([
      expect.objectContaining({
        by: "port",
        data: expect.objectContaining({
          code: "worker-load",
          message: expect.stringMatching(/\.$/),
        }),
      }),
    ]);
  await expect(embedOf(page).getByLabel("The run failed")).toBeVisible();
  await expect(embedOf(page).getByRole("button", { name: "Run", exact: true })).toBeVisible();
  expect(await heardBy(page, "run")).toEqual([]);
});

test("the link opens the whole lab as the embed is set", async ({ page, baseURL, context }) => {
  await visit(page, { src: `${baseURL}embed.html?${QUICK}&seed=7&view=tasks` });
  const opened = context.waitForEvent("page");
  await embedOf(page).getByRole("link", { name: "Open in a new tab" }).click();
  const lab = await opened;
  await lab.waitForFunction(() => window.overlap !== undefined);
  expect(await lab.evaluate(() => window.overlap?.state())).toMatchObject({
    scenario: "two-tasks",
    lanes: 2,
    seed: 7,
    view: "tasks",
  });
  expect(new URL(lab.url()).pathname).not.toContain("embed");
});

for (const [name, media] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
  "reduced motion": { reducedMotion: "reduce" },
} as const)) {
  test(`accessible and quiet, before and after a run: ${name}`, async ({ page, baseURL }) => {
    await page.emulateMedia(media);
    await page.setViewportSize({ width: 720, height: 900 });
    const trouble = watch(page, new URL(baseURL ?? "").origin);
    await page.goto(`embed.html?${QUICK}`);
    await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByText("Models and knobs").click();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Numbers" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
    await expectAccessible(page);
    if (name === "reduced motion") {
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    }
    expect(trouble).toEqual(NO_TROUBLE);
  });
}

test("theme=dark is dark whatever the system says", async ({ page, baseURL }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const ground = async (theme: string) => {
    await page.goto(`${baseURL}embed.html?${QUICK}&theme=${theme}`);
    return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  };
  const light = await ground("auto");
  expect(await ground("light")).toBe(light);
  expect(await ground("dark")).not.toBe(light);
});
