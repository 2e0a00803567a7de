import { lazy, Suspense } from "react";
import { defaultWhatIf } from "../../state/prediction/what-if.ts";
import { ErrorBoundary } from "../page/error-boundary.tsx";
import section from "../sweep/sweep-section.module.css";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./what-if-section.module.css";

/** Loaded when someone asks: it is not part of the first load. */
const WhatIfPanel = lazy(() =>
  import("./what-if-panel.tsx").then(({ WhatIfPanel: component }) => ({ default: component })),
);

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
      {whatIf === undefined ? null : (
        <ErrorBoundary>
          <Suspense fallback={<p className={section.loading}>Loading the prediction…</p>}>
            <WhatIfPanel whatIf={whatIf} />
          </Suspense>
        </ErrorBoundary>
      )}
    </details>
  );
}
