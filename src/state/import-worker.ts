import { buffersOf } from "../trace/packed.ts";
import { readTraceFile } from "./import-read.ts";
import type { ImportMessage, ImportQuestion } from "./import-types.ts";

/** Reads one file beside the page. It is ended from outside: by a cancel, or when it has answered. */

/** ms between two messages about how far it is */
const PACE = 100;

addEventListener("message", async ({ data }: MessageEvent<ImportQuestion>) => {
  let told = Number.NEGATIVE_INFINITY;
  const answer = await readTraceFile(data.file, data.name, data.limits, (progress) => {
    const now = performance.now();
    if (now - told < PACE && progress.doing === "reading") return;
    told = now;
    postMessage({ is: "progress", progress } satisfies ImportMessage);
  });
  const transfer =
    answer.ended === "read" ? answer.runs.flatMap((run) => buffersOf(run.packed)) : [];
  postMessage({ is: "answer", answer } satisfies ImportMessage, { transfer });
});
