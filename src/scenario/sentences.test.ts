import { describe, expect, test } from "vitest";
import { MODELS, type ModelId } from "../plan/models.ts";
import { SCENARIOS, scenarioById } from "./catalogue-test-kit.ts";
import { defaultKnobs, type Side } from "./scenario.ts";
import {
  measured,
  on,
  oneByOne,
  query,
  queued,
  requests,
  sideOf,
  stopped,
  type Told,
  together,
  turns,
} from "./scenario-test-kit.ts";

function saw(id: string, ...sides: Side[]): string {
  const scenario = scenarioById(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  // figures stand at a narrow, unbreakable space from their units
  return scenario.saw(sides, defaultKnobs(scenario)).join(" ").replaceAll("\u202F", " ");
}

describe("what you saw: two-tasks", () => {
  test("tells the two numbers, the order and the times of both sides", () => {
    expect(saw("two-tasks", turns(), together())).toBe(
      "On the event loop, the 2 tasks took 400 ms, with at most 2 in progress and 1 executing; " +
        "on the thread pool of 2 lanes, they took 200 ms, with at most 2 in progress and 2 executing. " +
        "On the event loop, they took turns: A B A B; on the thread pool of 2 lanes, A and B executed at the same instant. " +
        "It took 2.0 times as long on the event loop as on the thread pool of 2 lanes.",
    );
  });

  test("follows the trace, not the scenario", () => {
    const text = saw("two-tasks", oneByOne(), together(390));
    expect(text).toContain(
      "One at a time, the 2 tasks took 400 ms, with at most 1 in progress and 1 executing",
    );
    expect(text).toContain("A had done all its computing before B began");
    expect(text).toContain("under 5 %");
    expect(text).not.toContain("times as long");
  });

  test("the slower side is named as the slower one, whichever stands first", () => {
    expect(saw("two-tasks", together(800), oneByOne())).toContain(
      "It took 2.0 times as long on the thread pool of 2 lanes as one at a time.",
    );
  });

  test("a stopped run is not compared, and says how far it came", () => {
    const text = saw("two-tasks", turns(), stopped());
    expect(text).toContain(
      "On the thread pool of 2 lanes, 1 of 2 tasks ended normally (1 cancelled), so the time of this run, 150 ms, can't be compared.",
    );
    expect(text).not.toContain("times as long");
  });

  test("the same model twice is told apart, and a prediction is called one", () => {
    const text = saw(
      "two-tasks",
      turns(),
      turns("event-loop", { kind: "predicted", cores: 8, seed: 1 }),
    );
    expect(text).toContain("on the event loop (predicted), they took");
    const predicted = turns("event-loop", { kind: "predicted", cores: 8, seed: 1 });
    expect(saw("two-tasks", predicted)).toMatch(/^Predicted: on the event loop, the 2 tasks took/);
    const twins = saw("two-tasks", turns(), turns());
    expect(twins).toContain("On the event loop (A), the 2 tasks");
    expect(twins).toContain("on the event loop (B), they took");
  });
});

describe("what you saw: the others", () => {
  test("hundred-requests: how much of the time the lane was executing", () => {
    expect(saw("hundred-requests", requests(100))).toBe(
      "On the event loop, the 100 requests took 200 ms, with at most 100 in progress and 1 executing. " +
        "Lanes were executing for 100 % of the time on the event loop.",
    );
    expect(saw("hundred-requests", requests(10))).toContain("executing for 64.5 % of the time");
  });

  test("one-slow-query: how late the others were, and how long in line", () => {
    const side = sideOf("sequential", [
      { label: "Request 1", facts: [[0, on(0)]], end: 52 },
      {
        label: "Request 2",
        facts: [
          [20, queued],
          [52, on(0)],
          [54, query],
        ],
        end: 854,
      },
      {
        label: "Request 3",
        facts: [
          [40, queued],
          [854, on(0)],
        ],
        end: 906,
      },
    ]);
    expect(saw("one-slow-query", side)).toContain(
      "One at a time, request 2 took 834 ms; of the others the slowest was request 3 with 866 ms, 814 ms of it in line for a lane.",
    );
  });

  test("fan-out: sum, longest call, and when the join had them", () => {
    const side = sideOf("event-loop", [
      { label: "Prices", facts: [[0, query]], end: 80 },
      { label: "Stock", facts: [[0, query]], end: 120 },
      { label: "Reviews", facts: [[0, query]], end: 210 },
      { label: "Join", facts: [[210, queued]], end: 210 },
    ]);
    expect(saw("fan-out", side)).toContain(
      "the calls waited 410 ms in sum and 210 ms at the longest, and the answer was there after 210 ms.",
    );
  });

  test("fib: the largest task's share of the computing bounds the speedup", () => {
    const side = sideOf(
      "thread-pool",
      [
        { label: "fib(36)", facts: [[0, on(0)]], end: 100 },
        { label: "fib(37)", facts: [[0, on(1)]], end: 100 },
        { label: "fib(38)", facts: [[0, on(2)]], end: 300 },
      ],
      { lanes: 3, provenance: { ...measured, cores: 2 } },
    );
    const text = saw("fib", side);
    expect(text).toContain(
      "fib(38) alone executed for 300 ms, 60.0 % of the computing of all tasks",
    );
    expect(text).toContain("more than 1.7 times as fast");
    expect(text).toContain("3 lanes shared 2 cores");
  });

  test("matrix: fewer blocks than lanes is said to be why lanes stood idle", () => {
    const blocks = [
      { label: "Rows 1 to 8", facts: [[0, on(0)]], end: 100 },
      { label: "Rows 9 to 16", facts: [[0, on(1)]], end: 100 },
    ] as const;
    expect(saw("matrix", sideOf("thread-pool", blocks, { lanes: 4 }))).toContain(
      "lanes were executing for 50.0 % of the time: there were 2 blocks for 4 lanes.",
    );
    expect(saw("matrix", sideOf("thread-pool", blocks, { lanes: 2 }))).toContain(
      "lanes were executing for 100 % of the time.",
    );
  });

  test("blocked-loop: who had an answer while the slow one computed", () => {
    const small = (n: number, release: number, start: number, lane: number): Told => ({
      label: `Request ${n}`,
      facts:
        start > release
          ? [
              [release, queued],
              [start, on(lane)],
            ]
          : [[release, on(lane)]],
      end: start + 2,
    });
    const slow: Told = { label: "Request 3", facts: [[20, on(0)]], end: 320 };
    const blocked = sideOf("event-loop", [
      small(1, 0, 0, 0),
      small(2, 10, 10, 0),
      slow,
      small(4, 30, 320, 0),
    ]);
    expect(saw("blocked-loop", blocked)).toContain(
      "1 other request arrived in the 300 ms in which request 3 computed, and 0 of them had an answer before it ended; p95 latency 300 ms.",
    );
    const free = sideOf("thread-pool", [
      small(1, 0, 0, 0),
      small(2, 10, 10, 0),
      slow,
      small(4, 30, 30, 1),
    ]);
    expect(saw("blocked-loop", free)).toContain("and 1 of them had an answer before it ended");
  });

  test("four-cases: where waits and computations overlapped most", () => {
    const text = saw("four-cases", oneByOne(), requests(8), together());
    expect(text).toContain("The most waits at once, 8, were on the event loop");
    expect(text).toContain("the most computations at once, 2, were on the thread pool of 2 lanes.");
    expect(saw("four-cases", oneByOne(), oneByOne())).not.toContain("at once");
  });
});

describe("odd runs", () => {
  const nothing = (id: ModelId): Side => sideOf(id, []);
  const neverRan = (id: ModelId): Side =>
    sideOf(id, [{ label: "A", facts: [], end: 0, outcome: "cancelled" }]);
  const allFailed = (id: ModelId): Side =>
    sideOf(id, [{ label: "A", facts: [[0, on(0)]], end: 3, outcome: "failed" }]);

  test.each(SCENARIOS.map((s) => s.id))("%s has clean sentences whatever the runs were", (id) => {
    for (const { id: model } of MODELS) {
      for (const make of [nothing, neverRan, allFailed, turns, requests.bind(null, 3)]) {
        for (const sides of [[make(model)], [make(model), stopped()], [make(model), together()]]) {
          const text = saw(id, ...sides);
          expect(text).toMatch(/^[A-Z].*\.$/);
          expect(text).not.toMatch(/NaN|Infinity|undefined|null| {2}|\.\./);
        }
      }
    }
  });
});
