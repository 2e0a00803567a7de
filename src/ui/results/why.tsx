import { entryById } from "../../scenario/catalogue.ts";
import { hasResults } from "../../state/derived/completeness.ts";
import { ScenarioLink } from "../page/scenario-link.tsx";
import { useLabState } from "../use-lab.ts";
import css from "./results.module.css";
import { RichText } from "./rich-text.tsx";

/** The explanation, and where to go next. Before the first run it is folded away: it answers the question. */
export function Why({ links }: { links: boolean }) {
  const scenario = useLabState((s) => s.scenario);
  const ran = useLabState(hasResults);
  const next = entryById(scenario.next);
  const paragraphs = scenario.why.map((paragraph) => (
    <p key={paragraph}>
      <RichText text={paragraph} />
    </p>
  ));
  return (
    <section className={css.part} aria-labelledby="why">
      <h2 id="why" className={css.heading}>
        Why
      </h2>
      {ran ? (
        paragraphs
      ) : (
        <details className={css.folded}>
          <summary>The explanation answers the question: run first, or read it now</summary>
          <div className={css.part}>{paragraphs}</div>
        </details>
      )}
      {links && next !== undefined ? (
        <p className={css.next}>
          Next: <ScenarioLink scenario={next} />
        </p>
      ) : null}
    </section>
  );
}
