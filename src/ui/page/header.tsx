import { useRef } from "react";
import { useLabState } from "../use-lab.ts";
import css from "./header.module.css";
import { MachineFacts } from "./machine-facts.tsx";
import { ScenarioList } from "./scenario-list.tsx";
import { ThemeButton } from "./theme-button.tsx";

/** Slim: what this is, where one is, what the machine is. */
export function Header() {
  const scenario = useLabState((s) => s.scenario);
  return (
    <header className={css.header}>
      <a className={css.wordmark} href="./">
        <Mark />
        Overlap
      </a>
      <p className={css.crumb}>
        <span className={css.group}>{scenario.group}</span>
        {scenario.title}
      </p>
      <ScenarioDrawer />
      <MachineFacts />
      <ThemeButton />
    </header>
  );
}

/** On narrow pages the list is a drawer: the platform's own modal dialog, which keeps focus and closes on Escape. */
function ScenarioDrawer() {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        className={css.open}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        Scenarios
      </button>
      <dialog ref={dialog} className={css.drawer} aria-label="Scenarios" closedby="any">
        <button type="button" className={css.close} onClick={close}>
          Close
        </button>
        <nav aria-label="Scenarios">
          <ScenarioList onOpen={close} />
        </nav>
      </dialog>
    </>
  );
}

/** Two bars that overlap in time. */
function Mark() {
  return (
    <svg width="20" height="16" viewBox="0 0 20 16" aria-hidden="true">
      <rect x="0" y="2" width="13" height="5" rx="1" fill="var(--state-running)" />
      <rect x="7" y="9" width="13" height="5" rx="1" fill="var(--state-waiting)" />
    </svg>
  );
}
