import TinyQueue from "tinyqueue";
import { simulate } from "../src/model/machine/simulate.ts";
import { pipeline } from "../src/model/model-test-kit.ts";
import { predict } from "../src/model/predict.ts";
import { createHeap, dropFirst, pushEvent } from "../src/model/queues/heap.ts";
import { compute, planOf, times, wait } from "../src/plan/draft.ts";
import { type ModelId, modelById } from "../src/plan/models.ts";
import type { Plan } from "../src/plan/plan.ts";
import { MAX_TASKS_ON_PAGE } from "../src/state/prediction/on-page.ts";
import { predictRun } from "../src/state/prediction/predict-run.ts";
import { sliceOf } from "../src/state/prediction/time-slice.ts";
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
/** As large as a plan may be that is predicted while a knob turns: 2000 requests that compute, ask and compute. */
const atOnce = (): Plan =>
  planOf(
    times(MAX_TASKS_ON_PAGE, (i) => ({
      label: "R",
      kind: "request",
      releaseAt: i / 2,
      steps: [compute("hash", 1), wait("network", 40), compute("hash", 2.5)],
    })),
  );

/** ms at 60 per second */
const FRAME = 16;
/** Of so short a time there may be more. */
const FRAMES = 25;

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
  const line = pipeline(ITEMS);
  const pool = modelById("loop-and-pool");
  const foretell = () => predict(line, pool, { lanes: 8, cores: 8 });
  const stages = await interleave(REPEATS, { predicted: () => timed(foretell) });
  const small = atOnce();
  const quantum = sliceOf(small);
  const picture = (id: ModelId, cores: number) => () =>
    timed(() =>
      predictRun({ plan: small, model: modelById(id), lanes: 8, cores, quantum, seed: 1 }),
    );
  const pictures = {
    loop: picture("event-loop", 8),
    pool: picture("thread-pool", 8),
    sliced: picture("thread-pool", 2),
  };
  await interleave(REPEATS, pictures); // warms up
  const frame = await interleave(FRAMES, pictures);
  const inFrame = { unit: "ms", aim: { of: "value", atMost: FRAME } } as const;
  return [
    {
      title: `Predicted while a knob turns: ${MAX_TASKS_ON_PAGE} tasks, the most that the page's own thread predicts`,
      how: ["In Node, plan to trace and figures. Aim: within a frame at 60 per second."],
      figures: [
        { what: "event loop", values: frame.loop, ...inFrame },
        { what: "pool of 8", values: frame.pool, ...inFrame },
        { what: "pool of 8 on 2 cores, in slices", values: frame.sliced, ...inFrame },
      ],
    },
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
