import { measure } from "../../metrics/measure.ts";
import { type ChromeRead, createChromeReader } from "../../trace/chrome/read-chrome.ts";
import { createSplitter } from "../../trace/chrome/split-events.ts";
import { LIMITS, parseTrace } from "../../trace/file/overlap-file.ts";
import { packTrace } from "../../trace/file/packed.ts";
import type { Trace } from "../../trace/types.ts";
import { LIST_OF_RECORDS, refusalOf } from "./file-kind.ts";
import { type FileText, textOf } from "./import-text.ts";
import type { ImportAnswer, ImportLimits, ImportProgress, PackedRun } from "./import-types.ts";
import {
  chromeNotes,
  NOTHING_IN_IT,
  partOfBytes,
  partOfEvents,
  tooLarge,
  UNREADABLE,
} from "./import-words.ts";

/** Characters that tell what a file is. */
const HEAD = 4096;
/** Characters that are looked at in one go, however many come at once. */
const PIECE = 65_536;

/**
 * Reads a file of either format, gzipped or not: a Chrome trace event by event, so that its size hardly matters;
 * an `*.overlap.json` as a whole. Where a limit is met, what came before is the answer, with a sentence for it.
 * Never rejects for anything in the file, nor for one that can't be read.
 */
export async function readTraceFile(
  file: Blob,
  name: string,
  limits: ImportLimits,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportAnswer> {
  const text = await textOf(file);
  if (text === undefined) return { ended: "refused", error: UNREADABLE };
  const reader = createChromeReader();
  const splitter = createSplitter(reader.take);
  const tell = (doing: ImportProgress["doing"]) =>
    onProgress({ doing, read: text.bytes(), of: file.size, events: reader.taken() });
  /** all of it, until it is known to be a Chrome trace */
  let kept: string[] = [];
  let head = "";
  let characters = 0;
  let part: string | undefined;
  let damaged = false;
  for (;;) {
    const piece = await nextOf(text);
    if (piece === "damaged") damaged = true;
    if (piece === "end" || piece === "damaged") break;
    if (head.length < HEAD) head += piece.text.slice(0, HEAD);
    for (let from = 0; from < piece.text.length && part === undefined; from += PIECE) {
      const text = piece.text.slice(from, from + Math.min(PIECE, limits.bytes - characters));
      characters += text.length;
      splitter.push(text);
      if (splitter.form() === "chrome") kept = [];
      else kept.push(text);
      if (characters >= limits.bytes) part = partOfBytes(limits.bytes);
      if (reader.taken() > limits.events) part = partOfEvents(limits.events);
    }
    if (splitter.form() === "other") break;
    tell("reading");
    if (part !== undefined) break;
  }
  await text.pieces.cancel().catch(() => undefined);
  tell("building");
  const { form, cutShort, broken } = splitter.end();
  switch (form) {
    case "other":
      return { ended: "refused", error: refusalOf(text.head, head) };
    case "overlap":
      if (part !== undefined) return { ended: "refused", error: tooLarge(limits.bytes) };
      return overlapAnswer(kept.join(""));
    case "chrome": {
      const read = reader.finish(name);
      if (read.runs.length === 0) return { ended: "refused", error: whyNothing(read, head) };
      const stops = (cutShort || damaged) && part === undefined;
      return {
        ended: "read",
        runs: read.runs.map(({ label, trace }) => packed({ label, from: "chrome-trace" }, trace)),
        notes: chromeNotes(read, { cutShort: stops, broken }),
        part,
      };
    }
    default:
      return form satisfies never;
  }
}

/** Records that are no events are not a trace without slices. */
const whyNothing = ({ counts }: ChromeRead, head: string): string =>
  counts.events > 0 && counts.unreadable === counts.events && !head.includes('"traceEvents"')
    ? LIST_OF_RECORDS
    : NOTHING_IN_IT;

/** A gzip that was cut off, or a disk that can't be read, ends the text early. */
async function nextOf({ pieces }: FileText): Promise<{ text: string } | "end" | "damaged"> {
  try {
    const { done, value } = await pieces.read();
    return done ? "end" : { text: value };
  } catch {
    return "damaged";
  }
}

function overlapAnswer(source: string): ImportAnswer {
  const parsed = parseTrace(source, LIMITS);
  if (!parsed.ok) return { ended: "refused", error: parsed.error };
  const { trace, ...rest } = parsed.file;
  return {
    ended: "read",
    runs: [packed({ label: "", from: "overlap", ...rest }, trace)],
    notes: [],
    part: undefined,
  };
}

const packed = (about: Omit<PackedRun, "packed" | "metrics">, trace: Trace): PackedRun => ({
  ...about,
  metrics: measure(trace),
  packed: packTrace(trace),
});
