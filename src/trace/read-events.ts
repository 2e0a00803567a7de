import { type ChromeRead, createChromeReader } from "./chrome-read.ts";

/** What a file of these Chrome trace events holds. */
export function read(events: readonly unknown[]): ChromeRead {
  const reader = createChromeReader();
  reader.take(events);
  return reader.finish("a.json");
}
