import { parsedJson } from "./exact-numbers.ts";

/** What a file is found to be once enough of it was seen. */
export type FileForm = "chrome" | "overlap" | "other";

/**
 * How far the text of a file has been read: it comes piece by piece, and what lies before the event that is open is
 * forgotten. It only counts brackets outside of texts.
 */
export interface EventScan {
  /** what has come and is not forgotten; every index below is one into it */
  text: string;
  at: number;
  depth: number;
  inText: boolean;
  form: FileForm | undefined;
  /** depth at which the events of the list lie; -1 outside of it */
  listDepth: number;
  listClosed: boolean;
  /** where the event that is open begins; -1: none is */
  eventAt: number;
  /** events stand by themselves, in no list */
  isLines: boolean;
  /** of the outermost object: where the text that is open begins, or -1 */
  textAt: number;
  key: string;
  expectsKey: boolean;
  /** the events that are complete */
  whole: [from: number, to: number][];
  /** events that were longer than any is, or no JSON */
  broken: number;
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

export const startScan = (): EventScan => ({
  text: "",
  at: 0,
  depth: 0,
  inText: false,
  form: undefined,
  listDepth: -1,
  listClosed: false,
  eventAt: -1,
  isLines: false,
  textAt: -1,
  key: "",
  expectsKey: true,
  whole: [],
  broken: 0,
});

/** Walks to the end of what has arrived. */
export function scanText(scan: EventScan): void {
  const { text } = scan;
  const { length } = text;
  while (scan.at < length) {
    if (scan.inText) {
      scan.at = endOfText(text, scan.at);
      if (text.charCodeAt(scan.at) !== QUOTE) return;
      closeText(scan);
      scan.at += 1;
      continue;
    }
    const code = text.charCodeAt(scan.at);
    if (code === QUOTE) openText(scan);
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) open(scan, code);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) close(scan);
    else if (code === COMMA || code === COLON) mark(scan, code);
    else if (scan.depth === 0 && scan.form === undefined && code > 32) scan.form = "other";
    scan.at += 1;
  }
}

function openText(scan: EventScan): void {
  scan.inText = true;
  if (scan.depth === 1 && scan.listDepth < 0) scan.textAt = scan.at + 1;
}

function closeText(scan: EventScan): void {
  scan.inText = false;
  if (scan.textAt < 0) return;
  const value = scan.text.slice(scan.textAt, scan.at);
  scan.textAt = -1;
  if (scan.expectsKey) scan.key = value;
  else if (scan.key === "format" && value === "overlap") {
    scan.form ??= "overlap";
    scan.eventAt = -1;
  }
}

function open(scan: EventScan, code: number): void {
  const { depth, listDepth } = scan;
  if (depth === 0) {
    scan.listDepth = code === OPEN_BRACKET ? 1 : -1;
    if (code === OPEN_BRACKET) scan.form ??= "chrome";
    // an event by itself, until a key says that it is the whole file
    else if (scan.form === undefined || scan.isLines) scan.eventAt = scan.at;
  } else if (depth === listDepth) {
    if (scan.eventAt < 0) scan.eventAt = scan.at;
  } else if (
    depth === 1 &&
    code === OPEN_BRACKET &&
    scan.key === "traceEvents" &&
    !scan.listClosed
  ) {
    scan.listDepth = 2;
    scan.form ??= "chrome";
    scan.eventAt = -1;
  }
  scan.depth = depth + 1;
}

function close(scan: EventScan): void {
  const depth = Math.max(0, scan.depth - 1);
  scan.depth = depth;
  if (depth === scan.listDepth && scan.eventAt >= 0) {
    scan.whole.push([scan.eventAt, scan.at + 1]);
    scan.eventAt = -1;
  } else if (depth === 0 && scan.listDepth < 0 && scan.eventAt >= 0) {
    closeLine(scan);
  } else if (depth < scan.listDepth) {
    scan.listDepth = -1;
    scan.listClosed = true;
  }
}

/** A whole object that is in no list: the first one of a file tells whether its objects are events. */
function closeLine(scan: EventScan): void {
  const line: [number, number] = [scan.eventAt, scan.at + 1];
  scan.eventAt = -1;
  if (!scan.isLines && !isEvent(parsedJson(scan.text.slice(...line)))) {
    scan.form ??= "other";
    return;
  }
  scan.form ??= "chrome";
  scan.isLines = true;
  scan.whole.push(line);
}

const isEvent = (value: unknown): boolean =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, "ph") === "string";

function mark(scan: EventScan, code: number): void {
  if (scan.depth !== 1 || scan.listDepth >= 0) return;
  scan.expectsKey = code === COMMA;
}

/** Lets go of the text before the event, or the text of the outermost object, that is open. */
export function forgetText(scan: EventScan): void {
  const { at } = scan;
  if (scan.eventAt >= 0 && at - scan.eventAt > LONGEST_EVENT) {
    scan.broken += 1;
    scan.eventAt = -1;
  }
  if (scan.textAt >= 0 && at - scan.textAt > LONGEST_EVENT) scan.textAt = -1;
  const from = scan.eventAt >= 0 ? scan.eventAt : scan.textAt >= 0 ? scan.textAt : at;
  scan.text = scan.text.slice(from);
  scan.at -= from;
  scan.eventAt = scan.eventAt >= 0 ? scan.eventAt - from : -1;
  scan.textAt = scan.textAt >= 0 ? scan.textAt - from : -1;
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
