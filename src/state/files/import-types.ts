import type { Metrics } from "../../metrics/measure.ts";
import type { PackedTrace } from "../../trace/file/packed.ts";
import type { Trace } from "../../trace/types.ts";

/** Where reading stops; what came before is offered. */
export interface ImportLimits {
  /** of the text, unpacked; a character counts as a byte */
  readonly bytes: number;
  readonly events: number;
}

export const IMPORT_LIMITS: ImportLimits = { bytes: 200e6, events: 5e6 };

export interface ImportProgress {
  readonly doing: "reading" | "building";
  /** bytes of the file, as it lies on the disk */
  readonly read: number;
  readonly of: number;
  readonly events: number;
}

/** One run of an opened file. */
export interface ImportedRun {
  /** what the file calls it; "" where it holds but one, without a name */
  readonly label: string;
  readonly from: "chrome-trace" | "overlap";
  readonly trace: Trace;
  readonly metrics: Metrics;
  /** of an `*.overlap.json`: carried, so that it can be taken away again */
  readonly plan?: unknown;
  readonly model?: unknown;
  readonly variant?: unknown;
}

export interface Imported {
  readonly runs: readonly ImportedRun[];
  /** what was left out or understood in another way than it stands there, a sentence each */
  readonly notes: readonly string[];
  /** why only a first part was read, as a sentence; undefined where all of it was */
  readonly part: string | undefined;
}

/** How opening a file ended. `error` is a sentence. */
export type ImportOutcome =
  | ({ readonly ended: "read" } & Imported)
  | { readonly ended: "refused"; readonly error: string }
  | { readonly ended: "cancelled" };

/** The same with its traces in columns, as the worker hands them over: their buffers are moved. */
export type ImportAnswer =
  | (Omit<Imported, "runs"> & { readonly ended: "read"; readonly runs: readonly PackedRun[] })
  | { readonly ended: "refused"; readonly error: string };
export type PackedRun = Omit<ImportedRun, "trace"> & { readonly packed: PackedTrace };

/** To the worker, copied; the file's bytes stay where they are. */
export interface ImportQuestion {
  readonly file: Blob;
  readonly name: string;
  readonly limits: ImportLimits;
}
/** From the worker: any number of the first, then one of the second. */
export type ImportMessage =
  | { readonly is: "progress"; readonly progress: ImportProgress }
  | { readonly is: "answer"; readonly answer: ImportAnswer };
