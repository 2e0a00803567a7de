import { importFile } from "../../src/state/files/import-file.ts";
import type { Ms } from "../../src/trace/types.ts";
import { interleave } from "../interleave.ts";
import type { Table } from "../report.ts";

const REPEATS = 3;
const EVENTS = 1_000_000;
const THREADS = 8;
/** Events of one piece of the file: a text of a million would not fit the engine's longest. */
const PIECE = 10_000;

interface Opened {
  readonly whole: Ms;
  /** longest time in which the page could do nothing else */
  readonly block: Ms;
}

/** Opening a Chrome trace of a million events: how long it takes, and whether the page stands still meanwhile. */
export async function importing(): Promise<Table[]> {
  const file = traceOf(EVENTS);
  // Not in turns: what JSON.parse leaves behind, a million objects, would be collected in the other's time.
  const { opened } = await interleave(REPEATS, {
    opened: () => watched(async () => expectTasks(await importFile(file, "bench.json"))),
  });
  const { parsed } = await interleave(REPEATS, {
    parsed: () => watched(async () => JSON.parse(await file.text())),
  });
  return [
    {
      title: `Opening a Chrome trace of ${EVENTS / 1e6} million events (${Math.round(file.size / 1e6)} MB)`,
      how: [
        `${THREADS} threads, evenly busy, half of the slices inside of others; until the trace is in the page's memory, checked and measured. Baseline: JSON.parse of the same file on the page, which gives no trace yet.`,
        "The longest block is the longest gap between two turns of a timer of 1 ms on the page.",
      ],
      figures: [
        {
          what: "until it is open",
          unit: "ms",
          values: opened.map(({ whole }) => whole),
          baseline: parsed.map(({ whole }) => whole),
          as: "times",
          aim: { of: "value", atMost: 10_000 },
        },
        {
          what: "longest block of the page",
          unit: "ms",
          values: opened.map(({ block }) => block),
          baseline: parsed.map(({ block }) => block),
          as: "times",
          aim: { of: "value", atMost: 100 },
        },
      ],
    },
  ];
}

/** As Chromium writes it: object form, an event a line, inner slices before the outer ones that hold them. */
function traceOf(count: number): Blob {
  const parts: string[] = ['{"traceEvents":[\n'];
  for (let from = 0; from < count; from += PIECE) {
    const lines = Array.from({ length: PIECE }, (_, i) => JSON.stringify(eventOf(from + i)));
    parts.push(from === 0 ? "" : ",\n", lines.join(",\n"));
  }
  return new Blob([...parts, "\n]}\n"]);
}

function eventOf(i: number): object {
  const pair = Math.floor(i / 2);
  const inner = i % 2 === 0;
  const ts = 5_000_000_000 + 10 * Math.floor(pair / THREADS);
  return {
    ...{ pid: 4711, tid: 1 + (pair % THREADS), ts: inner ? ts + 2 : ts, dur: inner ? 3 : 8 },
    ...{ ph: "X", cat: "toplevel,devtools.timeline", name: inner ? "FunctionCall" : "RunTask" },
    args: { data: { functionName: `work${pair % 97}`, url: "https://example.org/app.js" } },
  };
}

function expectTasks(outcome: Awaited<ReturnType<typeof importFile>>): void {
  const tasks = outcome.ended === "read" ? outcome.runs[0]?.trace.tasks.length : 0;
  if (tasks !== EVENTS / 2) throw new Error(`The trace has ${tasks} tasks.`);
}

async function watched(act: () => Promise<unknown>): Promise<Opened> {
  let last = performance.now();
  let block = 0;
  const turn = () => {
    const now = performance.now();
    block = Math.max(block, now - last);
    last = now;
  };
  const timer = setInterval(turn, 1);
  const began = performance.now();
  await act();
  turn();
  clearInterval(timer);
  return { whole: performance.now() - began, block };
}
