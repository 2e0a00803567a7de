import { expect, test } from "@playwright/test";
import { headersFor } from "../scripts/headers.mjs";
import { serve } from "./server.ts";
import { NO_TROUBLE, watch } from "./watch.ts";

for (const page of ["index.html", "embed.html"]) {
  test(`${page} is isolated, quiet, and keeps to its own host`, async ({ page: tab, baseURL }) => {
    const trouble = watch(tab, new URL(baseURL ?? "").origin);
    const response = await tab.goto(page, { waitUntil: "networkidle" });
    expect(response?.status()).toBe(200);
    for (const [name, value] of Object.entries(headersFor(`/${page}`))) {
      expect(await response?.headerValue(name), name).toBe(value);
    }
    expect(await tab.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await tab.evaluate(() => typeof SharedArrayBuffer)).toBe("function");
    expect(trouble).toEqual(NO_TROUBLE);
  });
}

test("scripts and workers carry the headers too", async ({ request, baseURL }) => {
  const html = await (await request.get(baseURL ?? "")).text();
  const script = /<script[^>]+src="([^"]+)"/.exec(html)?.[1];
  expect(script).toBeDefined();
  const headers = (await request.get(script ?? "")).headers();
  expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
  expect(headers["content-security-policy"]).toContain("script-src 'self'");
});

test("a host without the headers serves the page, not isolated", async ({ page }) => {
  const host = await serve({ headers: false });
  try {
    const trouble = watch(page, new URL(host.url).origin);
    const response = await page.goto(host.url, { waitUntil: "networkidle" });
    expect(await response?.headerValue("cross-origin-embedder-policy")).toBeNull();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(trouble).toEqual(NO_TROUBLE);
  } finally {
    await host.close();
  }
});

test("another site can frame the embed, and not the lab", async ({ page }) => {
  const site = await serve();
  const course = await serve({
    headers: false,
    pages: {
      "/course.html": `<iframe src="${site.url}"></iframe><iframe src="${site.url}embed.html"></iframe>`,
    },
  });
  try {
    await page.goto(`${course.url}course.html`);
    await expect(
      page.frameLocator("iframe >> nth=1").getByRole("heading", { level: 1 }),
    ).toBeVisible();
    const lab = await (await page.locator("iframe >> nth=0").elementHandle())?.contentFrame();
    expect(lab?.url()).not.toBe(site.url);
  } finally {
    await site.close();
    await course.close();
  }
});

test("a path can be made to be missing", async ({ request }) => {
  const host = await serve({ missing: /favicon/ });
  try {
    expect((await request.get(`${host.url}favicon.svg`)).status()).toBe(404);
    expect((await request.get(host.url)).status()).toBe(200);
    expect((await request.get(`${host.url}../package.json`)).status()).toBe(404);
  } finally {
    await host.close();
  }
});
