import type { PlanScenario } from "../../scenario/scenario.ts";
import { comparable } from "../../state/derived/side-views.ts";
import { Segmented } from "../controls/segmented.tsx";
import { ReplaySection } from "../replay/replay-section.tsx";
import { useLab, useLabState, useSides } from "../use-lab.ts";
import { Legend } from "./lab-legend.tsx";
import { Minimap } from "./lab-minimap.tsx";
import { Side } from "./side.tsx";
import { hasAxis } from "./side-timeline.tsx";
import css from "./sides.module.css";
import { TimeTools } from "./time-tools.tsx";
import { WorkPicture } from "./work-picture.tsx";

const viewOptions = [
  { value: "threads", label: "By thread" },
  { value: "tasks", label: "By task" },
] as const;

/** All sides on one time axis; before the first run, the work itself and what to expect of it. */
export function Sides({ scenario, strip }: { scenario: PlanScenario; strip: boolean }) {
  const lab = useLab();
  const sides = useSides();
  const view = useLabState((s) => s.settings.view);
  const runningHere = useLabState(
    (s) => s.phase.is === "running" && s.phase.scenario === s.settings.scenario,
  );
  const first = comparable(sides)[0];
  const isFirst = !runningHere && sides.every(({ result }) => result === undefined);
  return (
    <>
      {isFirst ? <WorkPicture scenario={scenario} /> : null}
      <section className={css.sides} aria-labelledby="timelines">
        <div className={css.bar}>
          <h2 id="timelines" className={css.title}>
            {isFirst ? "What to expect" : "Timelines"}
          </h2>
          <Segmented label="Rows" value={view} options={viewOptions} onChange={lab.setView} />
          <Legend />
        </div>
        <div className={sides.length > 2 ? css.grid : css.stack}>
          {sides.map((side) => (
            <Side
              key={`${side.key} ${side.modelId} ${side.variant ?? ""}`}
              view={side}
              first={first}
              axis={hasAxis(side.key, sides)}
              strip={strip}
            />
          ))}
        </div>
        <div className={css.time}>
          <Minimap />
          <TimeTools />
          <ReplaySection />
        </div>
        {isFirst ? (
          <p className={css.definitions}>
            Outlined bars are predicted, for ideal lanes without overheads; they follow the knobs.
            Run fills them with what this machine really does.
          </p>
        ) : null}
        <p className={css.definitions}>
          <dfn>In progress</dfn>: tasks started and not yet settled, at the peak (concurrency).{" "}
          <dfn>Executing</dfn>: lanes executing a task at one instant, at the peak (parallelism).
        </p>
      </section>
    </>
  );
}
