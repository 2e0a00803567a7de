import { isRecord, shown } from "../api/field-kinds.ts";
import type { LabState } from "../state/lab-state.ts";
import type { SideResult } from "../state/result.ts";
import type { RunOutcome } from "../state/runner.ts";
import type { Settings, SideKey } from "../state/settings.ts";
import type { Provenance } from "../trace/types.ts";

/**
 * What an embed and the page that frames it say to each other, by `postMessage`. Everything is copied, but for the
 * port that comes with `hello`, which is transferred.
 *
 *     embed -> "*" (its parent window)          ready, resize
 *     embed -> the port, or else `origin`       ready (the answer to hello), run, error
 *     host  -> the embed's window               hello, with a MessagePort
 *
 * `ready` and `resize` tell nobody more than the address of the frame and its height do, so anybody who frames the
 * page may hear them. What was measured is said only to the origin that the address names, or over a port that the
 * host handed in.
 */
export const SOURCE = "overlap";
export const VERSION = 1;

/** On every message of either direction. */
export interface Envelope {
  readonly source: typeof SOURCE;
  readonly v: typeof VERSION;
  /** the `id` of the embed's address, "" where it has none: tells several embeds of one page apart */
  readonly id: string;
}

/** To "*" once, when the embed can be used; over the port as the answer to each `hello`. */
export interface Ready {
  readonly type: "ready";
  readonly tier: LabState["machine"]["tier"];
  readonly cores: number;
  /** of the whole page, CSS px */
  readonly height: number;
  /** what the lab is set to */
  readonly state: Settings;
  /** a plain sentence for each thing that is not as the address has it */
  readonly warnings: readonly string[];
}

/** To "*" whenever the height has changed, at most once per frame. */
export interface Resize {
  readonly type: "resize";
  /** of the whole page, CSS px */
  readonly height: number;
}

/** Of one side: its execution model's id, or what a memory lab calls it, and the figures by the names they have everywhere. Times in ms. */
type SideMetrics = { readonly model: string } & SideResult["metrics"];

/** After each run that was measured to its end, whoever started it. */
export interface Run {
  readonly type: "run";
  /** when the run began, on which machine, and the worst clock skew of all its sides */
  readonly provenance: Provenance;
  readonly metrics: Partial<Readonly<Record<SideKey, SideMetrics>>>;
}

type FailureCode = Extract<RunOutcome, { ended: "failed" }>["failure"]["code"];

/** A run failed (`code` is the engine's), or a message of the host's could not be read (`bad-message`). */
export interface Failed {
  readonly type: "error";
  readonly code: FailureCode | "bad-message";
  /** sentences for a person */
  readonly message: string;
}

export type Outgoing = Ready | Resize | Run | Failed;

/** What a message from outside is. Others talk on the same channel (frames, extensions): theirs is not ours to answer. */
type Heard =
  | { readonly is: "not-ours" }
  | { readonly is: "hello" }
  /** `why`: a plain sentence */
  | { readonly is: "bad"; readonly why: string };

/** Judges a message by its data alone. Never throws. */
export function hear(data: unknown): Heard {
  if (!isRecord(data) || data.source !== SOURCE) return { is: "not-ours" };
  const faults = [versionFault(data.v), idFault(data.id), typeFault(data.type)].filter(
    (fault) => fault !== undefined,
  );
  return faults.length === 0 ? { is: "hello" } : { is: "bad", why: faults.join(" ") };
}

const versionFault = (v: unknown): string | undefined => {
  if (v === undefined) return '"v" is missing.';
  return v === VERSION ? undefined : `v: this embed speaks version ${VERSION}, not ${shown(v)}.`;
};

const idFault = (id: unknown): string | undefined =>
  id === undefined || typeof id === "string" ? undefined : "id: takes a text.";

/** `hello` asks for a conversation over the port transferred with it. */
const typeFault = (type: unknown): string | undefined => {
  if (type === undefined) return '"type" is missing.';
  return type === "hello"
    ? undefined
    : `type: this version of the embed takes "hello", not ${shown(type)}.`;
};
