import { useEffect, useMemo, useRef } from "react";
import { mountWorkload, type WorkTask } from "../../chart/index.ts";
import type { PlanScenario } from "../../scenario/scenario.ts";
import { variantOf } from "../../scenario/variants.ts";
import { activeSides, type Settings } from "../../state/settings.ts";
import { useLabState } from "../use-lab.ts";
import css from "./sides.module.css";
import { workOf, workSentence } from "./work.ts";

/** Before the first run: the work as bars to scale, once for each kind of it that the sides chose. */
export function WorkPicture({ scenario }: { scenario: PlanScenario }) {
  const settings = useLabState((s) => s.settings);
  const { models, variants, knobs, seed } = settings;
  const works = useMemo(
    () => worksOf(scenario, { models, variants, knobs, seed }),
    [scenario, models, variants, knobs, seed],
  );
  const [first, ...others] = works;
  return (
    <section className={css.sides} aria-labelledby="work">
      <div className={css.bar}>
        <h2 id="work" className={css.title}>
          What there is to do
        </h2>
        {others.length > 0 || first === undefined ? null : (
          <p className={css.now}>
            {workSentence(first.tasks)} {whoGets(scenario)}
          </p>
        )}
      </div>
      {works.map(({ label, tasks }) => (
        <div key={label} className={css.work}>
          {others.length === 0 ? null : (
            <p className={css.now}>
              <strong>{label}</strong>: {workSentence(tasks)}
            </p>
          )}
          <WorkBars tasks={tasks} />
        </div>
      ))}
    </section>
  );
}

const whoGets = ({ variants }: PlanScenario): string =>
  variants === undefined ? "Every model gets exactly this." : "Every side gets this.";

interface Work {
  /** of the variants that have it */
  readonly label: string;
  readonly tasks: readonly WorkTask[];
}

/** Variants that differ in their limits alone have the same bars. */
function worksOf(
  scenario: PlanScenario,
  settings: Pick<Settings, "models" | "variants" | "knobs" | "seed">,
): readonly Work[] {
  const chosen = [...new Set(activeSides(settings).map(({ variant }) => variant))];
  const works = new Map<string, Work>();
  for (const id of chosen) {
    const tasks = workOf(scenario.plan(settings.knobs, settings.seed, id));
    const drawn = chosen.length > 1 ? JSON.stringify(tasks) : "";
    const same = works.get(drawn)?.label;
    const label = variantOf(scenario, id)?.label ?? "";
    works.set(drawn, { label: same === undefined ? label : `${same}, ${label}`, tasks });
  }
  return [...works.values()];
}

function WorkBars({ tasks }: { tasks: readonly WorkTask[] }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof mountWorkload>>(undefined);
  useEffect(() => {
    if (host.current === null) return;
    const mounted = mountWorkload(host.current);
    chart.current = mounted;
    return () => mounted.destroy();
  }, []);
  useEffect(() => chart.current?.update({ tasks }), [tasks]);
  return <div ref={host} className={css.timeline} />;
}
