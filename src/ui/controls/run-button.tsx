import { useLab, useLabState } from "../use-lab.ts";
import css from "./run-button.module.css";

/** The one thing to press: Run, or Stop while a run goes on. */
export function RunButton() {
  const lab = useLab();
  const phase = useLabState((s) => s.phase);
  const tier = useLabState((s) => s.machine.tier);
  const isTaken = useLabState((s) => s.owner.is !== "free");
  if (tier === "C") {
    return (
      <p className={css.cannot}>
        This browser offers no Web Workers, so nothing can be measured here. Open this page in a
        current Chrome, Edge, Firefox or Safari to run it.
      </p>
    );
  }
  if (phase.is === "running") {
    return (
      // Not `disabled` while it stops: that would take the focus from those who press it by key.
      <button
        type="button"
        className={css.stop}
        aria-disabled={phase.stopping}
        onClick={() => lab.stop()}
      >
        <span aria-hidden="true" className={css.square} />
        {phase.stopping ? "Stopping…" : "Stop"}
      </button>
    );
  }
  return (
    <button
      type="button"
      className={css.run}
      aria-disabled={isTaken}
      onClick={() => void lab.run()}
    >
      <span aria-hidden="true" className={css.triangle} />
      Run
    </button>
  );
}
