import type { MouseEvent } from "react";
import { entryById } from "../../scenario/catalogue.ts";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./page.module.css";

/** Another scenario that was asked for and is not there: what is on the page stays usable meanwhile. */
export function OpeningNote() {
  const opening = useLabState((s) => s.opening);
  const isLoading = opening?.is === "loading";
  return (
    <>
      <p role="status" className={isLoading ? css.loading : "visually-hidden"}>
        {isLoading ? `Loading “${titleOf(opening.scenario)}”…` : ""}
      </p>
      {opening?.is === "failed" ? <Failed {...opening} /> : null}
    </>
  );
}

function Failed({ scenario, sentence }: { scenario: string; sentence: string }) {
  const lab = useLab();
  return (
    <section className={css.failure} role="alert">
      <p>
        <strong>{sentence}</strong> What was measured here stays until you leave.
      </p>
      <p className={css.actions}>
        <a
          href={`?scenario=${encodeURIComponent(scenario)}`}
          onClick={(event) => go(event, scenario)}
        >
          Try again
        </a>
        <button type="button" className={css.dismiss} onClick={() => leave(lab.cancelOpening)}>
          Stay here
        </button>
      </p>
    </section>
  );
}

/**
 * A new page, not a second import: a browser may keep for good that a module did not come (Chrome does), and a site
 * that has changed has other files. After a step back the address is the scenario's own, with all that was set.
 */
function go(event: MouseEvent, scenario: string): void {
  if (new URLSearchParams(location.search).get("scenario") !== scenario) return;
  event.preventDefault();
  location.reload();
}

/** The button goes with the note: the focus is left to the lab, not to the page's beginning. */
function leave(act: () => void): void {
  document.querySelector<HTMLElement>("#lab")?.focus({ preventScroll: true });
  act();
}

const titleOf = (id: string): string => entryById(id)?.title ?? id;
