import { Differences } from "./differences.tsx";
import { Numbers } from "./numbers.tsx";
import { Saw } from "./observed.tsx";
import css from "./results.module.css";
import { RunCard } from "./run-facts.tsx";

export type AfterRunPart = "saw" | "figures" | "prediction";

/** What only a run has to say: loaded after the first picture, and there before the first run ends. */
export function AfterRun({ part }: { part: AfterRunPart }) {
  switch (part) {
    case "saw":
      return <Saw />;
    case "prediction":
      return <Differences />;
    case "figures":
      return (
        <div className={css.figures}>
          <Numbers />
          <RunCard />
        </div>
      );
    default:
      return part satisfies never;
  }
}
