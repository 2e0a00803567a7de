import type { Costs, ExecutionModel } from "../plan/models.ts";
import { type Fields, finiteFrom0, name, names, oneOf, record } from "./field-kinds.ts";
import { partOf, wholeOf } from "./strict.ts";

const COSTS: Fields<Costs> = {
  startLane: finiteFrom0,
  switch: finiteFrom0,
  copyPerMiB: finiteFrom0,
  memoryPerLane: finiteFrom0,
  memoryPerTask: finiteFrom0,
};

const MODEL: Fields<Omit<ExecutionModel, "costs"> & { costs: object }> = {
  id: name,
  label: name,
  runtimes: names,
  lanes: oneOf(["one", "pool", "per-task"]),
  whileWaiting: oneOf(["holds-lane", "frees-lane"]),
  computeOn: oneOf(["own-lane", "worker-pool"]),
  queue: oneOf(["shared", "per-lane", "stealing"]),
  computeLock: oneOf([true, false]),
  costs: record("is not an object of numbers"),
};

/** An execution model that a script made, checked field by field. @throws TypeError that names the field */
export function checkModel(given: unknown): ExecutionModel {
  const { costs, ...model } = wholeOf("model", given, MODEL);
  return { ...model, costs: wholeOf("model.costs", costs, COSTS) };
}

/** Some of a model's costs. @throws TypeError that names the field */
export const checkCosts = (given: unknown): Partial<Costs> => partOf("costs", given, COSTS);
