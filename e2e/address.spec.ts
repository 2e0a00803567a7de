import { deflateRawSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { lanes, openLab, SHORT, settled, stateOf, timeline } from "./lab.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

/** The address is the state: written as it changes, read again whatever it says. */

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const notices = (page: Page) => page.getByRole("region", { name: "Notices" });

test("what is set is in the address, and a reload brings it back", async ({ page }) => {
  await openLab(page);
  await page.getByRole("combobox", { name: "Execution model B" }).selectOption("m-n");
  await page.getByRole("spinbutton", { name: "Pieces per task" }).fill("3");
  await page.getByRole("spinbutton", { name: "Lanes" }).fill("1");
  await page.getByRole("radiogroup", { name: "Runs of each" }).getByLabel("5").check();
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByRole("spinbutton", { name: "Seed" }).fill("42");
  await page.getByRole("checkbox", { name: "Cold start" }).check();
  await expect
    .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
    .toEqual({
      ...{ scenario: "two-tasks", a: "event-loop", b: "m-n" },
      ...{ lanes: "1", pieces: "3", seed: "42", runs: "5", cold: "1" },
    });
  const before = await stateOf(page);
  await page.reload();
  await expect(page.getByRole("spinbutton", { name: "Pieces per task" })).toHaveValue("3");
  expect(await stateOf(page)).toEqual(before);
  await expect(notices(page)).toHaveCount(0);
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByRole("button", { name: /defaults/ }).click();
  await expect.poll(() => new URL(page.url()).searchParams.has("pieces")).toBe(false);
});

test("back and forward go through the scenarios, each as it was left", async ({ page }) => {
  await openLab(page);
  const list = page.getByRole("navigation", { name: "Scenarios" });
  await page.getByRole("spinbutton", { name: "Pieces per task" }).fill("4");
  await list.getByRole("link", { name: "Three Fibonacci" }).click();
  await expect(page).toHaveURL(/scenario=fib/);
  await page.getByRole("spinbutton", { name: "n", exact: true }).fill("30");
  await page.getByRole("region", { name: "Why" }).getByRole("link").click();
  // its body is fetched first: until it has come, the way back is the one from here
  await expect(page).not.toHaveURL(/scenario=fib/);
  const third = (await heading(page).textContent()) ?? "";
  await page.goBack();
  await expect(heading(page)).toHaveText(/^Three Fibonacci/);
  await expect(page.getByRole("spinbutton", { name: "n", exact: true })).toHaveValue("30");
  await page.goBack();
  await expect(heading(page)).toHaveText(/^Two tasks/);
  await expect(page.getByRole("spinbutton", { name: "Pieces per task" })).toHaveValue("4");
  await page.goForward();
  await page.goForward();
  await expect(heading(page)).toHaveText(third);
  await expect(notices(page)).toHaveCount(0);
});

test("a link opens at the stretch of time that was looked at", async ({ page }) => {
  await openLab(page);
  await timeline(page, "A").focus();
  await page.keyboard.press("+");
  const zoom = () => new URL(page.url()).searchParams.get("zoom");
  await expect.poll(zoom).toMatch(/^\d+(\.\d+)?-\d+(\.\d+)?$/);
  const shown = zoom();
  await page.reload();
  await timeline(page, "A").focus();
  expect(zoom()).toBe(shown);
  await page.keyboard.press("+");
  await expect.poll(zoom).not.toBe(shown);
  await page.keyboard.press("Backspace");
  await expect.poll(zoom).toBe(shown);
  await page.keyboard.press("0");
  await expect.poll(zoom).toBeNull();
});

/** The whole state as a later link may carry it, packed by other code than the page's. */
const packed = (state: unknown): string =>
  deflateRawSync(JSON.stringify(state)).toString("base64url");

test("a link with the whole state opens it", async ({ page }) => {
  const state = {
    scenario: "fib",
    models: ["sequential", "none"],
    ...{ lanes: 2, knobs: { n: 31 }, seed: 9, repeats: 3, coldStart: true, view: "tasks" },
  };
  await openLab(page, `#s=1.${packed(state)}`);
  expect(await stateOf(page)).toEqual({ ...state, phase: "idle" });
  await expect(notices(page)).toHaveCount(0);
});

interface Wrong {
  readonly address: string;
  /** what the notices must say, in this order */
  readonly says: readonly RegExp[];
  readonly opens: Readonly<Record<string, unknown>>;
}

const DEFAULT = { scenario: "two-tasks", models: ["event-loop", "thread-pool"], lanes: 2 };
const WRONG: Readonly<Record<string, Wrong>> = {
  "a newer version": {
    address: "#s=9.xxxx",
    says: [/newer version of Overlap.*ignored/],
    opens: DEFAULT,
  },
  "a newer version beside readable parameters": {
    address: "?scenario=fib&n=30#s=9.xxxx",
    says: [/newer version of Overlap.*ignored/],
    opens: { scenario: "fib", knobs: { n: 30 } },
  },
  "text that is no state": {
    address: "#s=1.%%%garbage",
    says: [/damaged or incomplete/],
    opens: DEFAULT,
  },
  "a state cut short": {
    address: `#s=1.${packed({ scenario: "fib", lanes: 2 }).slice(0, 12)}`,
    says: [/damaged or incomplete/],
    opens: DEFAULT,
  },
  "a state with wrong parts": {
    address: `#s=1.${packed({ scenario: "fib", lanes: "two", knobs: [], view: "clouds" })}`,
    says: [/^lanes: /, /^knobs: /, /^view: /].toSorted(),
    opens: { scenario: "fib", view: "threads" },
  },
  "a state that would unpack to 50 MB": {
    address: `#s=1.${packed({ scenario: "x".repeat(5e7) }).slice(0, 30_000)}`,
    says: [/damaged or incomplete/],
    opens: DEFAULT,
  },
  "an unknown scenario": {
    address: "?scenario=no-such-thing&lanes=1",
    says: [/There is no scenario "no-such-thing"/],
    opens: { ...DEFAULT, lanes: 1 },
  },
  "knobs out of range": {
    address: "?scenario=fib&n=9000",
    says: [/^n: 9000 is above 40, 40 is used/],
    opens: { scenario: "fib", knobs: { n: 40 } },
  },
  "999 lanes": {
    address: "?scenario=fib&lanes=999",
    says: [/^lanes: 999 is not a whole number from 1 to/],
    opens: { scenario: "fib" },
  },
  "numbers that are none": {
    address: "?scenario=fib&n=NaN&lanes=NaN&seed=-1&runs=2",
    says: [/^n: "NaN"/, /^lanes: "NaN"/, /^seed: -1/, /^runs: 2/],
    opens: { scenario: "fib", knobs: { n: 36 }, lanes: 3, seed: 1, repeats: 1 },
  },
  "unknown models, sides and knobs": {
    address: "?scenario=fib&a=none&b=threads&c=sequential&speed=3",
    says: [/"speed"/, /^c: /, /^a: /, /^b: there is no model "threads"/],
    opens: { scenario: "fib", models: ["event-loop", "thread-pool"] },
  },
  markup: {
    address: "?scenario=<img%20src=x%20onerror=alert(1)>",
    says: [/There is no scenario "<img src=x onerror=alert\(1\)>"/],
    opens: DEFAULT,
  },
};

for (const [name, { address, says, opens }] of Object.entries(WRONG)) {
  test(`a link with ${name} opens the nearest there is, and says what was ignored`, async ({
    page,
    baseURL,
  }) => {
    const trouble = watch(page, new URL(baseURL ?? "").origin);
    await openLab(page, address);
    const sentences = notices(page).getByRole("listitem");
    await expect(sentences).toHaveCount(says.length);
    for (const sentence of says)
      await expect(sentences.filter({ hasText: sentence })).toHaveCount(1);
    expect(await stateOf(page)).toMatchObject({ ...opens, phase: "idle" });
    expect(trouble).toEqual(NO_TROUBLE);
    await notices(page).getByRole("button", { name: "Dismiss" }).click();
    await expect(notices(page)).toHaveCount(0);
  });
}

test("a link typed into an open page is read, too", async ({ page }) => {
  await openLab(page, SHORT);
  await page.goto(`${SHORT}#s=9.xxxx`);
  await expect(notices(page)).toContainText("newer version");
  expect(await stateOf(page)).toMatchObject({ knobs: { pieces: 2, piece: 20 } });
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `s=1.${packed({ scenario: "fib", knobs: { n: 29 } })}`,
  );
  await expect(heading(page)).toHaveText(/^Three Fibonacci/);
  expect(await stateOf(page)).toMatchObject({ scenario: "fib", knobs: { n: 29 } });
});

test("no link runs anything by itself", async ({ page }) => {
  await openLab(
    page,
    `${SHORT}&run=auto&autorun=1#s=1.${packed({ scenario: "fib", run: "auto" })}`,
  );
  await settled(page);
  expect(lanes(page)).toEqual([]);
  expect(await stateOf(page)).toMatchObject({ scenario: "fib", phase: "idle" });
  await expect(page.getByRole("heading", { name: "What there is to do" })).toBeVisible();
});
