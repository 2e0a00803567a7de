import type { RunConfig } from "../protocol.ts";
import type { Tracer } from "../tracer.ts";
import { loseLane } from "./assignment.ts";
import { hear } from "./coordinator-inbox.ts";
import { type Coordinator, hasStarted, openCoordinator } from "./coordinator-state.ts";
import * as core from "./core.ts";
import type { ToCoordinator } from "./lane-messages.ts";
import { serve } from "./lane-service.ts";

/** The scheduler behind messages. Every message changes the board, then every lane that can be served is. */
export function coordinate(
  config: RunConfig,
  ports: readonly MessagePort[],
  tracer: Tracer,
  start: Coordinator["start"],
) {
  let finish = (): void => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const co = openCoordinator(config, ports, tracer, start, finish);
  ports.forEach((port, lane) => {
    port.onmessage = ({ data }: MessageEvent<ToCoordinator>) => {
      hear(co, lane, data);
      if (hasStarted(co)) serve(co);
    };
  });
  return {
    done,
    stop(): void {
      core.cancelAll(co.c, co.clock.now());
      serve(co);
    },
    laneLost(lane: number, reason: string): void {
      dropLane(co, lane, reason);
      serve(co);
    },
  };
}

function dropLane({ c, clock, lanes, plan, topology }: Coordinator, index: number, reason: string) {
  const lane = lanes[index];
  if (lane === undefined) return;
  lane.port.close(); // a terminated worker goes on for a while
  lane.want = "nothing";
  for (const task of [...lane.given].reverse()) core.giveBack(c, task, clock.now());
  lane.given.clear();
  loseLane(c, index, clock.now(), reason);
  // nobody else takes from its queue
  for (const { id } of plan.tasks) {
    if (topology.own && topology.home(id) === index)
      core.settle(c, id, "failed", clock.now(), reason);
  }
}
