import type { FrameLocator, Page } from "@playwright/test";
import { type Served, serve } from "./server.ts";

/** A message of the embed, and the origin the browser says it came from. */
export interface Heard {
  readonly origin: string;
  readonly by: "window" | "port";
  readonly data: Readonly<Record<string, unknown>> & { readonly type: string };
}

export interface CourseOptions {
  /** address of the embed page, with its parameters; HOST stands for the course page's own origin */
  readonly src: string;
  /** width of the column of text, px */
  readonly width?: number;
  /** px of text above the frame: so much that the embed is not seen */
  readonly above?: number;
  readonly scheme?: "light" | "dark";
  /** hand the embed a port as soon as it is ready */
  readonly hello?: boolean;
}

declare global {
  interface Window {
    /** everything the course page heard so far */
    heard?: Heard[];
    /** the course page's end of the conversation, where it said hello */
    port?: MessagePort;
  }
}

/**
 * A teacher's page that frames one embed and gives it the height it announces: the script of docs/embedding.md, plus a
 * record of every message. The text field above the frame is where the reader's focus is.
 */
function coursePage(options: CourseOptions): string {
  const { src, width = 720, above = 0, scheme = "light", hello = false } = options;
  return `<!doctype html>
<html lang="en" style="color-scheme: ${scheme}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Operating systems, week 3</title>
<style>
  body { font: 17px/1.6 Georgia, serif; margin: 0; }
  main { max-width: ${width}px; margin: 0 auto; }
  p, h1, label { margin: 16px 0; padding: 0 16px; }
  iframe { display: block; width: 100%; height: 200px; border: 0; }
</style>
<main>
  <h1>Week 3: threads and event loops</h1>
  <label>Your notes <input id="notes" autofocus></label>
  <p style="min-height: ${above}px">What do you expect when the same work is given to one loop and to a pool?</p>
  <iframe id="lab" title="An experiment" allow="cross-origin-isolated"></iframe>
  <p style="min-height: 1200px">Write down what you saw before you read on.</p>
</main>
<script>
  const frame = document.querySelector("#lab");
  window.heard = [];
  frame.src = ${JSON.stringify(src)}.replace("HOST", location.origin);
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || data.source !== "overlap") return;
    window.heard.push({ origin, by: "window", data });
    if (data.type === "ready" || data.type === "resize") frame.style.height = data.height + "px";
    if (data.type === "ready" && ${hello}) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => window.heard.push({ origin, by: "port", data });
      window.port = port1;
      frame.contentWindow.postMessage({ source: "overlap", v: 1, type: "hello" }, origin, [port2]);
    }
  });
</script>
</html>`;
}

/** A course page on a site of its own (localhost is another than 127.0.0.1), whose server knows nothing of isolation. */
export async function serveCourse(options: CourseOptions): Promise<Served & { page: string }> {
  const host = await serve({ headers: false, pages: { "/course.html": coursePage(options) } });
  return { ...host, page: `${host.url.replace("127.0.0.1", "localhost")}course.html` };
}

export const embedOf = (page: Page): FrameLocator => page.frameLocator("#lab");

/** For `expect.poll`, which by itself soon looks but once a second. */
export const OFTEN = { intervals: [50] };

/** What the course page heard so far, of one type. */
export const heardBy = (page: Page, type: string): Promise<Heard[]> =>
  page.evaluate((t) => (window.heard ?? []).filter(({ data }) => data.type === t), type);
