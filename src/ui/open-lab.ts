import { askedByUrl, linkOf } from "../api/links.ts";
import { createPageEngine } from "../engine/page-engine.ts";
import { loadFirst, loadScenario } from "../scenario/catalogue.ts";
import { createLab, type Lab } from "../state/lab.ts";
import { afterFirstPicture } from "./first-picture.ts";

interface OpenedLab {
  readonly lab: Lab;
  /** a plain sentence for each thing that is not as the address has it; the lab shows them as notices */
  readonly ignored: readonly string[];
}

/**
 * A lab on this machine, set as the address says; a bad address is opened as near as can be. Runs nothing.
 * @throws ScenarioLoadError (rejection) where the scenario's body does not come
 */
export async function openLab(search: string, hash: string): Promise<OpenedLab> {
  const engine = createPageEngine(afterFirstPicture());
  const asked = await askedByUrl(search, hash);
  const scenario = await (loadScenario(asked.scenario) ?? loadFirst());
  const { state, zoom, ignored } = linkOf(asked, engine.machine, scenario);
  const lab = createLab({
    engine,
    scenario,
    settings: state,
    notices: ignored,
  });
  if (zoom !== undefined) lab.timeView.show(zoom, "jump");
  return { lab, ignored };
}
