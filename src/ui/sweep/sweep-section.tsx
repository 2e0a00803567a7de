import { lazy, Suspense, useState } from "react";
import { ErrorBoundary } from "../page/error-boundary.tsx";
import css from "./sweep-section.module.css";

/** Predictions, fits and the plot are loaded when someone wants to see them: they are not part of the first load. */
const SweepPanel = lazy(() =>
  import("./sweep-panel.tsx").then(({ SweepPanel: component }) => ({ default: component })),
);

/** How far the work on the screen scales: folded away, since it measures for longer than a run. */
export function SweepSection() {
  const [opened, setOpened] = useState(false);
  return (
    <section aria-labelledby="sweep">
      <details
        className={css.details}
        onToggle={(event) => setOpened((was) => was || event.currentTarget.open)}
      >
        <summary className={css.summary}>
          <h2 id="sweep" className={css.title}>
            Sweep: how far does it scale?
          </h2>
        </summary>
        {opened ? (
          <ErrorBoundary>
            <Suspense fallback={<p className={css.loading}>Loading the sweep…</p>}>
              <SweepPanel />
            </Suspense>
          </ErrorBoundary>
        ) : null}
      </details>
    </section>
  );
}
