import { consoleHandle } from "../api/console.ts";
import { bindAddress } from "./address-sync.ts";
import { App } from "./app.tsx";
import { afterFirstPicture } from "./first-picture.ts";
import { mountLab, mountUnopened } from "./mount-lab.tsx";
import { openLab } from "./open-lab.ts";
import { applyTheme, rememberedTheme } from "./theme-choice.ts";

// The simulator is fetched beside the page, not before it; all else of the handle is there with the lab.
const predict = afterFirstPicture()
  .then(() => import("../api/console-predict.ts"))
  .then((module) => module.predict);
applyTheme(rememberedTheme());
const host = document.querySelector<HTMLElement>("#root");
if (host === null) throw new Error("index.html has no #root");

const { lab } = await openLab(location.search, location.hash).catch((error: unknown) => {
  mountUnopened(host, error);
  throw error;
});
window.overlap = consoleHandle(lab, predict);
bindAddress(lab);
mountLab(host, lab, <App />);
