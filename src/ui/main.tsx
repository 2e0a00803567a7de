import { bindAddress } from "./address.ts";
import { App } from "./app.tsx";
import { mountLab } from "./mount-lab.tsx";
import { openLab } from "./open-lab.ts";
import { applyTheme, rememberedTheme } from "./theme.ts";

applyTheme(rememberedTheme());
const host = document.querySelector<HTMLElement>("#root");
if (host === null) throw new Error("index.html has no #root");

const { lab } = await openLab(location.search, location.hash);
bindAddress(lab);
mountLab(host, lab, <App />);
// Loaded beside the page, not before it: whoever types into the console comes later than the first picture.
const { consoleHandle } = await import("./console.ts");
window.overlap = consoleHandle(lab);
