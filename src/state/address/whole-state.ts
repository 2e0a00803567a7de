import type { TimeRange } from "../../trace/types.ts";
import type { Settings } from "../settings.ts";
import type { RawSettings } from "./raw-settings.ts";

/**
 * Version of the state that `encodeState` writes. Variants and knobs that are no numbers came without a new one: a
 * state of before has none of either and means what it meant.
 */
const STATE_VERSION = 1;

/** Longest text and most JSON (bytes) that a link's state may have: a state of today has some 300 of each. */
const MAX_TEXT = 32 * 1024;
const MAX_JSON = 64 * 1024;

/** `UPGRADES[n]` turns a state of version n into one of version n + 1. */
type Upgrades = Readonly<Record<number, (old: unknown) => unknown>>;
const UPGRADES: Upgrades = {};

export type Decoded =
  | { readonly ok: true; readonly given: RawSettings }
  /** `why`: a plain sentence */
  | { readonly ok: false; readonly why: string };

/** "1.<base64url of deflated JSON>": everything a learner set, for the `s` of an address's hash. */
export async function encodeState(
  settings: Settings,
  zoom?: TimeRange | undefined,
): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify({ ...settings, zoom }));
  const deflated = await readAll(
    new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw")),
    Number.POSITIVE_INFINITY,
  );
  return `${STATE_VERSION}.${toBase64Url(deflated)}`;
}

/**
 * What `encodeState` of this or an older version wrote. Links come from anywhere: never throws, and never unpacks
 * more than 64 KiB.
 */
export async function decodeState(text: string): Promise<Decoded> {
  const [, digits, packed] = /^(\d{1,6})\.([\w-]*)$/.exec(text.slice(0, MAX_TEXT + 1)) ?? [];
  if (digits === undefined || packed === undefined || text.length > MAX_TEXT) return broken;
  const version = Number(digits);
  if (version > STATE_VERSION) {
    return {
      ok: false,
      why: `This link was made by a newer version of Overlap (its state has version ${version}, this page reads up to ${STATE_VERSION}): what it set is ignored.`,
    };
  }
  try {
    const state = upgraded(JSON.parse(await inflate(packed)), version);
    return typeof state === "object" && state !== null && !Array.isArray(state)
      ? { ok: true, given: state }
      : broken;
  } catch {
    // Cut short, mistyped, too large, or never ours: the reader can do the same about each, ask for the link again.
    return broken;
  }
}

const broken: Decoded = {
  ok: false,
  why: "The state in this link is damaged or incomplete: it is ignored.",
};

/**
 * One step at a time from `version` to `target`.
 * @throws RangeError where a step is missing
 */
export function upgraded(
  state: unknown,
  version: number,
  steps: Upgrades = UPGRADES,
  target: number = STATE_VERSION,
): unknown {
  let now = state;
  for (let from = version; from < target; from++) {
    const step = steps[from];
    if (step === undefined) throw new RangeError(`state: no way from version ${from}`);
    now = step(now);
  }
  return now;
}

async function inflate(packed: string): Promise<string> {
  const bytes = fromBase64Url(packed);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new TextDecoder("utf-8", { fatal: true }).decode(await readAll(stream, MAX_JSON));
}

/** @throws RangeError past `limit` bytes, having read no more than a chunk beyond it */
async function readAll(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new RangeError(`state: more than ${limit} bytes`);
    }
    chunks.push(next.value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/** @throws DOMException for text that is not base64url */
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
