import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkTrace } from "../../trace/check.ts";
import { unpackTrace } from "../../trace/file/packed.ts";
import type { Trace } from "../../trace/types.ts";
import { readTraceFile } from "./import-read.ts";
import { IMPORT_LIMITS, type ImportAnswer } from "./import-types.ts";

/** Small files that once went wrong. */
const bytesOf = (name: string) =>
  new Uint8Array(readFileSync(new URL(`./cases/${name}`, import.meta.url)));

const read = (content: string | Uint8Array<ArrayBuffer>): Promise<ImportAnswer> =>
  readTraceFile(new Blob([content]), "a.json", IMPORT_LIMITS, () => {});

async function opened(content: string | Uint8Array<ArrayBuffer>) {
  const answer = await read(content);
  if (answer.ended !== "read") throw new Error(answer.error);
  const [run] = answer.runs;
  if (run === undefined) throw new Error("no run");
  const steps = unpackTrace(run.packed);
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    checkTrace(step.value);
    return { trace: step.value, metrics: run.metrics, notes: answer.notes };
  }
}
const open = (name: string) => opened(bytesOf(name));

/** "lemon 0 to 600 ms", in order of start. */
const bars = ({ spans, tasks }: Trace): string[] =>
  spans.map(({ task, start, end }) => `${tasks[task]?.label} ${start} to ${end}`);
/** In µs, of traces that are shorter than a millisecond. */
const microBars = ({ spans, tasks }: Trace): string[] =>
  spans.map(
    ({ task, start, end }) =>
      `${tasks[task]?.label} ${Number((start * 1000).toFixed(6))} to ${Number((end * 1000).toFixed(6))}`,
  );

describe("small files that once went wrong", () => {
  test("slices of one thread that partly overlap keep their length, on rows of that thread", async () => {
    const { trace, metrics, notes } = await open("f1-partial-overlap.json");
    expect(bars(trace)).toEqual([
      "compile lemon 0 to 600",
      "compile melon 300 to 900",
      "compile olive 590 to 910",
    ]);
    expect(trace.lanes.map(({ thread }) => thread)).toEqual([undefined, 0, 0]);
    expect([metrics.inProgressPeak, metrics.executingPeak]).toEqual([3, 1]);
    expect(notes.join(" ")).toContain("2 further rows");
  });

  test("an end that nothing began spoils nothing, and is named", async () => {
    const { trace, notes } = await open("f2-stray-end.json");
    expect(microBars(trace)).toEqual(["serve 0 to 100"]);
    expect(notes).toContain("1 end without a beginning was left out: flush.");
    expect(notes.join(" ")).toContain("1 slice inside of them");
  });

  test("of one instant, a beginning may stand before an end", async () => {
    const { trace } = await open("f2b-tie-begin-before-end.json");
    expect(microBars(trace)).toEqual(["serve 0 to 10", "render 10 to 20"]);
  });

  test.each(["p1-epoch-precision.json", "p2-small-ts-precision.json"])(
    "%s: times keep their nanoseconds, near the epoch too",
    async (name) => {
      const { trace } = await open(name);
      expect(microBars(trace)).toEqual([
        "tick 0 to 0.1",
        "tock 0.2 to 0.3",
        "bell 0.9 to 1.02",
        "long 1.9 to 2.8",
      ]);
    },
  );

  test("async slices of one id are matched by name", async () => {
    const { trace } = await open("f5c-nestable-interleaved.json");
    expect(microBars(trace)).toEqual(["upload 0 to 10", "resize 5 to 20"]);
  });

  test("processes of one name are told apart by their labels", async () => {
    const { trace } = await open("f6-labels.json");
    expect(trace.lanes.map(({ label }) => label)).toEqual([
      "thread 7 · python3 (GPU 0)",
      "thread 10 · python3 (CPU)",
    ]);
  });

  test("ids of 64 bits stay apart", async () => {
    const { trace } = await open("f13-big-tids.json");
    expect(trace.lanes.map(({ label }) => label)).toEqual([
      "thread 9223372036854775805",
      "thread 9223372036854775806",
    ]);
    expect(microBars(trace)).toEqual(["a 0 to 10", "b 5 to 15"]);
  });

  test("a gzip of several members is read to its end, padding and all", async () => {
    const bytes = bytesOf("k-two-members-whole-events.json.gz");
    const padded = new Uint8Array(bytes.length + 512);
    padded.set(bytes);
    for (const content of [bytes, padded]) {
      const { trace, notes } = await opened(content);
      expect(trace.tasks).toHaveLength(6);
      expect(notes.join(" ")).not.toContain("stops in the middle");
    }
  });

  test.each(["k-utf16le-bom.json", "k-ndjson.ndjson"])("%s opens", async (name) => {
    const { trace } = await open(name);
    const on = (lane: number) =>
      bars({
        ...trace,
        spans: trace.spans.filter(({ state }) => state.is === "running" && state.lane === lane),
      });
    expect(on(0)).toEqual(["alpha 0 to 0.1", "beta 0.12 to 0.18"]);
    expect(on(1)).toEqual(["gamma 0.04 to 0.13"]);
  });

  test("UTF-16 opens without a mark and in the other order of bytes, too", async () => {
    const text = new TextDecoder("utf-16le").decode(bytesOf("k-utf16le-bom.json"));
    for (const bigEndian of [false, true]) {
      const bytes = new Uint8Array(text.length * 2);
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !bigEndian);
      expect((await opened(bytes)).trace.tasks).toHaveLength(3);
    }
  });
});

describe("what can't be opened is called what it is", () => {
  test("a list of records", async () => {
    expect(await read(bytesOf("k-plain-list-records.json"))).toMatchObject({
      ended: "refused",
      error: expect.stringContaining("it is a list of records"),
    });
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["empty", ""],
    ["blank", " \n"],
    ["a CPU profile", '{"nodes":[{"id":1,"callFrame":{"functionName":"(root)"}}],"samples":[]}'],
    ["a HAR file", '{"log":{"version":"1.2","creator":{},"entries":[]}}'],
    ["speedscope", '{"$schema":"https://www.speedscope.app/file-format-schema.json","shared":{}}'],
    ["a profile of Firefox", '{"meta":{"interval":1,"startTime":1,"processType":0},"threads":[]}'],
    ["a zip archive", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0])],
    ["zstd", new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 4, 0, 1])],
    ["Perfetto", new Uint8Array([0x0a, 0x12, 0x08, 0x01, 0x00, 0xff, 0xfe])],
    ["a PNG picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ["a web page", "<!DOCTYPE html><title>404</title>"],
    ["JSON, but", '{"name":"overlap","version":"0.1.0"}'],
    ["text, but no JSON", "lemon, melon, olive"],
  ])("%s", async (what, content) => {
    const answer = await read(content);
    expect(answer).toMatchObject({ ended: "refused", error: expect.stringContaining(what) });
    expect(answer.ended === "refused" && answer.error).toMatch(/^This file can't be opened: .*\.$/);
  });
});
