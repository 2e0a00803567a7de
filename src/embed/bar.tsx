import { writeUrl } from "../state/address/url.ts";
import { RunButton } from "../ui/controls/run-button.tsx";
import { Status } from "../ui/controls/status.tsx";
import { MachineFacts } from "../ui/page/machine-facts.tsx";
import { Versus } from "../ui/page/versus.tsx";
import { useLabState } from "../ui/use-lab.ts";
import { useTimeView } from "../ui/use-time-view.ts";
import css from "./embed.module.css";

/** What this is and what is compared, Run, what the machine is, and the way to the whole lab. */
export function Bar() {
  const title = useLabState((s) => s.scenario.title);
  const tier = useLabState((s) => s.machine.tier);
  return (
    <header className={css.bar} data-tier={tier}>
      <div className={css.what}>
        <h1 className={css.title}>{title}</h1>
        <Versus className={css.versus} />
      </div>
      <div className={css.go}>
        <RunButton />
      </div>
      <div className={css.facts}>
        <MachineFacts />
        <OpenInTab />
      </div>
      {tier === "C" ? null : (
        <div className={css.status}>
          <Status />
        </div>
      )}
    </header>
  );
}

/** The same settings in the whole lab. There the page is isolated wherever its server sends the headers. */
function OpenInTab() {
  const settings = useLabState((s) => s.settings);
  const machine = useLabState((s) => s.machine);
  const zoom = useTimeView((s) => s.domain);
  return (
    <a
      className={css.open}
      href={`./${writeUrl(settings, machine, zoom)}`}
      target="_blank"
      rel="noopener noreferrer"
    >
      {machine.tier === "B" ? "Open in a new tab for the finer clock" : "Open in a new tab"}
    </a>
  );
}
