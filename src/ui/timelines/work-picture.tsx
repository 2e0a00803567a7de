import { useEffect, useMemo, useRef } from "react";
import { mountWorkload, type WorkTask } from "../../chart/index.ts";
import { useLabState } from "../use-lab.ts";
import css from "./sides.module.css";
import { workOf, workSentence } from "./work.ts";

/** Before the first run: the work as bars to scale. */
export function WorkPicture() {
  const scenario = useLabState((s) => s.scenario);
  const knobs = useLabState((s) => s.settings.knobs);
  const seed = useLabState((s) => s.settings.seed);
  const tasks = useMemo(() => workOf(scenario.plan(knobs, seed)), [scenario, knobs, seed]);
  return (
    <section className={css.sides} aria-labelledby="work">
      <div className={css.bar}>
        <h2 id="work" className={css.title}>
          What there is to do
        </h2>
        <p className={css.now}>{workSentence(tasks)} Every model gets exactly this.</p>
      </div>
      <WorkBars tasks={tasks} />
    </section>
  );
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
