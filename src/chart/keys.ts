import type { TimelineEvents } from "./explore.ts";

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

/** What a timeline can be asked for beyond walking its spans: the requests that its page listens to. */
export type Able = Pick<TimelineEvents, "onDomain" | "onBack" | "onRange" | "onFind">;

/** The keys that do something on such a timeline, as `aria-keyshortcuts` wants them. */
export const shortcutsOf = ({ onDomain, onBack, onRange, onFind }: Able): string =>
  [
    "ArrowLeft ArrowRight ArrowUp ArrowDown Home End PageUp PageDown Enter Escape N P ?",
    ...(onDomain === undefined ? [] : ["+ - 0 W S A D F"]),
    ...(onBack === undefined ? [] : ["Backspace"]),
    ...(onRange === undefined ? [] : ["[ ]"]),
    ...(onFind === undefined ? [] : ["/"]),
  ].join(" ");

interface Help {
  readonly want: string;
  readonly ways: string;
  readonly needs?: keyof Able;
}

const help: readonly Help[] = [
  {
    want: "Zoom",
    ways: "+ −, W S, Shift + ↑ ↓, pinch, Ctrl or ⌘ + wheel; the wheel alone after a click",
    needs: "onDomain",
  },
  { want: "Move in time", ways: "A D, Shift + ← →, drag", needs: "onDomain" },
  {
    want: "Zoom to a stretch",
    ways: "Shift + drag; F for the focused span or selected task",
    needs: "onDomain",
  },
  { want: "Back", ways: "Backspace, double-click; 0 for everything", needs: "onBack" },
  {
    want: "Walk spans",
    ways: "← → along a row, ↑ ↓ between rows, Home, End, Page Up, Page Down",
  },
  {
    want: "Follow a task",
    ways: "Enter or click selects it everywhere; N P to its next and previous span",
  },
  { want: "Find a task", ways: "/", needs: "onFind" },
  {
    want: "Measure a stretch",
    ways: "drag in the time axis; [ and ] at the focused span; a click there ends it",
    needs: "onRange",
  },
  { want: "Let go", ways: "Esc" },
];

/** The key map of such a timeline, of one that is asked for everything unless told: what one wants, the ways to it. */
export const helpOf = (able?: Able): readonly Help[] =>
  help.filter(
    ({ needs }) => able === undefined || needs === undefined || able[needs] !== undefined,
  );
