import { modelById } from "../../src/plan/models.ts";
import type { Ms } from "../../src/trace/types.ts";
import { ask, bareLoops, startBare } from "../bare.ts";
import { interleave } from "../interleave.ts";
import { type LiveTimeline, mountLive } from "../live.ts";
import type { Table } from "../report.ts";
import { equalJobs, firstSize, sized, withEngine } from "../work.ts";
import { framesWhile, longestOf, shareOfLong } from "./frame-times.ts";

const REPEATS = 3;
const RUN_MS = 2000;
const JOB_MS = 5;
const JOB = "hash";

const still = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RUN_MS));

/** The page's frames while it rests, while bare workers take all cores, and while the engine and the timeline run. */
export async function frames(): Promise<Table[]> {
  const cores = navigator.hardwareConcurrency;
  const count = (RUN_MS / JOB_MS) * cores;
  const workers = Array.from({ length: cores }, startBare);
  for (const worker of workers) await ask(worker, { ask: "warm", job: JOB });
  const measured = await withEngine(async (engine) => {
    const plan = await sized(engine, equalJobs(count, JOB, JOB_MS), cores);
    const size = firstSize(plan);
    const model = modelById("thread-pool");
    const half = workers.map(() => RUN_MS / JOB_MS);
    const run = async (live?: LiveTimeline): Promise<Ms[]> => {
      // what comes before the run (probe, clocks) is not the run
      const { promise: begun, resolve: begin } = deferred();
      const ended = engine.run({
        plan,
        model,
        lanes: cores,
        onProgress(progress) {
          if (progress.trace !== undefined) begin();
          live?.onProgress(progress);
        },
      });
      await begun;
      return framesWhile(ended);
    };
    return interleave(REPEATS, {
      idle: () => framesWhile(still()),
      busy: () => framesWhile(bareLoops(workers, JOB, size, half)),
      painted: () => painting(() => framesWhile(bareLoops(workers, JOB, size, half))),
      unseen: () => run(),
      live: async () => {
        const live = mountLive(1.2 * RUN_MS);
        const taken = await run(live);
        live.destroy();
        return taken;
      },
    });
  });
  for (const worker of workers) worker.terminate();
  const { idle, busy, painted, unseen, live } = measured;
  const share = (runs: readonly Ms[][]): number[] => runs.map(shareOfLong);
  return [
    {
      title: "Main-thread frames while all cores compute",
      how: [
        `Share of animation frames that came over 20 ms after the one before, in runs of ${RUN_MS / 1000} s: ${count} jobs of ${JOB_MS} ms on ${cores} lanes.`,
        "Bare workers on all cores show what the machine leaves to a page that draws nothing, and to one that only fills a canvas as large as the timeline in each frame.",
      ],
      figures: [
        { what: "page at rest", unit: "%", values: share(idle) },
        { what: "bare workers on all cores", unit: "%", values: share(busy) },
        { what: "the same, a canvas repainted", unit: "%", values: share(painted) },
        { what: "engine, nothing drawn", unit: "%", values: share(unseen) },
        {
          what: "engine and live timeline",
          unit: "%",
          values: share(live),
          aim: { of: "value", atMost: 1 },
        },
        { what: "longest frame: at rest", unit: "ms", values: idle.map(longestOf) },
        { what: "longest frame: bare workers", unit: "ms", values: busy.map(longestOf) },
        { what: "longest frame: live timeline", unit: "ms", values: live.map(longestOf) },
      ],
    },
  ];
}

/** Fills a canvas of a timeline's size in each frame meanwhile: the least that anything animated costs. */
async function painting<T>(act: () => Promise<T>): Promise<T> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: innerWidth - 16, height: 240 });
  document.body.append(canvas);
  const context = canvas.getContext("2d");
  let frame = requestAnimationFrame(function next(time) {
    frame = requestAnimationFrame(next);
    context?.clearRect(0, 0, canvas.width, canvas.height);
    context?.fillRect(0, 0, (time / 10) % canvas.width, canvas.height);
  });
  try {
    return await act();
  } finally {
    cancelAnimationFrame(frame);
    canvas.remove();
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
