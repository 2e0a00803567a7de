import { scenarioById as find, loadScenario } from "./catalogue.ts";
import { MANIFEST } from "./manifest.ts";
import type { PlanScenario, Scenario } from "./scenario.ts";

/** @throws TypeError for a memory lab: those who take one apart narrow it themselves */
function planned(scenario: Scenario | undefined): PlanScenario {
  if (scenario?.kind === "plan") return scenario;
  throw new TypeError(`${scenario?.id}: is no plan`);
}

const [first, ...others] = MANIFEST;
const loadPlan = async ({ id }: { readonly id: string }) => planned(await loadScenario(id));

/** Every scenario with its body (all of them are plans so far): whoever imports this finds them loaded. */
export const SCENARIOS: readonly [PlanScenario, ...PlanScenario[]] = [
  await loadPlan(first),
  ...(await Promise.all(others.map(loadPlan))),
];

export function scenarioById(id: string): PlanScenario | undefined {
  const scenario = find(id);
  return scenario && planned(scenario);
}
