import { planOf, times } from "../../src/plan/draft.ts";
import { modelById } from "../../src/plan/models.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { type Ms, type Trace, taskId } from "../../src/trace/types.ts";
import { ask, comlinkApi, startBare, startComlink } from "../bare.ts";
import { ascending, interleave } from "../interleave.ts";
import type { Figure, Table } from "../report.ts";
import { withEngine } from "../work.ts";

const REPEATS = 7;
const ROUNDS = 300;
const WARM_UP = 50; // JIT and the first wake-ups
const JOB = "hash";
const SIZE = 1; // the smallest job there is, some 0.1 ms: the asking side falls asleep, as it does in a real run

/** A chain of the smallest jobs: one is in flight at a time, as in a ping-pong. */
const chain = (): Plan =>
  planOf(
    times(ROUNDS, (i) => ({
      label: `J${i + 1}`,
      kind: "job",
      after: i === 0 ? [] : [taskId(i - 1)],
      steps: [{ do: "compute", job: JOB, size: SIZE, estimate: 0.1 }],
    })),
  );

/**
 * Of each task: from the loop giving its computation away to the loop having it back, less the computation.
 *
 *   loop  ready|------------------------|running
 *   pool            |running------|
 *                ---               -----    what dispatch costs
 */
function tripsOf(trace: Trace): Ms[] {
  const trips: Ms[] = [];
  const pool = 1; // lane 0 is the loop
  for (const { id } of trace.tasks) {
    const spans = trace.spans.filter((span) => span.task === id);
    const i = spans.findIndex(({ state }) => state.is === "running" && state.lane === pool);
    const [given, job, taken] = [spans[i - 1], spans[i], spans[i + 1]];
    if (given === undefined || job === undefined || taken === undefined) continue;
    trips.push(taken.end - given.start - (job.end - job.start));
  }
  return trips;
}

/**
 * What a job costs a lane that hands it over, against a bare message there and back.
 * @param isolated false: the engine as in a page without shared memory
 */
export async function dispatch(isolated = true): Promise<Table[]> {
  const page = startBare();
  const comlink = startComlink();
  const ends = [startBare(), startBare()] as const;
  for (const worker of [page, ...ends]) await ask(worker, { ask: "warm", job: JOB });
  const api = comlinkApi(comlink);
  await api.warm(JOB);
  const trips = await withEngine(async (engine) => {
    const plan = chain();
    const model = modelById("loop-and-pool");
    await engine.run({ plan, model, lanes: 1 }); // warms its lanes up
    return interleave(REPEATS, {
      raw: () => betweenWorkers(ends),
      engine: async () => tripsOf((await engine.run({ plan, model, lanes: 1 })).trace),
      page: () => fromPage(page),
      comlink: () => overComlink((job, size) => api.run(job, size)),
    });
  }, isolated);
  for (const worker of [page, comlink, ...ends]) worker.terminate();
  return [tableOf(trips, isolated)];
}

type Trips = Readonly<Record<"raw" | "engine" | "page" | "comlink", readonly Ms[][]>>;

function tableOf({ raw, engine, page, comlink }: Trips, isolated: boolean): Table {
  const aims = isolated ? { median: 1.1, p99: 1.5 } : { median: undefined, p99: undefined };
  const name = isolated ? "engine" : "engine, no shared memory";
  return {
    title: "Dispatch round trip",
    how: [
      `${ROUNDS} smallest jobs (${JOB}, ${SIZE} unit), each after the one before. Loop + pool of 1: the loop's "ready" to its next "running", less the job's own running span, from the trace.`,
      "Baseline: two bare workers, postMessage there and back over a MessageChannel with the same job in between, less the job.",
      `The first ${WARM_UP} rounds of each repeat don't count.`,
    ],
    figures: [
      { what: "raw, between workers: median", unit: "µs", values: micros(raw, 0.5) },
      against(`${name}: median`, engine, raw, 0.5, aims.median),
      against("raw, page and worker: median", page, raw, 0.5),
      against("Comlink, page and worker: median", comlink, raw, 0.5),
      { what: "raw, between workers: p99", unit: "µs", values: micros(raw, 0.99) },
      against(`${name}: p99`, engine, raw, 0.99, aims.p99),
      against("raw, page and worker: p99", page, raw, 0.99),
      against("Comlink, page and worker: p99", comlink, raw, 0.99),
    ],
  };
}

const against = (
  what: string,
  trips: readonly Ms[][],
  raw: readonly Ms[][],
  share: number,
  atMost?: number,
): Figure => ({
  what,
  unit: "µs",
  values: micros(trips, share),
  baseline: micros(raw, share),
  as: "times",
  ...(atMost === undefined ? {} : { aim: { of: "ratio", atMost } }),
});

/** The quantile of each repeat. */
const micros = (repeats: readonly Ms[][], share: number): number[] =>
  repeats.map((trips) => {
    const sorted = ascending(trips.slice(WARM_UP));
    return 1000 * (sorted[Math.floor(share * sorted.length)] ?? Number.NaN);
  });

async function betweenWorkers(ends: readonly [Worker, Worker]): Promise<Ms[]> {
  const { port1, port2 } = new MessageChannel();
  await ask(ends[0], { ask: "serve", job: JOB, size: SIZE, port: port1 });
  return [...(await ask(ends[1], { ask: "ping", rounds: ROUNDS, port: port2 })).trips];
}

async function fromPage(worker: Worker): Promise<Ms[]> {
  const { port1, port2 } = new MessageChannel();
  await ask(worker, { ask: "serve", job: JOB, size: SIZE, port: port1 });
  const trips: Ms[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const sent = performance.now();
    const job = await new Promise<Ms>((resolve) => {
      port2.onmessage = ({ data }: MessageEvent<Ms>) => resolve(data);
      port2.postMessage(0);
    });
    trips.push(performance.now() - sent - job);
  }
  port2.close();
  return trips;
}

async function overComlink(run: (job: typeof JOB, size: number) => Promise<Ms>): Promise<Ms[]> {
  const trips: Ms[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const sent = performance.now();
    const job = await run(JOB, SIZE);
    trips.push(performance.now() - sent - job);
  }
  return trips;
}
