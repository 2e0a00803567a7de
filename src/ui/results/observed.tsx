import { useMemo } from "react";
import type { Side as ScenarioSide } from "../../scenario/scenario.ts";
import type { SideView } from "../../state/derived/side-views.ts";
import { comparable } from "../../state/derived/side-views.ts";
import { useLabState, useSides } from "../use-lab.ts";
import css from "./results.module.css";

/** Sentences computed from the runs on the screen. */
export function Saw() {
  const scenario = useLabState((s) => s.scenario);
  const sides = useSides();
  const views = useMemo(() => comparable(sides), [sides]);
  const knobs = views[0]?.result?.knobs;
  if (knobs === undefined) return null;
  const sentences = scenario.saw(views.flatMap(asSide), knobs);
  const stale = views.some((view) => view.stale);
  return (
    <section className={css.part} aria-labelledby="saw">
      <h2 id="saw" className={css.heading}>
        What you saw
      </h2>
      {stale ? <p className={css.soft}>In the runs from the previous settings:</p> : null}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

const asSide = ({ result }: SideView): ScenarioSide[] =>
  result === undefined
    ? []
    : [
        {
          model: result.model,
          lanes: result.lanes,
          trace: result.trace,
          metrics: result.metrics,
        },
      ];
