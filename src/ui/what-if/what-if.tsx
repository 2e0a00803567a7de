import { defaultWhatIf } from "../../state/what-if.ts";
import section from "../sweep/sweep-section.module.css";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./what-if.module.css";
import { WhatIfPanel } from "./what-if-panel.tsx";

/** Off until asked for: another machine, predicted beside this one. */
export function WhatIf() {
  const lab = useLab();
  const whatIf = useLabState((s) => s.settings.whatIf);
  const { cores } = useLabState((s) => s.machine);
  const isOpen = whatIf !== undefined;
  const toggle = (open: boolean) => {
    if (open !== isOpen) lab.set({ whatIf: open ? defaultWhatIf(cores) : undefined });
  };
  return (
    <details
      className={`${section.details} ${css.whatIf}`}
      open={isOpen}
      onToggle={(event) => toggle(event.currentTarget.open)}
    >
      <summary className={section.summary}>
        <h2 className={section.title}>What if: the same work on another machine</h2>
      </summary>
      {whatIf === undefined ? null : <WhatIfPanel whatIf={whatIf} />}
    </details>
  );
}
