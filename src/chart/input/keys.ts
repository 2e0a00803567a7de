import type { Able } from "../reading/help.ts";

/** What a key asks of a timeline, but for walking its spans (see navigate.ts). */
export type Command =
  | "zoom-in"
  | "zoom-out"
  | "earlier"
  | "later"
  | "everything"
  | "fit"
  | "back"
  | "next-of-task"
  | "previous-of-task"
  | "range-from"
  | "range-to"
  | "find"
  | "help";

const commands: ReadonlyMap<string, Command> = new Map([
  ["+", "zoom-in"],
  ["=", "zoom-in"],
  ["w", "zoom-in"],
  ["-", "zoom-out"],
  ["s", "zoom-out"],
  ["a", "earlier"],
  ["d", "later"],
  ["0", "everything"],
  ["f", "fit"],
  ["Backspace", "back"],
  ["n", "next-of-task"],
  ["p", "previous-of-task"],
  ["[", "range-from"],
  ["]", "range-to"],
  ["/", "find"],
  ["?", "help"],
]);

const shifted: ReadonlyMap<string, Command> = new Map([
  ["ArrowLeft", "earlier"],
  ["ArrowRight", "later"],
  ["ArrowUp", "zoom-in"],
  ["ArrowDown", "zoom-out"],
]);

/** The command a key stands for; undefined for keys that are not the chart's. */
export function commandOf({
  key,
  shiftKey,
}: Pick<KeyboardEvent, "key" | "shiftKey">): Command | undefined {
  if (shiftKey && shifted.has(key)) return shifted.get(key);
  return commands.get(key.length === 1 ? key.toLowerCase() : key);
}

/** The keys that do something on such a timeline, as `aria-keyshortcuts` wants them. */
export const shortcutsOf = ({ onDomain, onBack, onRange, onFind }: Able): string =>
  [
    "ArrowLeft ArrowRight ArrowUp ArrowDown Home End PageUp PageDown Enter Escape N P ?",
    ...(onDomain === undefined ? [] : ["+ - 0 W S A D F"]),
    ...(onBack === undefined ? [] : ["Backspace"]),
    ...(onRange === undefined ? [] : ["[ ]"]),
    ...(onFind === undefined ? [] : ["/"]),
  ].join(" ");

/** Loads and opens the help of such a timeline, of one that is asked for everything unless told. */
export async function showHelp(host: HTMLElement, able?: Able): Promise<void> {
  const { openHelp } = await import("../reading/help.ts");
  if (host.isConnected) openHelp(host, able);
}
