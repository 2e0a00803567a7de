import type { Page } from "@playwright/test";

/** Everything a healthy page keeps empty. */
export interface Trouble {
  /** console errors and warnings, among them every violation of the content security policy */
  readonly console: string[];
  /** exceptions nobody caught */
  readonly uncaught: string[];
  /** requests to any other origin than the page's own */
  readonly foreign: string[];
  /** requests that were answered with an error, or not at all */
  readonly failed: string[];
}

/** Collects trouble from now on; call before `goto`. The arrays grow as it happens. */
export function watch(page: Page, origin: string): Trouble {
  const trouble: Trouble = { console: [], uncaught: [], foreign: [], failed: [] };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      trouble.console.push(message.text());
    }
  });
  page.on("pageerror", (error) => trouble.uncaught.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) trouble.foreign.push(url.href);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) trouble.failed.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => trouble.failed.push(request.url()));
  return trouble;
}

export const NO_TROUBLE: Trouble = { console: [], uncaught: [], foreign: [], failed: [] };
