import { describe, expect, it } from "vitest";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { type Trace, taskId } from "../../trace/types.ts";
import { rowsOf } from "../layout/rows.ts";
import { workTrace } from "../spans/planned.ts";
import { workSummary } from "../workload.ts";
import { legendOf } from "./legend.ts";
import { rowWords, spanWords, spoken } from "./span-words.ts";
import { summaryOf } from "./summary.ts";
import { COLUMNS, type Column, tableOf } from "./table.ts";

const measured = (trace: Trace): Trace => ({
  ...trace,
  provenance: {
    kind: "measured",
    startedAt: "2026-01-01T00:00:00Z",
    cores: 2,
    clockStep: 0.005,
    clockSkew: 0,
    isolated: true,
    userAgent: "test",
  },
});
/** Figures and units are joined by a narrow no-break space. */
const plain = (text: string): string => text.replaceAll("\u202f", " ");

describe("words", () => {
  it("say a span as a sentence", () => {
    const trace = measured(fromSketch("fetch 0=~", { msPerChar: 100 }));
    const said = trace.spans.map((span) => plain(spoken(spanWords(trace, span))));
    expect(said).toEqual([
      "fetch, running on L0, 0 ms to 100 ms, lasting 100 ms",
      "fetch, waiting for the network, holding its lane on L0, 100 ms to 200 ms, lasting 100 ms",
      "fetch, waiting for the network, 200 ms to 300 ms, lasting 100 ms",
    ]);
  });
});

describe("a row", () => {
  it("is told by its name and what it holds", () => {
    const trace = fromSketch("L0 A*A\nL1 ...");
    const rows = rowsOf(trace, "threads").rows.map((row) => rowWords(trace, row));
    expect(rows).toEqual(["L0, 1 span, pre-empted 1 time", "L1, no spans"]);
    const loop = fromSketch("A 0~~\nB q0~", { laneKind: "event-loop" });
    expect(rowsOf(loop, "threads").rows.map((row) => rowWords(loop, row))).toEqual([
      "L0, 2 spans",
      "waits, 3 spans, at most 2 at once",
    ]);
  });
});

describe("a prediction", () => {
  it("is never told as if it had happened", () => {
    const trace = fromSketch("A 0");
    const said = trace.spans.map((span) => spanWords(trace, span).state);
    expect(said).toEqual(["predicted: running"]);
  });
});

describe("summaryOf", () => {
  it("tells work, time and the two numbers", () => {
    const trace = fromSketch("L0 AA\nL1 BB", { msPerChar: 100 });
    expect(plain(summaryOf(measured(trace)))).toBe(
      "2 tasks on 2 threads took 200 ms, with at most 2 in progress and 2 executing at once.",
    );
    expect(plain(summaryOf(trace))).toContain("are predicted to take 200 ms");
  });

  it("tells where tasks stood still and which failed", () => {
    const trace = fromSketch(
      `
      A 0~~-0!
      B q-00|
      C ./`,
      { laneKind: "event-loop", msPerChar: 10 },
    );
    expect(plain(summaryOf(measured(trace)))).toBe(
      "3 tasks on 1 event loop took 50.0 ms, with at most 2 in progress and 1 executing at once. " +
        "Added up, tasks waited for 20.0 ms and stood in line for a lane for 30.0 ms; 1 failed, 1 were cancelled.",
    );
  });

  it("tells how lanes started and were pre-empted", () => {
    const trace = fromSketch("L0 ^AA*AA*A\nL1 ^^BB....", { msPerChar: 10 });
    expect(plain(summaryOf(measured(trace)))).toContain(
      "Lanes took 30.0 ms in all to start and were pre-empted 2 times, for 20.0 ms in all.",
    );
  });

  it("takes the two numbers from who knows them", () => {
    const known = { inProgressPeak: 7, executingPeak: 3 };
    expect(summaryOf(fromSketch("L0 AA"), known)).toContain(
      "at most 7 in progress and 3 executing at once",
    );
  });

  it("has a sentence for nothing", () => {
    expect(summaryOf({ ...fromSketch("A 0"), tasks: [], spans: [] })).toBe("There are no tasks.");
  });
});

describe("tableOf", () => {
  const trace = fromSketch("A 0=\nB .1", { msPerChar: 10 });

  it("lists spans in order with lanes and durations", () => {
    expect(
      tableOf(trace).rows.map((r) => [r.task, r.lane, r.state, r.start, r.end, r.duration]),
    ).toEqual([
      ["A", "L0", "running", 0, 10, 10],
      ["A", "L0", "waiting for the network, holding its lane", 10, 20, 10],
      ["B", "L1", "running", 10, 20, 10],
    ]);
  });

  it("lists start-up and pre-emptions where they happened, of no task", () => {
    const holed = fromSketch("L0 ^AA*AA\nL1 BBB...");
    expect(tableOf(holed).rows.map((r) => [r.task, r.taskId, r.lane, r.start, r.end])).toEqual([
      ["B", 1, "L1", 0, 3],
      ["Start-up", undefined, "L0", 0, 1],
      ["A", 0, "L0", 1, 6],
      ["Pre-empted", undefined, "L0", 3, 4],
    ]);
    expect(new Set(tableOf(holed).rows.map(({ id }) => id)).size).toBe(4);
    const byLane = tableOf(holed, { order: { by: "lane", descending: false } });
    expect(byLane.rows.map(({ task }) => task)).toEqual(["Start-up", "A", "Pre-empted", "B"]);
  });

  it("goes page by page, and never past the last", () => {
    const pageFrom = (from: number) => {
      const { rows, ...page } = tableOf(trace, { from, limit: 2 });
      return { ...page, tasks: rows.map(({ task }) => task) };
    };
    expect(pageFrom(0)).toEqual({ from: 0, total: 3, tasks: ["A", "A"] });
    expect(pageFrom(2)).toEqual({ from: 2, total: 3, tasks: ["B"] });
    expect(pageFrom(900)).toEqual({ from: 2, total: 3, tasks: ["B"] });
    expect(tableOf({ ...trace, spans: [] }, { from: 9 })).toEqual({ rows: [], from: 0, total: 0 });
  });

  it("can be of one task only", () => {
    expect(tableOf(trace, { only: taskId(0) })).toMatchObject({
      total: 2,
      rows: [{ task: "A" }, { task: "A" }],
    });
  });

  describe("in an order", () => {
    const three = fromSketch(`
      job10  qq000|
      job2   .11|
      job1   ...1==1|`);
    const firsts = (by: Column, descending = false, limit = 9) =>
      tableOf(three, { limit, order: { by, descending } }).rows.map(
        ({ task, start }) => `${task}@${start}`,
      );

    it("sorts names as people do, and equal rows by start", () => {
      const up = ["job1@3", "job1@4", "job1@6", "job2@1", "job10@0", "job10@2"];
      expect(firsts("task")).toEqual(up);
      expect(firsts("task", true)).toEqual([...up.slice(4), up[3], ...up.slice(0, 3)]);
      expect(firsts("lane")[0]).toBe("job10@0");
      expect(firsts("state").slice(0, 2)).toEqual(["job10@0", "job2@1"]);
    });

    it("sorts times as numbers", () => {
      expect(firsts("duration", true)).toEqual([
        "job10@2",
        "job10@0",
        "job2@1",
        "job1@4",
        "job1@3",
        "job1@6",
      ]);
      expect(firsts("end")[0]).toBe("job10@0");
      expect(firsts("start", true)[0]).toBe("job1@6");
    });

    it("sorts all spans before it leaves out the rest", () => {
      expect(firsts("duration", true, 2)).toEqual(["job10@2", "job10@0"]);
      expect(firsts("end", true, 1)).toEqual(["job1@6"]);
    });

    it("holds every span once over all its pages, in the order of one page", () => {
      const many = fromSketch(
        Array.from({ length: 40 }, (_, i) => `t${i % 7} ${"q".repeat((i * 5) % 4)}~~`).join("\n"),
      );
      for (const by of COLUMNS) {
        for (const descending of [false, true]) {
          const order = { by, descending };
          const ids = (from: number, limit: number) =>
            tableOf(many, { from, limit, order }).rows.map(({ id }) => id);
          const pages = Array.from({ length: 14 }, (_, i) => ids(5 * i, 5));
          expect(pages.flat().slice(0, many.spans.length)).toEqual(ids(0, 999));
        }
      }
    });
  });
});

describe("legendOf", () => {
  it("lists what occurs, and nothing else", () => {
    const keys = (trace: Trace, ghost?: Trace) => legendOf(trace, ghost).map((entry) => entry.key);
    expect(keys(fromSketch("L0 AA"))).toEqual(["running"]);
    const all = fromSketch("A q0~x-0\nL1 ^\nL0 ....._");
    expect(keys(all, all)).toEqual([
      "running",
      "queued",
      "waiting",
      "blocked",
      "ready",
      "starting",
      "predicted",
    ]);
    expect(keys(fromSketch("L0 A*A"))).toContain("preempted");
  });

  /** Nine tasks, of which the first two run. */
  const kinds = (...of: readonly string[]): Trace => ({
    ...fromSketch("A 0\nB 1"),
    tasks: Array.from({ length: 9 }, (_, i) => ({
      id: taskId(i),
      label: `t${i}`,
      kind: of[i] ?? "other",
    })),
  });
  const looks = (trace: Trace, forced = false) =>
    legendOf(trace, undefined, forced).map((entry) => [entry.label, entry.swatch.tint]);

  it("tells kinds apart where bars are tinted by kind", () => {
    expect(looks(kinds("request", "report"))).toEqual([
      ["predicted to run: request", "task1"],
      ["predicted to run: report", "task2"],
    ]);
  });

  it("lists no kind that never runs, and leaves the others their tints", () => {
    const trace = measured(kinds("request", "report"));
    const spans = trace.spans.filter((span) => span.task === taskId(1));
    expect(looks({ ...trace, spans })).toEqual([["running: report", "task2"]]);
  });

  it("tells no kinds apart in forced colours, where all bars look the same", () => {
    expect(looks(measured(kinds("request", "report")), true)).toEqual([["running", "running"]]);
  });

  it("does not say what blocks in a trace of another program", () => {
    const trace = fromSketch("A 0x0");
    const labels = (of: Trace) => legendOf(of).map(({ label }) => label);
    expect(labels(measured(trace))).toContain("blocked by a lock or channel");
    const provenance = { kind: "imported", from: "chrome-trace", file: "x" } as const;
    expect(labels({ ...trace, provenance })).toEqual(["running", "blocked"]);
  });
});

describe("the work to do", () => {
  const request = {
    label: "GET",
    kind: "request",
    releaseAt: 5,
    segments: [
      { is: "compute", ms: 1 },
      { is: "wait", ms: 20 },
      { is: "other", ms: 0 },
      { is: "compute", ms: 1 },
    ],
  } as const;

  it("starts every task when it is released, to scale", () => {
    const trace = workTrace([request]);
    expect(trace.spans.map((span) => [span.state.is, span.start, span.end])).toEqual([
      ["running", 5, 6],
      ["waiting", 6, 26],
      ["running", 26, 27],
    ]);
    expect(trace.duration).toBe(27);
  });

  it("collapses many tasks that are alike, and keeps those that are not", () => {
    const alike = Array.from({ length: 100 }, () => request);
    expect(workTrace(alike).tasks.map((task) => task.label)).toEqual(["100 × request"]);
    const slow = { ...request, label: "slow", segments: [{ is: "compute", ms: 9 }] } as const;
    expect(workTrace([...alike, slow]).tasks.map((task) => task.label)).toEqual([
      "100 × request",
      "slow",
    ]);
    const apart = alike.map((task, i) => ({ ...task, releaseAt: i }));
    expect(workTrace(apart).tasks).toHaveLength(100);
  });

  it("is summed up in a sentence", () => {
    expect(plain(workSummary([request, request]))).toBe(
      "The work to do: 2 tasks, 4.00 ms of computing and 40.0 ms of waiting in all.",
    );
  });
});
