import { checkTrace } from "../check.ts";
import { TraceError } from "../error.ts";
import { type LaneId, laneId, type TaskId, type Trace, taskId } from "../types.ts";
import {
  boolean,
  DecodeError,
  type Decoder,
  index,
  json,
  list,
  number,
  object,
  oneOf,
  record,
  tagged,
  text,
} from "./decode.ts";

/**
 * What a `*.overlap.json` file holds: JSON, `{ "format": "overlap", "version": 2, "trace", "plan"?, "model"?, "variant"? }`.
 * Plan, model and variant of the work are carried, not read: this layer doesn't know their types.
 */
interface TraceFile {
  readonly trace: Trace;
  readonly plan?: unknown;
  readonly model?: unknown;
  readonly variant?: unknown;
}

type ParsedTrace =
  | { readonly ok: true; readonly file: TraceFile }
  /** `error` is a sentence for whoever opened the file. */
  | { readonly ok: false; readonly error: string };

interface FormatLimits {
  /** of the whole file */
  readonly characters: number;
  /** each of spans and lane spans */
  readonly spans: number;
  /** each of tasks and lanes */
  readonly rows: number;
  /** characters of a label, message or other text */
  readonly text: number;
}

/**
 * Room for every run the lab can make, and for what is read of the 5 million events of a Chrome trace, each of which
 * may be a task. A million spans are about 100 MB of JSON, so the characters are used up first.
 */
export const LIMITS: FormatLimits = {
  characters: 200e6,
  spans: 5e6,
  rows: 5e6,
  text: 10_000,
};

type JsonObject = Readonly<Record<string, unknown>>;
/** Turns a file of one version into one of the next. */
type UpgradeStep = (file: JsonObject) => JsonObject;

/**
 * `UPGRADES[v - 1]` leads from version v to v + 1.
 *
 * 1. was the first.
 * 2. A span may say which `step` of its task it is of. A file of version 1 doesn't, and has neighbouring computations
 *    of one task in one span: nothing in it says where to cut.
 */
const UPGRADES: readonly UpgradeStep[] = [(file) => ({ ...file, version: 2 })];

export function stringifyTrace({ trace, plan, model, variant }: TraceFile): string {
  const version = UPGRADES.length + 1;
  return JSON.stringify({ format: "overlap", version, trace, plan, model, variant });
}

type WrittenTrace =
  | { readonly ok: true; readonly text: string }
  /** `error` is a sentence for whoever wanted to keep the run. */
  | { readonly ok: false; readonly error: string };

/** A file that `parseTrace` takes within the same limits; a sentence for a run that is too large for one. */
export function writeTrace(file: TraceFile, limits: FormatLimits = LIMITS): WrittenTrace {
  const text = textOf(file);
  return text !== undefined && text.length <= limits.characters
    ? { ok: true, text }
    : {
        ok: false,
        error: `This run is too large for an Overlap file: one of more than ${limits.characters / 1e6} million characters could not be opened again. Take it away as a Chrome trace or a CSV.`,
      };
}

/** Undefined where it is longer than any text may be: half a billion characters in V8. */
function textOf(file: TraceFile): string | undefined {
  try {
    return stringifyTrace(file);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Reads a file, strictly and within bounds: every field is checked, and so is every invariant of the trace.
 * Never throws for anything in `source`, and evaluates nothing of it.
 */
export function parseTrace(source: string, limits: FormatLimits = LIMITS): ParsedTrace {
  if (source.length > limits.characters)
    return refuse(`The file is too large: it has more than ${limits.characters} characters.`);
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return refuse(`The file is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
  try {
    const { format, version, ...file } = fileDecoder(limits)(upgrade(value, UPGRADES), "file");
    checkTrace(file.trace);
    return { ok: true, file };
  } catch (error) {
    if (error instanceof DecodeError) return refuse(`The file can't be read: ${error.message}.`);
    if (error instanceof TraceError)
      return refuse(`The file holds a trace that can't have happened. ${error.message}`);
    throw error;
  }
}

const refuse = (error: string): ParsedTrace => ({ ok: false, error });

/**
 * The file in the newest version, one step at a time.
 * @throws DecodeError if it isn't a file of this program, or is newer than it
 */
export function upgrade(value: unknown, steps: readonly UpgradeStep[]): JsonObject {
  let file = record(value, "file");
  if (!Object.hasOwn(file, "format") || file.format !== "overlap")
    throw new DecodeError('it does not say "format": "overlap"');
  const newest = steps.length + 1;
  const version = index(Object.hasOwn(file, "version") ? file.version : undefined, "file.version");
  if (version < 1) throw new DecodeError("there is no version 0");
  if (version > newest)
    throw new DecodeError(
      `it has version ${version}, and this page knows versions up to ${newest}; a newer Overlap can open it`,
    );
  for (const step of steps.slice(version - 1)) file = step(file);
  return file;
}

const task: Decoder<TaskId> = (value, path) => taskId(index(value, path));
const lane: Decoder<LaneId> = (value, path) => laneId(index(value, path));
const wait = oneOf("network", "database", "disk", "timer");
const outcome = oneOf("done", "failed", "timed-out", "cancelled");

function fileDecoder(limits: FormatLimits) {
  const opaque = json(100, limits.spans, limits.text);
  return object(
    {
      format: oneOf("overlap"),
      version: oneOf(UPGRADES.length + 1),
      trace: traceDecoder(limits),
    },
    { plan: opaque, model: opaque, variant: opaque },
  );
}

function traceDecoder(limits: FormatLimits): Decoder<Trace> {
  const words = text(limits.text);
  const laneState = oneOf("starting", "idle", "preempted");
  return object({
    version: oneOf(1),
    provenance: provenanceDecoder(words),
    lanes: list(
      object(
        { id: lane, kind: oneOf("event-loop", "thread", "process"), label: words },
        { thread: lane },
      ),
      limits.rows,
    ),
    tasks: list(object({ id: task, label: words, kind: words }), limits.rows),
    spans: list(
      object({ task, start: number, end: number, state: stateDecoder(words) }, { step: index }),
      limits.spans,
    ),
    laneSpans: list(object({ lane, start: number, end: number, state: laneState }), limits.spans),
    settled: list(object({ at: number, outcome }, { error: words }), limits.rows),
    duration: number,
  });
}

export function stateDecoder(words: Decoder<string>) {
  return tagged("is", {
    queued: object({ is: oneOf("queued") }),
    running: object({ is: oneOf("running"), lane }),
    waiting: object({ is: oneOf("waiting"), on: wait }, { holds: lane }),
    blocked: object({ is: oneOf("blocked"), on: words }, { holds: lane }),
    ready: object({ is: oneOf("ready") }),
  });
}

export function provenanceDecoder(words: Decoder<string>) {
  return tagged("kind", {
    measured: object({
      kind: oneOf("measured"),
      startedAt: words,
      cores: number,
      clockStep: number,
      clockSkew: number,
      isolated: boolean,
      userAgent: words,
    }),
    predicted: object({ kind: oneOf("predicted"), cores: number, seed: number }),
    imported: object({
      kind: oneOf("imported"),
      from: oneOf("chrome-trace", "overlap"),
      file: words,
    }),
  });
}
