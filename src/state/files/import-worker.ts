import { buffersOf } from "../../trace/file/packed.ts";
import { readTraceFile } from "./import-read.ts";
import type { ImportAnswer, ImportMessage, ImportQuestion } from "./import-types.ts";
import { brokenOff } from "./import-words.ts";

/**
 * Reads one file beside the page. It is ended from outside: by a cancel, or when it has answered. Whatever is thrown
 * here is an answer, too: the page hears nothing of a promise that was rejected in a worker.
 */

/** ms between two messages about how far it is */
const PACE = 100;

addEventListener("message", async ({ data }: MessageEvent<ImportQuestion>) => {
  try {
    tell(await read(data));
  } catch (error) {
    tell({ ended: "refused", error: brokenOff(error) });
  }
});

function read({ file, name, limits }: ImportQuestion): Promise<ImportAnswer> {
  let told = Number.NEGATIVE_INFINITY;
  return readTraceFile(file, name, limits, (progress) => {
    const now = performance.now();
    if (now - told < PACE && progress.doing === "reading") return;
    told = now;
    postMessage({ is: "progress", progress } satisfies ImportMessage);
  });
}

function tell(answer: ImportAnswer): void {
  const transfer =
    answer.ended === "read" ? answer.runs.flatMap((run) => buffersOf(run.packed)) : [];
  postMessage({ is: "answer", answer } satisfies ImportMessage, { transfer });
}
