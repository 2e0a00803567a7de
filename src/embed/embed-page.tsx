import { useEffect } from "react";
import { Controls } from "../ui/controls/controls.tsx";
import { LabView, PANELS } from "../ui/lab-view.tsx";
import { useLabState } from "../ui/use-lab.ts";
import { Bar } from "./bar.tsx";
import css from "./embed.module.css";

/** The lab without the page round it: a slim bar, what can be set folded away, and the lab. */
export function EmbedPage({ onShown }: { onShown: () => void }) {
  const idea = useLabState((s) => s.scenario.idea);
  useEffect(onShown, [onShown]);
  return (
    <main className={css.embed}>
      <Bar />
      <p className={css.idea}>{idea}</p>
      <details className={css.settings}>
        <summary>Models and knobs</summary>
        <Controls amount="settings" />
      </details>
      <LabView chrome="embed" controls="none" panels={PANELS} />
    </main>
  );
}
