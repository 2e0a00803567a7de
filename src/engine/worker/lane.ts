import { expose } from "comlink";
import { measureRate } from "../../jobs/calibrate.ts";
import { jobByName } from "../../jobs/registry.ts";
import { absoluteNow, handshake } from "./clock.ts";
import { runLane } from "./lane-run.ts";
import { sizePlan } from "./plan-sizes.ts";
import { probeLoad } from "./probe.ts";
import type { LaneApi, WorkerFailure } from "./protocol.ts";
import { sentenceOf } from "./sentence.ts";

/** The entry of a lane's worker: an event loop or a pool thread, as the run's model says. */
let stopRun: () => void = () => {};

const api: LaneApi = {
  hello: () => performance.timeOrigin,
  clock: absoluteNow,
  calibrate: (name) => measureRate(jobByName(name), () => performance.now()),
  size: sizePlan,
  probe: probeLoad,
  handshake,
  run: (config) =>
    runLane(
      config,
      (message, transfer) => self.postMessage(message, { transfer }),
      (stop) => {
        stopRun = stop;
      },
    ),
  stop: () => stopRun(),
};

self.addEventListener("unhandledrejection", (event) => {
  const failure: WorkerFailure = { type: "failure", message: sentenceOf(event.reason) };
  self.postMessage(failure);
});

expose(api);
