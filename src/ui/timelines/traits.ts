import { counted } from "../../metrics/format.ts";
import type { ExecutionModel } from "../../plan/models.ts";

/** The two switches of the model, and what modifies them: "1 lane · a waiting task frees its lane". */
export function traitsOf(
  { lanes, whileWaiting, computeOn, computeLock }: ExecutionModel,
  pool: number,
): string {
  const width = { one: "1 lane", pool: counted(pool, "lane"), "per-task": "a lane per task" }[
    lanes
  ];
  return [
    width,
    whileWaiting === "holds-lane"
      ? "a waiting task holds its lane"
      : "a waiting task frees its lane",
    ...(computeOn === "worker-pool" ? ["the lanes only compute"] : []),
    ...(computeLock ? ["one computes at a time"] : []),
  ].join(" · ");
}
