/** What a file is found to be once enough of it was seen. */
type FileForm = "chrome" | "overlap" | "other";

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

/** Screenshots inside a trace take some 100 kB; what is longer than this is no event. Characters. */
const LONGEST_EVENT = 4_000_000;

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const COLON = 58;

/**
 * Finds the events of a Chrome trace in both of its forms and hands them on as parsed values, some hundreds at a
 * time, without ever holding more of the text than one piece and one event:
 *
 *     [ {event}, {event}, ...              the closing bracket may be missing
 *     { "traceEvents": [ {event}, ... ], "metadata": {...} }
 *
 * It only counts brackets outside of texts; what lies between them is read by `JSON.parse`, NaN and Infinity as null.
 * A file of `{"format": "overlap", ...}` is recognised, not read. Never throws for anything in the text.
 */
export function createSplitter(take: (events: readonly unknown[]) => void): Splitter {
  let text = "";
  let at = 0;
  let depth = 0;
  let inText = false;
  let form: FileForm | undefined;
  /** depth at which the events of the list lie; -1 outside of it */
  let listDepth = -1;
  let listClosed = false;
  let eventAt = -1;
  let broken = 0;
  // of the outermost object
  let textAt = -1;
  let key = "";
  let expectsKey = true;
  let whole: [from: number, to: number][] = [];

  const openText = () => {
    inText = true;
    if (depth === 1 && listDepth < 0) textAt = at + 1;
  };
  const closeText = () => {
    inText = false;
    if (textAt < 0) return;
    const value = text.slice(textAt, at);
    textAt = -1;
    if (expectsKey) key = value;
    else if (key === "format" && value === "overlap") form ??= "overlap";
  };
  const open = (code: number) => {
    if (depth === 0) {
      listDepth = code === OPEN_BRACKET ? 1 : -1;
      if (code === OPEN_BRACKET) form ??= "chrome";
    } else if (depth === listDepth) {
      if (eventAt < 0) eventAt = at;
    } else if (depth === 1 && code === OPEN_BRACKET && key === "traceEvents" && !listClosed) {
      listDepth = 2;
      form ??= "chrome";
    }
    depth += 1;
  };
  const close = () => {
    depth = Math.max(0, depth - 1);
    if (depth === listDepth && eventAt >= 0) {
      whole.push([eventAt, at + 1]);
      eventAt = -1;
    } else if (depth < listDepth) {
      listDepth = -1;
      listClosed = true;
    }
  };
  const mark = (code: number) => {
    if (depth !== 1 || listDepth >= 0) return;
    expectsKey = code === COMMA;
  };

  /** Walks to the end of what has arrived. */
  const scan = () => {
    const { length } = text;
    while (at < length) {
      if (inText) {
        at = endOfText(text, at);
        if (text.charCodeAt(at) !== QUOTE) return;
        closeText();
        at += 1;
        continue;
      }
      const code = text.charCodeAt(at);
      if (code === QUOTE) openText();
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) open(code);
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) close();
      else if (code === COMMA || code === COLON) mark(code);
      else if (depth === 0 && form === undefined && code > 32) form = "other";
      at += 1;
    }
  };

  /** All at once, as a list of its own; one by one only where that is no JSON. */
  const flush = () => {
    const first = whole[0];
    const last = whole.at(-1);
    if (first === undefined || last === undefined) return;
    const events = parsed(`[${text.slice(first[0], last[1])}]`);
    if (Array.isArray(events)) take(events);
    else {
      const single = whole
        .map(([from, to]) => parsed(text.slice(from, to)))
        .filter((event) => event !== undefined);
      broken += whole.length - single.length;
      take(single);
    }
    whole = [];
  };

  const forget = () => {
    if (eventAt >= 0 && at - eventAt > LONGEST_EVENT) {
      broken += 1;
      eventAt = -1;
    }
    if (textAt >= 0 && at - textAt > LONGEST_EVENT) textAt = -1;
    const from = eventAt >= 0 ? eventAt : textAt >= 0 ? textAt : at;
    text = text.slice(from);
    at -= from;
    eventAt = eventAt >= 0 ? 0 : -1;
    textAt = textAt >= 0 ? 0 : -1;
  };

  return {
    push(more) {
      text += more;
      scan();
      flush();
      forget();
    },
    form: () => form,
    end() {
      // A list may do without its closing bracket: the format's own description says so.
      const openList = depth === 1 && listDepth === 1;
      return { form: form ?? "other", cutShort: depth > 0 && !openList, broken };
    },
  };
}

/** Index of the quote that ends the text, or of where to go on from when more of it has come. */
function endOfText(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code !== BACKSLASH) at += 1;
    else if (at + 1 < text.length) at += 2;
    else return at;
  }
  return at;
}

/** Undefined for what is no JSON, not even with null for the NaN and Infinity that Python writes. */
const parsed = (json: string): unknown =>
  attempt(() => JSON.parse(json)) ??
  attempt(() =>
    JSON.parse(json.replace(TEXT_OR_NAN, (found) => (found[0] === '"' ? found : "null"))),
  );

const TEXT_OR_NAN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs;

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
