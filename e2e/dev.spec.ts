import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { createServer } from "vite";
import { NO_TROUBLE, watch } from "./watch.ts";

test("npm start's server is isolated, and hot reloading lives under its policy", async ({
  page,
}) => {
  const server = await createServer({
    root: fileURLToPath(new URL("..", import.meta.url)),
    server: { host: "127.0.0.1", port: 0 },
    logLevel: "error",
  });
  try {
    await server.listen();
    const url = server.resolvedUrls?.local[0] ?? "";
    // The first visit may reload while dependencies are bundled.
    await page.goto(url, { waitUntil: "networkidle" });
    const trouble = watch(page, new URL(url).origin);
    const connected = page.waitForEvent("console", (message) =>
      message.text().includes("connected"),
    );
    await page.goto(url, { waitUntil: "networkidle" });
    await connected;
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect(page.locator("body > div *").first()).toBeVisible();
    expect(trouble).toEqual(NO_TROUBLE);
  } finally {
    await server.close();
  }
});
