import type { Costs, ExecutionModel } from "../plan/models.ts";
import { isRecord, onlyFields, shown } from "./run-arguments.ts";

/** What each field of the record may be. */
const CHOICES = {
  lanes: ["one", "pool", "per-task"],
  whileWaiting: ["holds-lane", "frees-lane"],
  computeOn: ["own-lane", "worker-pool"],
  queue: ["shared", "per-lane", "stealing"],
} as const satisfies { [K in keyof ExecutionModel]?: readonly ExecutionModel[K][] };

const FIELDS = ["id", "label", "runtimes", ...Object.keys(CHOICES), "computeLock", "costs"];

const COSTS = [
  "startLane",
  "switch",
  "copyPerMiB",
  "memoryPerLane",
  "memoryPerTask",
] as const satisfies readonly (keyof Costs)[];

type Given = Readonly<Record<string, unknown>>;

/** An execution model that a script made, checked field by field. @throws TypeError that names the field */
export function checkModel(given: Given): ExecutionModel {
  onlyFields("model.", given, FIELDS);
  const { runtimes, computeLock } = given;
  if (!Array.isArray(runtimes) || !runtimes.every((name) => typeof name === "string")) {
    throw new TypeError("model.runtimes: takes a list of names");
  }
  if (typeof computeLock !== "boolean") {
    throw new TypeError("model.computeLock: takes true or false");
  }
  return {
    id: nameOf("id", given),
    label: nameOf("label", given),
    runtimes,
    lanes: choice("lanes", given),
    whileWaiting: choice("whileWaiting", given),
    computeOn: choice("computeOn", given),
    queue: choice("queue", given),
    computeLock,
    costs: allCosts(checkCosts("model.costs", given.costs)),
  };
}

/** Some of a model's costs: finite numbers from 0. @throws TypeError that names the field */
export function checkCosts(path: string, given: unknown): Partial<Costs> {
  if (!isRecord(given)) throw new TypeError(`${path}: takes an object of numbers`);
  onlyFields(`${path}.`, given, COSTS);
  return Object.fromEntries(
    COSTS.flatMap((name) => {
      const value = given[name];
      if (value === undefined) return [];
      if (typeof value === "number" && Number.isFinite(value) && value >= 0) return [[name, value]];
      throw new TypeError(`${path}.${name}: takes a finite number from 0, not ${shown(value)}`);
    }),
  );
}

function allCosts(costs: Partial<Costs>): Costs {
  const missing = COSTS.find((name) => costs[name] === undefined);
  if (missing !== undefined) throw new TypeError(`model.costs.${missing}: is missing`);
  return { startLane: 0, switch: 0, copyPerMiB: 0, memoryPerLane: 0, memoryPerTask: 0, ...costs };
}

function nameOf(field: "id" | "label", given: Given): string {
  const value = given[field];
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`model.${field}: takes a name`);
}

function choice<K extends keyof typeof CHOICES>(
  field: K,
  given: Given,
): (typeof CHOICES)[K][number] {
  const choices: readonly (typeof CHOICES)[K][number][] = CHOICES[field];
  const found = choices.find((one) => one === given[field]);
  if (found !== undefined) return found;
  throw new TypeError(
    `model.${field}: takes one of ${choices.join(", ")}, not ${shown(given[field])}`,
  );
}
