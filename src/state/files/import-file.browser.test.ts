import { expect, test } from "vitest";
import { createChromeReader } from "../../trace/chrome/read-chrome.ts";
import { importFile, spawnImportWorker } from "./import-file.ts";
import type { ImportProgress } from "./import-types.ts";

/** In a real worker. */

const slice = (i: number) => ({
  ph: "X",
  pid: 1,
  tid: i % 4,
  name: `s${i % 9}`,
  ts: 2 * i,
  dur: 1,
});
const events = (count: number) => Array.from({ length: count }, (_, i) => slice(i));
const fileOf = (count: number) => new Blob([JSON.stringify({ traceEvents: events(count) })]);

test("a file comes back from the worker as it would be read here", async () => {
  const told: ImportProgress[] = [];
  const outcome = await importFile(fileOf(30_000), "a.json", {
    onProgress: (progress) => told.push(progress),
  });
  const reader = createChromeReader();
  reader.take(events(30_000));
  const [here] = reader.finish("a.json").runs;
  if (outcome.ended !== "read") throw new Error(outcome.ended);
  expect(outcome.runs[0]?.trace).toEqual(here?.trace);
  expect(told.at(-1)).toMatchObject({ doing: "building", events: 30_000 });
});

test("a cancel ends it, before it begins and on the way", async () => {
  const early = AbortSignal.abort();
  expect(await importFile(fileOf(10), "a.json", { signal: early })).toEqual({ ended: "cancelled" });
  const control = new AbortController();
  const workers: Worker[] = [];
  const outcome = importFile(fileOf(200_000), "a.json", {
    signal: control.signal,
    onProgress: () => control.abort(),
    spawn: () => {
      const worker = spawnImportWorker();
      workers.push(worker);
      return worker;
    },
  });
  expect(await outcome).toEqual({ ended: "cancelled" });
  expect(workers).toHaveLength(1);
});

test("a file that is gone is a sentence, from the worker", async () => {
  const folder = await navigator.storage.getDirectory();
  const handle = await folder.getFileHandle("gone.json", { create: true });
  const writable = await handle.createWritable();
  await writable.write(fileOf(10));
  await writable.close();
  const file = await handle.getFile();
  await folder.removeEntry("gone.json");
  expect(await importFile(file, "gone.json")).toEqual({
    ended: "refused",
    error: expect.stringMatching(/^This could not be read: it is a folder, or a file that/),
  });
});

test("a worker that can't be started is a sentence", async () => {
  const outcome = await importFile(fileOf(1), "a.json", {
    spawn: () => new Worker("https://elsewhere.invalid/worker.js"),
  });
  expect(outcome).toEqual({
    ended: "refused",
    error: expect.stringMatching(/^This file could not be read/),
  });
});

test("a worker that is not there is a sentence", async () => {
  const missing = URL.createObjectURL(
    new Blob(["throw new Error('no')"], { type: "text/javascript" }),
  );
  const outcome = await importFile(fileOf(1), "a.json", { spawn: () => new Worker(missing) });
  expect(outcome).toEqual({
    ended: "refused",
    error: expect.stringMatching(/^This file could not be read/),
  });
});
