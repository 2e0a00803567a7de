import { readUrl } from "../api/links.ts";
import { createPageEngine } from "../engine/page-engine.ts";
import { SCENARIOS, scenarioById } from "../scenario/catalogue.ts";
import { createLab, type Lab } from "../state/lab.ts";
import { afterFirstPicture } from "./first-picture.ts";

interface OpenedLab {
  readonly lab: Lab;
  /** a plain sentence for each thing that is not as the address has it; the lab shows them as notices */
  readonly ignored: readonly string[];
}

/** A lab on this machine, set as the address says. Runs nothing. Never rejects: a bad address is opened as near as can be. */
export async function openLab(search: string, hash: string): Promise<OpenedLab> {
  const engine = createPageEngine(afterFirstPicture());
  const { state, zoom, ignored } = await readUrl(search, hash, engine.machine);
  const lab = createLab({
    engine,
    scenario: scenarioById(state.scenario) ?? SCENARIOS[0],
    settings: state,
    notices: ignored,
  });
  if (zoom !== undefined) lab.timeView.show(zoom, "jump");
  return { lab, ignored };
}
