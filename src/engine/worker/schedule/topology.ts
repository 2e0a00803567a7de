import type { ExecutionModel } from "../../../plan/models.ts";

/** How the model's record places tasks on lanes: the engine's reading of the two switches and the modifiers. */
export interface Topology {
  /** Lanes 0 .. loops-1 are event loops, the rest pool threads. */
  readonly loops: number;
  /** The lane a task belongs to for good, or -1: any pool lane may take it. */
  readonly home: (task: number) => number;
  /** A waiting task keeps its pool lane. */
  readonly holds: boolean;
  /** Computations leave the loop for the pool. */
  readonly offload: boolean;
  readonly stealing: boolean;
  /** A pool lane takes tasks from its own queue only. */
  readonly own: boolean;
  /** One lock round all computing. */
  readonly computeLock: boolean;
}

export function topologyOf(model: ExecutionModel, lanes: number, tasks: number): Topology {
  const offload = model.computeOn === "worker-pool";
  const looping = model.whileWaiting === "frees-lane" && model.queue !== "stealing";
  const loops = offload ? 1 : looping ? lanes : 0;
  // a thread per task, where there are enough threads; else they share the queue
  const own = model.lanes === "per-task" && !looping && tasks <= lanes;
  const spread = (task: number): number => task % lanes;
  return {
    loops,
    home: loops === 1 ? () => 0 : loops > 1 || own ? spread : () => -1,
    holds: model.whileWaiting === "holds-lane",
    offload,
    stealing: model.queue === "stealing",
    own,
    computeLock: model.computeLock && model.whileWaiting === "holds-lane",
  };
}
