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

/** The key map as the help tells it: what one wants, and the ways to it. */
export const HELP: readonly (readonly [want: string, ways: string])[] = [
  ["Zoom", "+ −, W S, Shift + ↑ ↓, pinch, Ctrl or ⌘ + wheel; the wheel alone after a click"],
  ["Move in time", "A D, Shift + ← →, drag"],
  ["Zoom to a stretch", "Shift + drag; F for the focused span or selected task"],
  ["Back", "Backspace, double-click; 0 for everything"],
  ["Walk spans", "← → along a row, ↑ ↓ between rows, Home, End, Page Up, Page Down"],
  ["Follow a task", "Enter or click selects it everywhere; N P to its next and previous span"],
  ["Find a task", "/"],
  [
    "Measure a stretch",
    "drag in the time axis; [ and ] at the focused span; a click there ends it",
  ],
  ["Let go", "Esc"],
];
