import { MANIFEST } from "../../scenario/manifest.ts";
import type { Group, ScenarioHead } from "../../scenario/scenario.ts";
import { ScenarioLink } from "./scenario-link.tsx";
import css from "./scenario-list.module.css";

const groups: ReadonlyMap<Group, readonly ScenarioHead[]> = MANIFEST.reduce(
  (map, scenario) => map.set(scenario.group, [...(map.get(scenario.group) ?? []), scenario]),
  new Map<Group, readonly ScenarioHead[]>(),
);

/** All scenarios by group, in the order in which they are taught. */
export function ScenarioList({ onOpen }: { onOpen?: () => void }) {
  return (
    <div className={css.list}>
      {[...groups].map(([group, scenarios]) => (
        <section key={group} aria-label={group}>
          <h2 className={css.group}>{group}</h2>
          <ul>
            {scenarios.map((scenario) => (
              <li key={scenario.id}>
                <ScenarioLink
                  scenario={scenario}
                  className={css.link}
                  {...(onOpen === undefined ? {} : { onOpen })}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
