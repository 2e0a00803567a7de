import { blockedLoop } from "./catalogue/blocked-loop.ts";
import { fanOut } from "./catalogue/fan-out.ts";
import { fib } from "./catalogue/fib.ts";
import { fourCases } from "./catalogue/four-cases.ts";
import { hundredRequests } from "./catalogue/hundred-requests.ts";
import { matrix } from "./catalogue/matrix.ts";
import { oneSlowQuery } from "./catalogue/one-slow-query.ts";
import { twoTasks } from "./catalogue/two-tasks.ts";
import type { PlanScenario, Scenario } from "./scenario.ts";

/**
 * Every scenario, in the order in which they are taught. The first is what a new visitor sees. All of them are plans so
 * far.
 */
export const SCENARIOS: readonly [PlanScenario, ...PlanScenario[]] = [
  twoTasks,
  fourCases,
  oneSlowQuery,
  hundredRequests,
  fanOut,
  fib,
  matrix,
  blockedLoop,
];

const byId: ReadonlyMap<string, PlanScenario> = new Map(SCENARIOS.map((s) => [s.id, s]));

/** How a scenario is found by its id. */
export type FindScenario = (id: string) => Scenario | undefined;

/** The scenario of that id, or undefined where there is none. */
export const scenarioById = (id: string): PlanScenario | undefined => byId.get(id);
