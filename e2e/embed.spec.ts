import { expect, type Frame, type Page, test } from "@playwright/test";
import { type CourseOptions, embedOf, type Heard, heardBy, OFTEN, serveCourse } from "./course.ts";
import { type Served, serve } from "./server.ts";

/** Quick: two tasks of two 20 ms pieces, on the event loop and on two threads. */
const QUICK = "scenario=two-tasks&a=event-loop&b=thread-pool&lanes=2&piece=20";

const open: Served[] = [];
test.afterEach(async () => {
  await Promise.all(open.splice(0).map((host) => host.close()));
});

/** Opens a course page that frames the embed and waits until that says it is ready. */
async function visit(page: Page, options: CourseOptions): Promise<Heard> {
  const host = await serveCourse(options);
  open.push(host);
  await page.goto(host.page);
  await expect.poll(() => heardBy(page, "ready"), OFTEN).not.toEqual([]);
  const [ready] = await heardBy(page, "ready");
  if (ready === undefined) throw new Error("not ready");
  return ready;
}

const src = (baseURL: string | undefined, query: string): string => `${baseURL}embed.html?${query}`;
const runs = (page: Page) => heardBy(page, "run");
const press = (page: Page, name: string) =>
  embedOf(page).getByRole("button", { name, exact: true }).click();
const finished = (page: Page) =>
  expect.poll(() => runs(page), { ...OFTEN, timeout: 20_000 }).toHaveLength(1);

function frameOf(page: Page): Frame {
  const [, embed] = page.frames();
  if (embed === undefined) throw new Error("no frame");
  return embed;
}

/** The embed has been told that it is on the reader's screen, or that it is not: run=auto has, just before. */
const told = (page: Page, seen: boolean): Promise<void> =>
  frameOf(page).evaluate(
    (wanted) =>
      new Promise((done) => {
        const observer = new IntersectionObserver((entries) => {
          if (entries.at(-1)?.isIntersecting !== wanted) return;
          observer.disconnect();
          done();
        });
        observer.observe(document.documentElement);
      }),
    seen,
  );

/**
 * Whatever the embed was about to do by itself is done. The last of its parts has loaded; what asked before for
 * the turn of automatic runs has had it, or was refused it; what began has ended; and the answer to a message tells
 * that all it said before has been heard.
 */
async function hasComeToRest(page: Page): Promise<void> {
  const embed = frameOf(page);
  // by a timer: a frame off the screen draws no frames to look in, and is never idle
  const polling = 50;
  await embed.waitForFunction(() => window.overlap !== undefined, undefined, { polling });
  // Playwright's Chromium refuses locks to frames of another site, one request after the other
  await embed.evaluate(() =>
    navigator.locks.request("overlap: run=auto", () => {}).catch(() => undefined),
  );
  const idle = () => window.overlap?.state().phase === "idle";
  await embed.waitForFunction(idle, undefined, { polling });
  const before = (await heardBy(page, "error")).length;
  await page.evaluate(() => window.port?.postMessage({ source: "overlap", v: 1, type: "stop" }));
  await expect.poll(() => heardBy(page, "error"), OFTEN).toHaveLength(before + 1);
}

/** Nothing has run yet, nor is about to. */
async function expectNothingRan(page: Page): Promise<void> {
  await hasComeToRest(page);
  expect(page.workers()).toEqual([]);
  expect(await runs(page)).toEqual([]);
}

test.describe("running", () => {
  test("nothing runs before Run", async ({ page, baseURL }) => {
    await visit(page, { src: src(baseURL, QUICK), hello: true });
    await expectNothingRan(page);
    await press(page, "Run");
    await finished(page);
    expect(page.workers()).not.toEqual([]);
  });

  test("run=auto runs once, and not before the reader sees it", async ({ page, baseURL }) => {
    await visit(page, { src: src(baseURL, `${QUICK}&run=auto`), above: 3000, hello: true });
    await told(page, false);
    await expectNothingRan(page);
    await page.locator("#lab").evaluate((frame) => frame.scrollIntoView());
    await finished(page);
    await page.evaluate(() => scrollTo(0, 0));
    await told(page, false);
    await page.locator("#lab").evaluate((frame) => frame.scrollIntoView());
    await told(page, true);
    await hasComeToRest(page);
    expect(await runs(page)).toHaveLength(1);
  });

  test("run=auto leaves it to a reader who ran first", async ({ page, baseURL }) => {
    await visit(page, { src: src(baseURL, `${QUICK}&run=auto`), above: 3000, hello: true });
    // as a press that the auto run finds going on, or done
    await hasComeToRest(page);
    await frameOf(page).evaluate(() => window.overlap?.run());
    await page.locator("#lab").evaluate((frame) => frame.scrollIntoView());
    await told(page, true);
    await hasComeToRest(page);
    expect(await runs(page)).toHaveLength(1);
  });

  test("two embeds seen together run one after the other", async ({ page }) => {
    const frame = (id: string) =>
      `<iframe title="${id}" src="embed.html?${QUICK}&run=auto&id=${id}" width="600" height="300"></iframe>`;
    const body = `<!doctype html><title>Two</title>${frame("one")}${frame("two")}`;
    const host = await serve({ pages: { "/two.html": body } });
    open.push(host);
    await page.goto(`${host.url}two.html`);
    const most = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const ran = new Set<Window>();
          let atOnce = 0;
          const look = () => {
            const running = [...Array(frames.length).keys()].flatMap((i) => {
              const one = frames[i];
              return one?.overlap?.state().phase === "running" ? [one] : [];
            });
            for (const one of running) ran.add(one);
            atOnce = Math.max(atOnce, running.length);
            if (ran.size === 2 && running.length === 0) done(atOnce);
            else setTimeout(look, 5);
          };
          look();
        }),
    );
    expect(most).toBe(1);
  });
});

test.describe("messages", () => {
  test("ready says what is there, with the host's id", async ({ page, baseURL }) => {
    const ready = await visit(page, { src: src(baseURL, `${QUICK}&seed=7&view=tasks&id=week-3`) });
    expect(ready).toEqual({
      by: "window",
      origin: new URL(baseURL ?? "").origin,
      data: {
        source: "overlap",
        v: 1,
        id: "week-3",
        type: "ready",
        tier: "A",
        cores: expect.any(Number),
        height: expect.any(Number),
        state: expect.objectContaining({
          scenario: "two-tasks",
          models: ["event-loop", "thread-pool"],
          lanes: 2,
          seed: 7,
          view: "tasks",
        }),
        warnings: [],
      },
    });
  });

  test("what was measured goes to the origin that the address names", async ({ page, baseURL }) => {
    await visit(page, { src: src(baseURL, `${QUICK}&id=x&origin=HOST`) });
    await press(page, "Run");
    await finished(page);
    const [run] = await runs(page);
    expect(run).toMatchObject({
      by: "window",
      data: {
        source: "overlap",
        v: 1,
        id: "x",
        type: "run",
        provenance: { kind: "measured", isolated: true },
        metrics: {
          a: { model: "event-loop", inProgressPeak: 2, executingPeak: 1, outcomes: { done: 2 } },
          b: { model: "thread-pool", inProgressPeak: 2, outcomes: { done: 2 } },
        },
      },
    });
  });

  test("without one, and to another origin than that, it goes to nobody", async ({
    page,
    baseURL,
  }) => {
    for (const origin of ["", "&origin=https://other.example"]) {
      await visit(page, { src: src(baseURL, QUICK + origin) });
      await press(page, "Run");
      await expect(embedOf(page).getByRole("heading", { name: "What you saw" })).toBeVisible();
      await expect(embedOf(page).getByRole("button", { name: "Run", exact: true })).toBeVisible();
      const heard = await page.evaluate(() => window.heard?.map(({ data }) => data.type));
      expect(new Set(heard)).toEqual(new Set(["ready", "resize"]));
    }
  });

  test("over a port: ready again, run, and an answer to what is wrong", async ({
    page,
    baseURL,
  }) => {
    await visit(page, { src: src(baseURL, QUICK), hello: true });
    await expect
      .poll(async () => (await heardBy(page, "ready")).map(({ by }) => by))
      .toEqual(["window", "port"]);
    await page.evaluate(() => {
      window.port?.postMessage({ source: "someone-else", type: "hello" });
      window.port?.postMessage({ source: "overlap", v: 1, type: "stop" });
    });
    await expect
      .poll(() => heardBy(page, "error"))
      .toEqual([
        expect.objectContaining({
          by: "port",
          data: expect.objectContaining({
            code: "bad-message",
            message: 'type: this version of the embed takes "hello", not "stop".',
          }),
        }),
      ]);
    await press(page, "Run");
    await finished(page);
    expect((await runs(page))[0]?.by).toBe("port");
  });

  test("a hello from another origin than the one named gets no answer", async ({
    page,
    baseURL,
  }) => {
    const other = "https://other.example";
    await visit(page, { src: src(baseURL, `${QUICK}&origin=${other}`), hello: true });
    await press(page, "Run");
    await expect(embedOf(page).getByRole("heading", { name: "Numbers" })).toBeVisible();
    await expect(embedOf(page).getByRole("button", { name: "Run", exact: true })).toBeVisible();
    expect(await page.evaluate(() => window.heard?.filter(({ by }) => by === "port"))).toEqual([]);
  });

  test("bad parameters fall back, are listed and shown", async ({ page, baseURL }) => {
    const { data } = await visit(page, {
      src: src(baseURL, "scenario=nothing&a=fibers&lanes=0&theme=sepia&panels=why"),
    });
    expect(data.state).toMatchObject({ scenario: "two-tasks", lanes: 1 });
    const warnings = [
      /no scenario "nothing"/,
      /^a: there is no model "fibers"/,
      /^lanes: 0 is not/,
      /^theme: "sepia"/,
      /^panels: .* ignored\.$/,
    ];
    for (const sentence of warnings) {
      expect(data.warnings).toContainEqual(expect.stringMatching(sentence));
      await expect(embedOf(page).getByText(sentence)).toBeVisible();
    }
    expect(data.warnings).toHaveLength(warnings.length);
  });

  test("opened directly it works, and talks to nobody", async ({ page }) => {
    await page.addInitScript(() => {
      window.heard = [];
      addEventListener("message", ({ data, origin }) => {
        if (data?.source === "overlap") window.heard?.push({ by: "window", origin, data });
      });
    });
    await page.goto(`embed.html?${QUICK}&origin=https://school.example`);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Numbers" })).toBeVisible();
    expect(await page.evaluate(() => window.heard)).toEqual([]);
  });
});
