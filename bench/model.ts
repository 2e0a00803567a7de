import TinyQueue from "tinyqueue";
import { createHeap, dropFirst, pushEvent } from "../src/model/heap.ts";
import { predict } from "../src/model/predict.ts";
import { simulate } from "../src/model/simulate.ts";
import { compute, planOf, type TaskDraft, times, wait } from "../src/scenario/build.ts";
import { modelById } from "../src/scenario/models.ts";
import type { Plan } from "../src/scenario/plan.ts";
import type { Ms } from "../src/trace/types.ts";
import { interleave } from "./interleave.ts";
import type { Table } from "./report.ts";

/** Runs in Node: the predicted machine needs no browser. */

const REPEATS = 5;

const TASKS = 250_000;
/** A million steps: a request comes every half a millisecond, computes, asks twice. Seven of eight cores are busy. */
const million = (): Plan =>
  planOf(
    times(TASKS, (i) => ({
      label: "R",
      kind: "request",
      releaseAt: i / 2,
      steps: [compute("hash", 1), wait("network", 40), compute("hash", 2.5), wait("disk", 15)],
    })),
  );

const ITEMS = 10_000;
const IN_FLIGHT = 50;

/**
 * Stage 1 calls a service (100 ms, 50 in flight, timeout 200 ms, one retry) and puts what it got into a bounded
 * queue; stage 2 takes it from there and computes 2 ms.
 */
function pipeline(): Plan {
  const first: TaskDraft = {
    label: "call",
    kind: "call",
    retries: 1,
    steps: [
      { do: "acquire", resource: "in flight" },
      { do: "wait", on: "network", for: 100, timeout: 200 },
      { do: "release", resource: "in flight" },
      { do: "put", channel: "queue" },
    ],
  };
  const second: TaskDraft = {
    label: "item",
    kind: "item",
    steps: [{ do: "take", channel: "queue" }, compute("hash", 2)],
  };
  return planOf([...times(ITEMS, () => first), ...times(ITEMS, () => second)], {
    resources: [{ id: "in flight", capacity: IN_FLIGHT, whenFull: "block" }],
    channels: [{ id: "queue", capacity: 100 }],
    cancelAfter: 300_000,
  });
}

function timed(act: () => unknown): Ms {
  const start = performance.now();
  act();
  return performance.now() - start;
}

const QUEUED = 1000;

/** `events` times: the earliest goes, a later one comes. What any event-driven simulation does at the least. */
function bareHeap(events: number): void {
  const heap = createHeap(QUEUED);
  for (let i = 0; i < QUEUED; i++) pushEvent(heap, later(i), i, i);
  for (let i = 0; i < events; i++) {
    const now = heap.at[0] ?? 0;
    dropFirst(heap);
    pushEvent(heap, now + later(i), i, i);
  }
}

function tinyQueue(events: number): void {
  type Event = { readonly at: Ms; readonly order: number };
  const queue = new TinyQueue<Event>([], (a, b) => a.at - b.at || a.order - b.order);
  for (let i = 0; i < QUEUED; i++) queue.push({ at: later(i), order: i });
  for (let i = 0; i < events; i++) {
    const now = queue.pop()?.at ?? 0;
    queue.push({ at: now + later(i), order: i });
  }
}

/** Spreads the times: multiples of the golden ratio, mod 1. */
const later = (i: number): Ms => (i * 0.6180339887498949) % 1;

/** How fast the predicted machine is. */
export async function model(): Promise<Table[]> {
  const plan = million();
  const mn = modelById("m-n");
  let events = simulate(plan, mn, { lanes: 8, cores: 8 }).events; // also warms up
  bareHeap(events);
  const speed = await interleave(REPEATS, {
    simulated: () =>
      timed(() => {
        events = simulate(plan, mn, { lanes: 8, cores: 8 }).events;
      }),
    heap: () => timed(() => bareHeap(events)),
    tiny: () => timed(() => tinyQueue(events)),
  });
  const line = pipeline();
  const pool = modelById("loop-and-pool");
  const foretell = () => predict(line, pool, { lanes: 8, cores: 8 });
  const stages = await interleave(REPEATS, { predicted: () => timed(foretell) });
  return [
    {
      title: `Predicted machine: ${TASKS} tasks, ${4 * TASKS} steps, ${events} events, M:N on 8 cores`,
      how: [
        `In Node. Baseline: a binary heap of ${QUEUED} in which as many events come and go, and nothing else happens.`,
      ],
      figures: [
        { what: "bare heap", unit: "ms", values: speed.heap },
        {
          what: "simulation",
          unit: "ms",
          values: speed.simulated,
          baseline: speed.heap,
          as: "times",
          aim: { of: "ratio", atMost: 4 },
        },
        {
          what: "simulation, events per second",
          unit: "M/s",
          values: speed.simulated.map((ms) => events / ms / 1000),
          aim: { of: "value", atLeast: 1 },
        },
        {
          what: "the same heap as objects (tinyqueue)",
          unit: "ms",
          values: speed.tiny,
          baseline: speed.heap,
          as: "times",
        },
      ],
    },
    {
      title: `Predicted pipeline: ${ITEMS} items on 8 cores`,
      how: [
        `In Node, plan to trace, checked. Stage 1 ends at ${stageOneEnd(foretell().trace.settled)} ms of virtual time.`,
      ],
      figures: [
        {
          what: "prediction",
          unit: "ms",
          values: stages.predicted,
          aim: { of: "value", atMost: 150 },
        },
      ],
    },
  ];
}

const stageOneEnd = (settled: readonly { readonly at: Ms }[]): Ms =>
  settled.slice(0, ITEMS).reduce((latest, { at }) => Math.max(latest, at), 0);
