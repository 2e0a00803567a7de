import { type ChromeRead, createChromeReader } from "./read-chrome.ts";

/** What a file of these Chrome trace events holds. */
export function read(events: readonly unknown[]): ChromeRead {
  const reader = createChromeReader();
  reader.take(events);
  return reader.finish("a.json");
}
