import { useEffect, useMemo, useRef } from "react";
import { type LegendEntry, legendOf, mountSwatch, type Swatch } from "../../chart/index.ts";
import { timelineSource } from "../../state/derived/timeline-source.ts";
import { useLab, useLabState, useSides } from "../use-lab.ts";
import css from "./sides.module.css";

/** What the bars mean: only what occurs in the runs on the screen. */
export function Legend() {
  const lab = useLab();
  const sides = useSides();
  // Progress comes ten times a second: often enough for what a growing run adds.
  const phase = useLabState((s) => s.phase);
  const predicted = useLabState((s) => s.predicted);
  const entries = useMemo(() => {
    const state = lab.store.getState();
    const drawn = sides.flatMap(
      (side) => timelineSource({ ...state, phase, predicted }, side) ?? [],
    );
    return entriesOf(drawn.map(({ trace, ghost }) => legendOf(trace, ghost)));
  }, [lab, sides, phase, predicted]);
  return <LegendList entries={entries} />;
}

export function LegendList({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className={css.legend} aria-label="Legend">
      {entries.map(({ key, label, swatch }) => (
        <li key={key}>
          <SwatchCanvas swatch={swatch} />
          {label}
        </li>
      ))}
    </ul>
  );
}

const entriesOf = (all: readonly (readonly LegendEntry[])[]): readonly LegendEntry[] => [
  ...new Map(all.flat().map((entry) => [entry.key, entry])).values(),
];

function SwatchCanvas({ swatch: { state, tint, predicted, hollow = false } }: { swatch: Swatch }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    const mounted = mountSwatch(canvas.current, { state, tint, predicted, hollow });
    return () => mounted.destroy();
  }, [state, tint, predicted, hollow]);
  return <canvas ref={canvas} width={28} height={14} />;
}
