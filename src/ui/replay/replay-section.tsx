import { lazy, Suspense } from "react";
import { timelineSource } from "../../state/derived/timeline-source.ts";
import type { LabState } from "../../state/lab-state.ts";
import { activeSides } from "../../state/settings.ts";
import { afterFirstPicture } from "../first-picture.ts";
import { ErrorBoundary } from "../page/error-boundary.tsx";
import { useLabState } from "../use-lab.ts";
import css from "./replay-section.module.css";

/** Loaded when there is something to replay: it is not part of the first load. */
const LabTransport = lazy(() =>
  afterFirstPicture()
    .then(() => import("./lab-transport.tsx"))
    .then(({ LabTransport: component }) => ({ default: component })),
);

/** Under the timelines: a recorder's keys. Its place is kept while a run grows, so that nothing moves. */
export function ReplaySection() {
  const ready = useLabState(isReplayable);
  return (
    <div className={css.place}>
      {ready ? (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <LabTransport />
          </Suspense>
        </ErrorBoundary>
      ) : null}
    </div>
  );
}

/** Something is drawn, and nothing drawn still grows. */
function isReplayable(state: LabState): boolean {
  const drawn = activeSides(state.settings).flatMap((side) => timelineSource(state, side) ?? []);
  return (
    drawn.some(({ trace }) => trace.duration > 0) &&
    drawn.every(({ live }) => !live) &&
    state.phase.is !== "running"
  );
}
