import type { MouseEvent } from "react";
import css from "./page.module.css";

/** In the place of the whole page, where the scenario that the address names did not come. */
export function Unopened({ error }: { error: unknown }) {
  return (
    <main className={css.unopened}>
      <section className={css.failure} role="alert">
        <p>
          <strong>{error instanceof Error ? error.message : String(error)}</strong>
        </p>
        <p>
          <a href={location.href} onClick={again}>
            Try again
          </a>
        </p>
      </section>
    </main>
  );
}

/** A link to the address it stands at goes nowhere where that has a hash. */
function again(event: MouseEvent): void {
  event.preventDefault();
  location.reload();
}
