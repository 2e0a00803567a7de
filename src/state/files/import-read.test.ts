import { openAsBlob, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { checkTrace } from "../../trace/check.ts";
import { chromeTrace } from "../../trace/chrome/write-chrome.ts";
import { stringifyTrace, writeTrace } from "../../trace/file/overlap-file.ts";
import { unpackTrace } from "../../trace/file/packed.ts";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import type { Trace } from "../../trace/types.ts";
import { readTraceFile } from "./import-read.ts";
import { IMPORT_LIMITS, type ImportAnswer, type ImportProgress } from "./import-types.ts";

const trace = fromSketch("L0 AAB.\nL1 .CC.");
const recorded = (name: string) =>
  readFileSync(new URL(`../../../e2e/traces/${name}.json.gz`, import.meta.url));
const read = (
  content: string | Uint8Array<ArrayBuffer>,
  limits = IMPORT_LIMITS,
  onProgress: (progress: ImportProgress) => void = () => {},
) => readTraceFile(new Blob([content]), "a.json", limits, onProgress);

function opened(answer: ImportAnswer) {
  if (answer.ended !== "read") throw new Error(answer.error);
  return answer;
}
function tracesOf(answer: ImportAnswer): readonly Trace[] {
  return opened(answer).runs.map(({ packed }) => {
    const steps = unpackTrace(packed);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  });
}
const errorOf = (answer: ImportAnswer) => (answer.ended === "refused" ? answer.error : "");
const slices = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ph: "X",
    pid: 1,
    tid: 1,
    name: "s",
    ts: 2 * i,
    dur: 1,
  }));

describe("real recordings", () => {
  test.each([
    ["node", 1, ["JavaScriptMainThread"], ["Timeout", "RunTimers", "HTTPCLIENTREQUEST"]],
    [
      "chromium",
      7,
      [
        "CrBrowserMain · Browser",
        "CrRendererMain · Renderer",
        "ThreadPoolForegroundWorker · Renderer",
        "ThreadPoolForegroundWorker · Renderer",
        "ThreadPoolForegroundWorker · Renderer",
        "DedicatedWorker thread · Renderer",
        "DedicatedWorker thread · Renderer",
      ],
      ["RunMicrotasks"],
    ],
    ["rustc-llvm", 3, ["coordinator", "opt cgu.0", "lto cgu.0"], ["OptModule"]],
  ])("%s", async (name, lanes, labels, tasks) => {
    const answer = await read(new Uint8Array(recorded(name)));
    const [found] = tracesOf(answer);
    if (found === undefined) throw new Error("no run");
    checkTrace(found);
    expect(found.lanes).toHaveLength(lanes);
    expect(found.lanes.map(({ label }) => label)).toEqual(labels);
    expect(found.tasks.map(({ label }) => label)).toEqual(expect.arrayContaining(tasks));
    expect(opened(answer).runs[0]?.metrics.executingPeak).toBeLessThanOrEqual(lanes);
  });

  test("what Node waited for is told by the names of its resources", async () => {
    const [found] = tracesOf(await read(new Uint8Array(recorded("node"))));
    const on = (label: string) =>
      found?.spans
        .filter(({ task, state }) => found.tasks[task]?.label === label && state.is === "waiting")
        .map(({ state }) => (state.is === "waiting" ? state.on : ""))[0];
    expect([on("TCPWRAP"), on("FSREQCALLBACK"), on("Timeout")]).toEqual([
      "network",
      "disk",
      "timer",
    ]);
  });

  test("cut off anywhere, packed or not, each still opens or is refused in a sentence", async () => {
    for (const name of ["node", "chromium"]) {
      const packed = new Uint8Array(recorded(name));
      for (const share of [0.05, 0.3, 0.7, 0.99]) {
        const answer = await read(packed.slice(0, Math.round(packed.length * share)));
        if (answer.ended === "refused") expect(answer.error).toMatch(/^This .*\.$/);
        else
          expect(answer.notes[0]).toBe(
            "The file stops in the middle; everything before that is shown.",
          );
      }
    }
  });
});

test("an overlap file comes back with its plan and its model", async () => {
  const plan = { tasks: [], resources: [], channels: [] };
  const answer = await read(gzipSync(stringifyTrace({ trace, plan, model: { id: "m-n" } })));
  expect(tracesOf(answer)).toEqual([trace]);
  expect(opened(answer).runs[0]).toMatchObject({ from: "overlap", plan, model: { id: "m-n" } });
  expect(opened(answer).runs[0]?.metrics.executingPeak).toBe(2);
});

test("an overlap file of a variant of the work comes back with it", async () => {
  const variant = { id: "bounded", label: "bounded" };
  const answer = await read(stringifyTrace({ trace, variant }));
  expect(opened(answer).runs[0]).toMatchObject({ from: "overlap", variant });
});

test("what was read of a long Chrome trace can be kept as an overlap file", async () => {
  const [found] = tracesOf(await read(JSON.stringify(slices(100_001))));
  if (found === undefined) throw new Error("no run");
  const written = writeTrace({ trace: found });
  if (!written.ok) throw new Error(written.error);
  const again = tracesOf(await read(written.text));
  expect(again.map((trace) => writeTrace({ trace }))).toEqual([written]);
});

test("two runs written as one Chrome trace are two runs again, and there is nothing to say about them", async () => {
  const counter = { name: "executing", unit: "lanes", steps: [{ at: 0, count: 1 }] };
  const sides = ["A", "B"].map((name) => ({ name, trace, counters: [counter] }));
  const answer = await read([...chromeTrace(sides)].join(""));
  expect(tracesOf(answer)).toEqual([trace, trace]);
  expect(opened(answer).runs.map(({ label }) => label)).toEqual(["A", "B"]);
  expect(opened(answer).notes).toEqual([]);
});

test("over a limit the first part is read, and the limit named", async () => {
  const text = JSON.stringify(slices(40_000));
  const fewer = opened(await read(text, { bytes: 1e9, events: 1000 }));
  expect(fewer.part).toBe("This file holds more than the 1000 events that are read at once.");
  expect(fewer.runs[0]?.metrics.outcomes.done).toBeLessThan(40_000);
  const shorter = opened(await read(text, { bytes: 1e6, events: 1e9 }));
  expect(shorter.part).toBe("This file is larger than the 1 MB that are read at once.");
  expect(shorter.notes).toEqual([]);
  const whole = opened(await read(text));
  expect(whole.part).toBeUndefined();
  expect(whole.runs[0]?.metrics.outcomes.done).toBe(40_000);
});

test("an overlap file over the limit is refused: half of one is nothing", async () => {
  const text = stringifyTrace({ trace });
  expect(errorOf(await read(text, { bytes: 100, events: 1e9 }))).toMatch(
    /only be opened as a whole/,
  );
});

test.each([
  ["", /it is empty/],
  ["id,name\r\n1,=2", /it is text, but no JSON/],
  ['{"hello":"there"}', /neither "format": "overlap" nor "traceEvents"/],
  ["[]", /nothing that could be drawn/],
  ['{"traceEvents":[]}', /nothing that could be drawn/],
  ['{"format":"overlap","version":99}', /newer Overlap/],
  ['{"format":"overlap","version":1,"trace":{', /not JSON/],
])("%j is refused in a sentence", async (text, sentence) => {
  expect(errorOf(await read(text))).toMatch(sentence);
});

test("a file that is gone when it is read is refused in a sentence", async () => {
  const folder = await mkdtemp(join(tmpdir(), "overlap-"));
  const path = join(folder, "a.json");
  await writeFile(path, JSON.stringify(slices(10)));
  const file = await openAsBlob(path);
  await rm(folder, { recursive: true });
  const answer = await readTraceFile(file, "a.json", IMPORT_LIMITS, () => {});
  expect(errorOf(answer)).toMatch(/^This could not be read: it is a folder, or a file that/);
});

test("what was left out is told, with numbers", async () => {
  const [one, two] = slices(2);
  const { notes } = opened(
    await read(JSON.stringify([one, { ...two, dur: -1 }, { ...two, dur: null }, 7])),
  );
  expect(notes).toEqual(["2 slices were left out: a negative duration, or none that is a number."]);
});

test("NaN, which is no JSON, is a duration that is no number", async () => {
  const text = JSON.stringify(slices(3)).replace('"dur":1', '"dur":NaN');
  const { notes, runs } = opened(await read(text));
  expect(notes).toEqual(["1 slice was left out: a negative duration, or none that is a number."]);
  expect(runs[0]?.metrics.outcomes.done).toBe(2);
});

test("what is no slice is not shown, and counted", async () => {
  const others = ["C", "i", "s", "f"].map((ph) => ({ ph, pid: 1, tid: 1, name: "n", ts: 0 }));
  const { notes } = opened(await read(JSON.stringify([...slices(1), ...others])));
  expect(notes).toEqual([
    "3 events are not shown: instants, flows or samples, which are no slices.",
    "1 counter is not drawn: n.",
  ]);
});

test("counters are not drawn, and up to three of them named", async () => {
  const values = (...names: readonly string[]) => names.map((name) => ({ ph: "C", name, ts: 0 }));
  const notesOf = async (...names: readonly string[]) =>
    opened(await read(JSON.stringify([...slices(1), ...values(...names)]))).notes;
  expect(await notesOf("heap", "fps", "heap")).toEqual(["2 counters are not drawn: heap, fps."]);
  expect(await notesOf("heap", "fps", "a", "b", "c")).toEqual([
    "5 counters are not drawn: heap, fps, a and 2 more.",
  ]);
});

test("that a wait is a guess is told, and where there was none to make", async () => {
  const wait = (name: string, id: number) =>
    ["b", "e"].map((ph, ts) => ({ ph, pid: 1, tid: 1, id, name, ts }));
  const text = JSON.stringify([...wait("GET url", 1), ...wait("EventLatency", 2)]);
  expect(opened(await read(text)).notes).toEqual([
    "1 async slice is drawn as a wait on no lane; what it waits for is guessed from its name.",
    "1 async slice is drawn as blocked on its own name, which does not tell what it waits for.",
  ]);
});

test("progress goes up, by bytes of the file", async () => {
  const told: ImportProgress[] = [];
  await read(gzipSync(JSON.stringify(slices(20_000))), IMPORT_LIMITS, (progress) =>
    told.push(progress),
  );
  const last = told.at(-1);
  expect(last).toMatchObject({ doing: "building", events: 20_000 });
  expect(last?.read).toBe(last?.of);
  expect(told.every((one, i) => one.read >= (told[i - 1]?.read ?? 0))).toBe(true);
});
