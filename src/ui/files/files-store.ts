import { createStore, type StoreApi } from "zustand/vanilla";
import { importFile } from "../../state/files/import-file.ts";
import type {
  Imported,
  ImportedRun,
  ImportOutcome,
  ImportProgress,
} from "../../state/files/import-types.ts";

/** A file on the page, beside what was measured. */
export interface OpenedFile extends Imported {
  readonly id: number;
  readonly name: string;
  readonly runs: readonly OpenedRun[];
}

export interface OpenedRun extends ImportedRun {
  readonly id: number;
}

/** What goes on with the file being opened. */
type Opening =
  | { readonly is: "idle" }
  | { readonly is: "reading"; readonly name: string; readonly progress: ImportProgress | undefined }
  /** only a first part was read: shown if the learner wants it */
  | { readonly is: "offer"; readonly name: string; readonly imported: Imported }
  | { readonly is: "refused"; readonly name: string; readonly error: string };

interface ExchangeState {
  readonly opening: Opening;
  /** the newest first */
  readonly files: readonly OpenedFile[];
  /** the file just opened, until another is on its way or one is closed */
  readonly opened: OpenedFile | undefined;
  /** names of those that came with the last one and were not opened, as files are opened one at a time */
  readonly left: readonly string[] | undefined;
}

/** The files a page has open. Nothing of the lab changes with them. */
export interface Exchange {
  readonly store: StoreApi<ExchangeState>;
  /**
   * Reads a file; one being read is cancelled. Never rejects.
   * @param left names of files that came with it
   */
  open(file: Blob, name: string, left?: readonly string[]): Promise<void>;
  /** Ends the reading, or puts its end away. */
  cancel(): void;
  /** Shows the first part that is offered. */
  accept(): void;
  close(id: number): void;
}

/** Characters of a file's name that are shown. */
const LONGEST_NAME = 120;

export function createExchange(read: typeof importFile = importFile): Exchange {
  const store = createStore<ExchangeState>(() => ({
    opening: { is: "idle" },
    files: [],
    opened: undefined,
    left: undefined,
  }));
  const put = store.setState;
  let reading: AbortController | undefined;
  const add = adderTo(store);
  return {
    store,
    async open(file, given, left) {
      reading?.abort();
      const control = new AbortController();
      reading = control;
      const name = given.slice(0, LONGEST_NAME);
      const onProgress = (progress: ImportProgress | undefined) => {
        if (reading === control) put({ opening: { is: "reading", name, progress } });
      };
      put({ opened: undefined, left });
      onProgress(undefined);
      const outcome = await read(file, name, { onProgress, signal: control.signal });
      if (reading !== control) return;
      reading = undefined;
      if (outcome.ended === "read" && outcome.part === undefined) add(outcome, name);
      else put({ opening: openingOf(outcome, name) });
    },
    cancel() {
      reading?.abort();
      reading = undefined;
      put({ opening: { is: "idle" } });
    },
    accept() {
      const { opening } = store.getState();
      if (opening.is === "offer") add(opening.imported, opening.name);
    },
    close(id) {
      put(({ files }) => ({
        files: files.filter((file) => file.id !== id),
        opened: undefined,
        left: undefined,
      }));
    },
  };
}

/** Puts what was read on the page. */
function adderTo({ setState }: StoreApi<ExchangeState>) {
  let count = 0;
  return ({ runs, notes, part }: Imported, name: string): void => {
    count += 1;
    const numbered = runs.map((run, id) => ({ ...run, id }));
    const file: OpenedFile = { id: count, name, runs: numbered, notes, part };
    setState(({ files }) => ({ opening: { is: "idle" }, files: [file, ...files], opened: file }));
  };
}

/** What is on the screen after a reading that put no file there by itself. */
function openingOf(outcome: ImportOutcome, name: string): Opening {
  switch (outcome.ended) {
    case "read":
      return { is: "offer", name, imported: outcome };
    case "refused":
      return { is: "refused", name, error: outcome.error };
    case "cancelled":
      return { is: "idle" };
    default:
      return outcome satisfies never;
  }
}
