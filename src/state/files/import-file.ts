import { unpackTrace } from "../../trace/file/packed.ts";
import type { Trace } from "../../trace/types.ts";
import {
  IMPORT_LIMITS,
  type ImportAnswer,
  type ImportedRun,
  type ImportLimits,
  type ImportMessage,
  type ImportOutcome,
  type ImportProgress,
  type ImportQuestion,
  type PackedRun,
} from "./import-types.ts";
import { brokenOff, LOST } from "./import-words.ts";

interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Ends the reading, with its worker. */
  readonly signal?: AbortSignal;
  readonly limits?: ImportLimits;
  readonly spawn?: () => Worker;
}

export const spawnImportWorker = (): Worker =>
  new Worker(new URL("./import-worker.ts", import.meta.url), { type: "module", name: "import" });

/**
 * Opens a trace file: read in a worker of its own, handed over in columns and made objects again a few
 * milliseconds at a time, so that the page never stands still. Never rejects: how it ended is a value.
 */
export async function importFile(
  file: Blob,
  name: string,
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  try {
    return await opened(file, name, options);
  } catch (error) {
    return { ended: "refused", error: brokenOff(error) };
  }
}

async function opened(file: Blob, name: string, options: ImportOptions): Promise<ImportOutcome> {
  const answer = await ask(file, name, options);
  if (answer.ended !== "read") return answer;
  const runs: ImportedRun[] = [];
  for (const run of answer.runs) {
    const unpacked = await unpack(run, options.signal);
    if (unpacked === undefined) return { ended: "cancelled" };
    runs.push(unpacked);
  }
  return { ...answer, runs };
}

type Answer = ImportAnswer | { readonly ended: "cancelled" };

/** Without workers the page reads it itself; the reader is loaded only then. */
async function ask(
  file: Blob,
  name: string,
  {
    onProgress = () => {},
    signal,
    limits = IMPORT_LIMITS,
    spawn = spawnImportWorker,
  }: ImportOptions,
): Promise<Answer> {
  if (signal?.aborted === true) return { ended: "cancelled" };
  if (typeof Worker === "undefined") {
    const { readTraceFile } = await import("./import-read.ts");
    return readTraceFile(file, name, limits, onProgress);
  }
  return new Promise((resolve) => {
    const worker = spawn();
    const end = (answer: Answer) => {
      worker.terminate();
      signal?.removeEventListener("abort", cancel);
      resolve(answer);
    };
    const cancel = () => end({ ended: "cancelled" });
    const lost = () => end({ ended: "refused", error: LOST });
    signal?.addEventListener("abort", cancel);
    worker.onmessage = ({ data }: MessageEvent<ImportMessage>) => {
      if (data.is === "progress") onProgress(data.progress);
      else end(data.answer);
    };
    worker.onerror = lost;
    worker.onmessageerror = lost;
    worker.postMessage({ file, name, limits } satisfies ImportQuestion);
  });
}

/** ms the page may be kept from anything else: a quarter of a frame, since collecting garbage comes on top */
const BUDGET = 4;

async function unpack(
  { packed, ...about }: PackedRun,
  signal: AbortSignal | undefined,
): Promise<ImportedRun | undefined> {
  const steps = unpackTrace(packed);
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { ...about, trace: step.value satisfies Trace };
    if (performance.now() - since < BUDGET) continue;
    await new Promise((resume) => setTimeout(resume));
    if (signal?.aborted === true) return undefined;
    since = performance.now();
  }
}
