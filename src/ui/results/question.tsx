import { useId } from "react";
import { knobWords } from "../../scenario/knobs.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { resolveVariants, variantOf } from "../../scenario/variants.ts";
import { isComplete } from "../../state/derived/completeness.ts";
import type { LabState } from "../../state/lab-state.ts";
import { letterOf, SIDE_KEYS } from "../../state/settings.ts";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./question.module.css";

/** Asked before the run, resolved by it. */
export function Question() {
  const lab = useLab();
  const name = useId();
  const scenario = useLabState((s) => s.scenario);
  const { question, id } = scenario;
  const isTurned = useLabState(isOtherWork);
  const picked = useLabState((s) => s.answers[id]);
  const resolved = useLabState(
    (s) => s.phase.is !== "running" && s.phase.is !== "measuring" && isComplete(s),
  );
  return (
    <section className={css.question} aria-label="Question">
      <fieldset>
        <legend className={css.ask}>{question.ask}</legend>
        <div className={css.choices}>
          {question.choices.map((choice, i) => (
            <label key={choice} className={css.choice} data-mark={markOf(i)}>
              <input
                type="radio"
                name={name}
                checked={picked === i}
                disabled={resolved}
                onChange={() => lab.answer(i)}
              />
              <span>
                {choice}
                {resolved && i === question.right ? <em> – right</em> : null}
                {resolved && i === picked && i !== question.right ? (
                  <em> – your answer, not so</em>
                ) : null}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className={css.verdict} aria-live="polite">
        {resolved ? `${verdict(picked, question.right)} ${question.because}` : hint(picked)}
      </p>
      {isTurned ? (
        <p className={css.about}>
          The question and its figures are about this scenario as it opens ({defaultsOf(scenario)}).
        </p>
      ) : null}
    </section>
  );

  function markOf(choice: number): string | undefined {
    if (!resolved) return undefined;
    if (choice === question.right) return "right";
    return choice === picked ? "wrong" : "other";
  }
}

/** Other work than the question is about: a knob was turned, or a side got another variant. */
const isOtherWork = ({ scenario, settings }: LabState): boolean =>
  scenario.knobs.some((knob) => settings.knobs[knob.id] !== knob.default) ||
  (settings.variants ?? []).some((variant, i) => variant !== resolveVariants(scenario)?.[i]);

const defaultsOf = (scenario: Scenario): string =>
  [
    ...scenario.knobs.map(knobWords),
    ...(resolveVariants(scenario) ?? []).map(
      (id, i) => `${letterOf(SIDE_KEYS[i] ?? "a")} ${variantOf(scenario, id)?.label}`,
    ),
  ].join(", ");

const hint = (picked: number | undefined): string =>
  picked === undefined ? "Guess first, then run: it costs nothing." : "Noted. Run to find out.";

function verdict(picked: number | undefined, right: number): string {
  if (picked === undefined) return "";
  return picked === right ? "You were right." : "Not so.";
}
