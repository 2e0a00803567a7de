import { createEngine } from "../engine/engine.ts";
import { SCENARIOS, scenarioById } from "../scenario/catalogue.ts";
import { createLab } from "../state/lab.ts";
import { readUrl } from "../state/url.ts";
import { bindAddress } from "./address.ts";
import { consoleHandle } from "./console.ts";
import { mountLab } from "./mount-lab.tsx";
import { applyTheme, rememberedTheme } from "./theme.ts";

applyTheme(rememberedTheme());
const host = document.querySelector<HTMLElement>("#root");
if (host === null) throw new Error("index.html has no #root");

const engine = createEngine();
const { state, ignored } = await readUrl(location.search, location.hash, engine.machine);
const lab = createLab({
  engine,
  scenario: scenarioById(state.scenario) ?? SCENARIOS[0],
  settings: state,
  notices: ignored,
});
bindAddress(lab);
window.overlap = consoleHandle(lab);
mountLab(host, lab, { chrome: "full" });
