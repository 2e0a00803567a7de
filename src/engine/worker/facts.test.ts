import { describe, expect, it } from "vitest";
import { compute, planOf } from "../../plan/draft.ts";
import * as fact from "./facts.ts";
import type { FactBatch } from "./protocol.ts";
import { createTracer } from "./tracer.ts";

const plan = planOf([], {
  resources: [{ id: "db", capacity: 1, whenFull: "block" }],
  channels: [{ id: "mail", capacity: 1 }],
});

function written(write: (t: ReturnType<typeof createTracer>) => void) {
  const batches: FactBatch[] = [];
  const tracer = createTracer((batch) => batches.push(batch));
  write(tracer);
  tracer.flush(0);
  const names = fact.resourceNames(plan);
  const decoded = batches.map((b) => fact.decodeFacts(b.facts, b.texts, names));
  return {
    batches,
    events: decoded.flatMap((d) => d.events),
    laneEvents: decoded.flatMap((d) => d.laneEvents),
  };
}

describe("facts on their way out of a worker", () => {
  it("arrive as they were written", () => {
    const { events, laneEvents } = written((t) => {
      t.fact(1, fact.QUEUED, 7, 0);
      t.fact(2, fact.RUNNING, 7, 31);
      t.fact(3, fact.WAITING, 7, fact.packHeld(fact.WAIT_KINDS.indexOf("disk"), 0));
      t.fact(4, fact.WAITING, 7, fact.packHeld(fact.WAIT_KINDS.indexOf("network"), -1));
      t.fact(5, fact.BLOCKED, 7, fact.packHeld(0, 3));
      t.fact(6, fact.BLOCKED, 7, fact.packHeld(2, -1));
      t.fact(7, fact.READY, 7, 0);
      t.fact(8, fact.PREEMPTED, 31, 0);
      t.settled(9, 7, "failed", "it broke");
      t.settled(9, 8, "timed-out");
    });
    expect(events.map((e) => e.state)).toEqual([
      { is: "queued" },
      { is: "running", lane: 31 },
      { is: "waiting", on: "disk", holds: 0 },
      { is: "waiting", on: "network" },
      { is: "blocked", on: "db", holds: 3 },
      { is: "blocked", on: "mail" },
      { is: "ready" },
      { is: "settled", outcome: "failed", error: "it broke" },
      { is: "settled", outcome: "timed-out" },
    ]);
    expect(events.map((e) => e.at)).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 9]);
    expect(laneEvents).toEqual([{ at: 8, lane: 31, state: "preempted" }]);
  });

  it("say which step they are of, whatever else they say", () => {
    const { events, laneEvents } = written((t) => {
      t.fact(1, fact.QUEUED, 7, 0, fact.NO_STEP);
      t.fact(2, fact.RUNNING, 7, 31, 0);
      t.fact(3, fact.BLOCKED, 7, fact.packHeld(2, -1), 7_999_999);
      t.fact(4, fact.IDLE, 3, 0);
      t.settled(5, 7, "failed", "it broke");
    });
    expect(events).toEqual([
      { at: 1, task: 7, state: { is: "queued" } },
      { at: 2, task: 7, state: { is: "running", lane: 31 }, step: 0 },
      { at: 3, task: 7, state: { is: "blocked", on: "mail" }, step: 7_999_999 },
      { at: 5, task: 7, state: { is: "settled", outcome: "failed", error: "it broke" } },
    ]);
    expect(laneEvents).toEqual([{ at: 4, lane: 3, state: "idle" }]);
  });

  it("are of no step past the last one", () => {
    const one = planOf([{ label: "one", kind: "job", steps: [compute("hash", 1)] }]);
    expect([0, 1].map((step) => fact.knownStep(one, 0, step))).toEqual([0, fact.NO_STEP]);
  });

  it("travel in batches, however many there are, and keep their texts", () => {
    const { batches, events } = written((t) => {
      for (let i = 0; i < 5000; i++) t.settled(i, i, "failed", `error ${i}`);
    });
    expect(batches).toHaveLength(1);
    expect(events).toHaveLength(5000);
    expect(events[4999]?.state).toEqual({ is: "settled", outcome: "failed", error: "error 4999" });
  });

  it("are sent when they are due, not one by one", () => {
    const { batches } = written((t) => {
      for (let at = 1; at <= 100; at++) {
        t.fact(at, fact.QUEUED, 0, 0);
        t.flushIfDue(at);
      }
    });
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.length).toBeLessThanOrEqual(5);
  });
});
