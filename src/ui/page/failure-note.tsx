import { useLabState } from "../use-lab.ts";
import css from "./page.module.css";

/** What went wrong and what to do. Results measured before stay on the screen. */
export function FailureCard() {
  const phase = useLabState((s) => s.phase);
  const kept = useLabState((s) => Object.keys(s.measured).length > 0);
  if (phase.is !== "failed") return null;
  return (
    <section className={css.failure} aria-label="The run failed">
      <p>
        <strong>{phase.sentence}</strong>
      </p>
      <p>
        {phase.advice}
        {kept ? " What was measured before is still here." : ""}
      </p>
    </section>
  );
}
