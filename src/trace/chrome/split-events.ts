import { type EventScan, type FileForm, forgetText, scanText, startScan } from "./event-scan.ts";
import { parsedJson } from "./exact-numbers.ts";

export interface SplitEnd {
  readonly form: FileForm;
  /** the file stops in the middle: inside an event, or before its list was closed */
  readonly cutShort: boolean;
  /** pieces of the list that are no JSON, or are longer than any event is */
  readonly broken: number;
}

/** Cuts the text of a file into its events while it is still being read. */
interface Splitter {
  /** The next piece of the text, of any length. */
  push(text: string): void;
  /** What the file is; undefined while that can't be told. */
  form(): FileForm | undefined;
  end(): SplitEnd;
}

/**
 * Finds the events of a Chrome trace in each of its forms and hands them on as parsed values, some hundreds at a
 * time, without ever holding more of the text than one piece and one event:
 *
 *     [ {event}, {event}, ...              the closing bracket may be missing
 *     { "traceEvents": [ {event}, ... ], "metadata": {...} }
 *     {event} {event} ...                  an event a line, or however they are set apart
 *
 * What lies between the brackets is read by `JSON.parse`, NaN and Infinity as null. A file of
 * `{"format": "overlap", ...}` is recognised, not read. Never throws for anything in the text.
 */
export function createSplitter(take: (events: readonly unknown[]) => void): Splitter {
  const scan = startScan();
  return {
    push(more) {
      scan.text += more;
      scanText(scan);
      if (scan.whole.length > 0) take(readWhole(scan));
      forgetText(scan);
    },
    form: () => scan.form,
    end() {
      const { form, depth, listDepth, broken } = scan;
      // A list may do without its closing bracket: the format's own description says so.
      const openList = depth === 1 && listDepth === 1;
      return { form: form ?? "other", cutShort: depth > 0 && !openList, broken };
    },
  };
}

/** The complete events: all at once, as a list of its own; one by one only where that is no JSON. */
function readWhole(scan: EventScan): readonly unknown[] {
  const { text, whole } = scan;
  scan.whole = [];
  const from = whole[0]?.[0] ?? 0;
  const events = scan.isLines ? undefined : parsedJson(`[${text.slice(from, whole.at(-1)?.[1])}]`);
  if (Array.isArray(events)) return events;
  const single = whole
    .map(([from, to]) => parsedJson(text.slice(from, to)))
    .filter((event) => event !== undefined);
  scan.broken += whole.length - single.length;
  return single;
}
