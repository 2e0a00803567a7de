import type { Lab } from "../state/lab.ts";
import type { RunOutcome } from "../state/runner.ts";
import { afterFirstPicture } from "../ui/first-picture.ts";
import { mountLab, mountUnopened } from "../ui/mount-lab.tsx";
import { openLab } from "../ui/open-lab.ts";
import { applyTheme } from "../ui/theme-choice.ts";
import { runOnceSeen } from "./auto-run.ts";
import "./embed.css";
import { EmbedPage } from "./embed-page.tsx";
import { documentHeight, onHeight } from "./height.ts";
import { linkToHost } from "./host-link.ts";
import type { Ready } from "./messages.ts";
import { readParameters } from "./parameters.ts";
import { reportOf } from "./report.ts";

const { parameters, warnings } = readParameters(location.search);
applyTheme(parameters.theme);
const host = linkToHost(parameters);
const root = document.querySelector<HTMLElement>("#root");
if (root === null) throw new Error("embed.html has no #root");

const { lab: opened, ignored } = await openLab(location.search, location.hash).catch(
  (error: unknown) => {
    mountUnopened(root, error);
    const message = error instanceof Error ? error.message : String(error);
    host.report({ type: "error", code: "unexpected", message });
    throw error;
  },
);
opened.notify(warnings);
const lab = telling(opened, (outcome) => {
  const report = reportOf(outcome);
  if (report !== undefined) host.report(report);
});
mountLab(root, lab, <EmbedPage onShown={once(start)} />);

function start(): void {
  host.greet(ready);
  host.announce(ready());
  onHeight((height) => host.announce({ type: "resize", height }));
  const { machine } = lab.store.getState();
  if (parameters.run === "auto" && machine.tier !== "C" && root !== null) {
    void runOnceSeen(lab, root);
  }
  void offerConsole();
}

/** For the curious alone, so it comes after all that readers need. */
async function offerConsole(): Promise<void> {
  await afterFirstPicture();
  const { consoleHandle } = await import("../api/console.ts");
  window.overlap = consoleHandle(
    lab,
    import("../api/console-predict.ts").then((module) => module.predict),
  );
}

function ready(): Ready {
  const { machine, settings } = lab.store.getState();
  return {
    type: "ready",
    tier: machine.tier,
    cores: machine.cores,
    height: documentHeight(),
    state: settings,
    warnings: [...ignored, ...warnings],
  };
}

/** The same lab, which also says how each run ended, whoever started it. */
function telling(of: Lab, ended: (outcome: RunOutcome) => void): Lab {
  return {
    ...of,
    async run() {
      const outcome = await of.run();
      ended(outcome);
      return outcome;
    },
  };
}

/** React may call an effect twice, in development it does so on purpose. */
function once(act: () => void): () => void {
  let did = false;
  return () => {
    if (did) return;
    did = true;
    act();
  };
}
