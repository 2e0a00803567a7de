import { bindAddress } from "./address.ts";
import { App } from "./app.tsx";
import { consoleHandle } from "./console.ts";
import { mountLab } from "./mount-lab.tsx";
import { openLab } from "./open-lab.ts";
import { applyTheme, rememberedTheme } from "./theme.ts";

applyTheme(rememberedTheme());
const host = document.querySelector<HTMLElement>("#root");
if (host === null) throw new Error("index.html has no #root");

const { lab } = await openLab(location.search, location.hash);
bindAddress(lab);
window.overlap = consoleHandle(lab);
mountLab(host, lab, <App />);
