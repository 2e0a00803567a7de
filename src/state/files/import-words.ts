import { counted, formatCount } from "../../metrics/format.ts";
import type { ChromeRead } from "../../trace/chrome/read-chrome.ts";

const were = (count: number): string => (count === 1 ? "was" : "were");

/** What reading a Chrome trace left out or understood in its own way: a sentence for each thing that happened. */
export function chromeNotes(
  { counts, understood }: Pick<ChromeRead, "counts" | "understood">,
  file: { readonly cutShort: boolean; readonly broken: number },
): readonly string[] {
  const unreadable = counts.unreadable + file.broken;
  const {
    nested = 0,
    waits = 0,
    untold = 0,
    open = 0,
    strays = [],
    overlapping = 0,
    instants = 0,
  } = understood ?? {};
  const said: readonly (readonly [number | boolean, string])[] = [
    [file.cutShort, "The file stops in the middle; everything before that is shown."],
    [
      nested,
      `A thread does one thing at a time, so bars are its outermost slices; ${counted(nested, "slice")} inside of them ${nested === 1 ? "is" : "are"} not drawn.`,
    ],
    [
      waits,
      `${counted(waits, "async slice")} ${waits === 1 ? "is drawn as a wait on no lane; what it waits for is guessed from its name" : "are drawn as waits on no lane; what they wait for is guessed from their names"}.`,
    ],
    [
      untold,
      `${counted(untold, "async slice")} ${untold === 1 ? "is drawn as blocked on its own name, which does not tell what it waits" : "are drawn as blocked on their own names, which do not tell what they wait"} for.`,
    ],
    [open, `${counted(open, "slice")} without an end ${were(open)} drawn to the end of the trace.`],
    [
      counts.badDurations,
      `${counted(counts.badDurations, "slice")} ${were(counts.badDurations)} left out: a negative duration, or none that is a number.`,
    ],
    [instants, `${counted(instants, "slice")} of no length ${were(instants)} left out.`],
    [
      strays.length,
      `${counted(strays.length, "end")} without a beginning ${were(strays.length)} left out${namesOf(strays)}.`,
    ],
    [
      overlapping,
      `Slices on one thread partly overlap: they are drawn on ${counted(overlapping, "further row")} of their threads, each as long as the file says. A thread executes one thing at a time, so its rows count as one executing.`,
    ],
    [
      unreadable,
      `${counted(unreadable, "entry", "entries")} ${were(unreadable)} left out: no events, or without a time.`,
    ],
    [
      understood === undefined ? 0 : counts.notShown,
      `${counted(counts.notShown, "event")} ${counts.notShown === 1 ? "is" : "are"} not shown: instants, flows or samples, which are no slices.`,
    ],
    [understood === undefined ? 0 : counts.counters.size, notDrawn([...counts.counters])],
    [
      counts.totals,
      `${counted(counts.totals, "total")} over the whole run ${were(counts.totals)} left out: they are sums, not slices of a thread.`,
    ],
    [
      counts.tooMany,
      `${counted(counts.tooMany, "event")} of threads beyond the first 2000 ${were(counts.tooMany)} left out.`,
    ],
  ];
  return said.flatMap(([happened, sentence]) =>
    happened === true || (typeof happened === "number" && happened > 0) ? [sentence] : [],
  );
}

/** Most counters that are named: a browser's trace has dozens. */
const MOST_NAMES = 3;

/** ": flush, parse and 3 more"; "" where none has a name. */
function namesOf(strays: readonly string[]): string {
  const names = [...new Set(strays.filter((name) => name !== ""))];
  if (names.length === 0) return "";
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? ` and ${formatCount(rest)} more` : "";
  return `: ${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}

/** "5 counters are not drawn: heap, fps, nodes and 2 more." */
function notDrawn(counters: readonly string[]): string {
  const rest = counters.length - MOST_NAMES;
  const more = rest > 0 ? ` and ${formatCount(rest)} more` : "";
  const names = counters.slice(0, MOST_NAMES).join(", ");
  return `${counted(counters.length, "counter")} ${counters.length === 1 ? "is" : "are"} not drawn: ${names}${more}.`;
}

export const NOTHING_IN_IT =
  "This is a Chrome trace, but it holds nothing that could be drawn: no slice with a duration, on any thread.";
export const UNREADABLE =
  "This could not be read: it is a folder, or a file that was moved, deleted or locked.";
/** @param error what was thrown, which nobody expected */
export const brokenOff = (error: unknown): string =>
  `This file could not be read to the end: ${error instanceof Error ? error.message : error}. What was on the page is still there.`;
export const LOST =
  "This file could not be read to the end: the worker that reads it ended unexpectedly, perhaps for want of memory. What was on the page is still there.";

export const partOfBytes = (bytes: number): string =>
  `This file is larger than the ${formatCount(bytes / 1e6)} MB that are read at once.`;
export const partOfEvents = (events: number): string =>
  `This file holds more than the ${formatCount(events)} events that are read at once.`;
export const tooLarge = (bytes: number): string =>
  `${partOfBytes(bytes)} An *.overlap.json file can only be opened as a whole.`;
