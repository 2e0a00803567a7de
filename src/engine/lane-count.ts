import { type ExecutionModel, laneKinds } from "../plan/models.ts";
import { type Lane, laneId } from "../trace/types.ts";
import { THREAD_PER_TASK_CAP } from "./interface.ts";

/** The lanes a model really gets, and how many it asked for. */
export function realLanes(
  model: ExecutionModel,
  width: number,
  tasks: number,
): { lanes: Lane[]; asked: number } {
  const kinds = laneKinds(model, Math.max(1, Math.floor(width)), Math.max(1, tasks));
  const kept = model.lanes === "per-task" ? kinds.slice(0, THREAD_PER_TASK_CAP) : kinds;
  const loops = kept.filter((k) => k === "event-loop").length;
  let threads = 0;
  const lanes = kept.map((kind, i) => ({
    id: laneId(i),
    kind,
    label:
      kind === "event-loop" ? (loops > 1 ? `Loop ${i + 1}` : "Loop") : labelOf(kind, ++threads),
  }));
  return { lanes, asked: kinds.length };
}

const labelOf = (kind: Lane["kind"], n: number): string => `${kind === "process" ? "P" : "T"}${n}`;
