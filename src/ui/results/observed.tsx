import { useMemo } from "react";
import type { MemoryLab, PlanScenario, Side as ScenarioSide } from "../../scenario/scenario.ts";
import { comparable, type SideView } from "../../state/derived/side-views.ts";
import { useLabState, useSides } from "../use-lab.ts";
import css from "./results.module.css";

/** Sentences computed from what is on the screen. */
export function Saw() {
  const scenario = useLabState((s) => s.scenario);
  switch (scenario.kind) {
    case "plan":
      return <OfRuns scenario={scenario} />;
    case "memory":
      return <OfLab scenario={scenario} />;
    default:
      return scenario satisfies never;
  }
}

function OfRuns({ scenario }: { scenario: PlanScenario }) {
  const sides = useSides();
  const views = useMemo(() => comparable(sides), [sides]);
  const knobs = views[0]?.result?.knobs;
  if (knobs === undefined) return null;
  const sentences = scenario.saw(views.flatMap(asSide), knobs);
  return <Sentences sentences={sentences} stale={views.some((view) => view.stale)} />;
}

function OfLab({ scenario }: { scenario: MemoryLab }) {
  const result = useLabState((s) => s.memory[scenario.id]);
  if (result === undefined) return null;
  return <Sentences sentences={scenario.saw(result.sides, result.knobs)} stale={false} />;
}

function Sentences({ sentences, stale }: { sentences: readonly string[]; stale: boolean }) {
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
          variant: result.variant,
          basis: result.basis,
          lanes: result.lanes,
          trace: result.trace,
          metrics: result.metrics,
        },
      ];
