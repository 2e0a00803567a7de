import { MANIFEST } from "./manifest.ts";
import type { Scenario, ScenarioEntry } from "./scenario.ts";

/** How a scenario whose body is there is found by its id; undefined for any other. */
export type FindScenario = (id: string) => Scenario | undefined;

/**
 * Fetches the body of a scenario; undefined where there is none of that id.
 * @throws ScenarioLoadError (rejection)
 */
export type LoadScenario = (id: string) => Promise<Scenario> | undefined;

/** A body that did not come. The message is a sentence for whoever asked for it. */
export class ScenarioLoadError extends Error {
  override readonly name = "ScenarioLoadError";
  constructor(title: string, cause: unknown) {
    super(
      `“${title}” could not be loaded: the connection is down, or this site has changed since the page was opened.`,
      { cause },
    );
  }
}

const listed: ReadonlyMap<string, ScenarioEntry> = new Map(MANIFEST.map((one) => [one.id, one]));
/** Bodies that have come. They never change, so all labs of a page may share them. */
const loaded = new Map<string, Scenario>();

/** What the manifest says of a scenario; undefined where there is none of that id. */
export const entryById = (id: string): ScenarioEntry | undefined => listed.get(id);

export const scenarioById: FindScenario = (id) => loaded.get(id);

export const loadScenario: LoadScenario = (id) => {
  const entry = listed.get(id);
  return entry && scenarioOf(entry);
};

/** What a new visitor sees. */
export const loadFirst = (): Promise<Scenario> => scenarioOf(MANIFEST[0]);

async function scenarioOf({ load, words: _, ...head }: ScenarioEntry): Promise<Scenario> {
  const known = loaded.get(head.id);
  if (known !== undefined) return known;
  try {
    const { body } = await load();
    // The types of the manifest say that head and body are of one kind; taken apart, each is of either.
    const scenario = loaded.get(head.id) ?? ({ ...head, ...body } as Scenario);
    loaded.set(head.id, scenario);
    return scenario;
  } catch (error) {
    throw new ScenarioLoadError(head.title, error);
  }
}
