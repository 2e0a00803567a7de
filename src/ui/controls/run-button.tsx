import { useLab, useLabState } from "../use-lab.ts";
import css from "./run-button.module.css";

/** The one thing to press: Run, or Stop while a run goes on. */
export function RunButton() {
  const lab = useLab();
  const tier = useLabState((s) => s.machine.tier);
  const owner = useLabState((s) => s.owner);
  if (tier === "C") {
    return (
      <p className={css.cannot}>
        This browser offers no Web Workers, so nothing can be measured here. Open this page in a
        current Chrome, Edge, Firefox or Safari to run it.
      </p>
    );
  }
  if (owner.is === "run" || owner.is === "lab") {
    return (
      // Not `disabled` while it stops: that would take the focus from those who press it by key.
      <button
        type="button"
        className={css.stop}
        aria-disabled={owner.stopping}
        onClick={() => lab.stop()}
      >
        <span aria-hidden="true" className={css.square} />
        {owner.stopping ? "Stopping…" : "Stop"}
      </button>
    );
  }
  return (
    <button
      type="button"
      className={css.run}
      aria-disabled={owner.is !== "free"}
      onClick={() => void lab.run()}
    >
      <span aria-hidden="true" className={css.triangle} />
      Run
    </button>
  );
}
