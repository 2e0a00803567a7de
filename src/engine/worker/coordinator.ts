import { expose } from "comlink";
import { BEAT_MS } from "./beat.ts";
import { absoluteNow, createClock } from "./clock.ts";
import type { Beat, CoordinatorApi, LaneReport, RunConfig, WorkerFailure } from "./protocol.ts";
import { coordinate } from "./schedule/coordinate.ts";
import { sentenceOf } from "./sentence.ts";
import { createTracer } from "./tracer.ts";

/** The entry of the coordinator: where no memory is shared, this worker keeps the scheduler's state. */
let running: ReturnType<typeof coordinate> | undefined;

/** Lanes that compute for long send nothing, and the picture must grow all the same. */
const FLUSH_MS = 33;

const api: CoordinatorApi = {
  hello: () => performance.timeOrigin,
  clock: absoluteNow,
  async run(config: RunConfig, ports: MessagePort[]): Promise<LaneReport> {
    const tracer = createTracer((batch, transfer) => self.postMessage(batch, { transfer }));
    let epoch = config.epoch ?? 0;
    let clock = createClock(epoch, config.clockOffset);
    running = coordinate(config, ports, tracer, () => {
      if (config.epoch === undefined) epoch = absoluteNow() - config.clockOffset;
      clock = createClock(epoch, config.clockOffset);
      return { epoch, clock };
    });
    const flushing = setInterval(() => tracer.flushIfDue(clock.now()), FLUSH_MS);
    const alive = setInterval(() => self.postMessage({ type: "beat" } satisfies Beat), BEAT_MS);
    await running.done;
    clearInterval(flushing);
    clearInterval(alive);
    const endedAt = clock.now();
    tracer.flush(endedAt);
    return { epoch, endedAt, facts: tracer.count };
  },
  stop: () => running?.stop(),
  laneLost: (lane, reason) => running?.laneLost(lane, reason),
};

self.addEventListener("unhandledrejection", (event) => {
  const failure: WorkerFailure = { type: "failure", message: sentenceOf(event.reason) };
  self.postMessage(failure);
});

expose(api);
