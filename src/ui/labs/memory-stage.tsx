import { useEffect, useRef } from "react";
import { mountTimeline, type Timeline } from "../../chart/index.ts";
import { formatMetric } from "../../metrics/figures.ts";
import type { LabResultSide } from "../../state/lab-result.ts";
import { letterOf } from "../../state/settings.ts";
import type { Ms } from "../../trace/types.ts";
import sides from "../timelines/sides.module.css";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./memory-stage.module.css";

/** What a memory lab measured, in the frame of the timelines: each side's picture and its own figures. */
export function MemoryStage() {
  const result = useLabState((s) => s.memory[s.scenario.id]);
  const isStale = useLabState((s) => result !== undefined && !sameKnobs(result.knobs, s));
  if (result === undefined) {
    return <p className={sides.now}>Nothing is predicted here: run it to see what happens.</p>;
  }
  const end = Math.max(...result.sides.map(({ trace }) => trace.duration));
  return (
    <section className={sides.sides} aria-labelledby="timelines">
      <h2 id="timelines" className={sides.title}>
        Timelines
      </h2>
      {isStale ? (
        <p className={sides.stale}>From the previous settings. Run measures these.</p>
      ) : null}
      <div className={sides.stack}>
        {result.sides.map((side, i) => (
          <Side key={side.side} measured={side} end={end} axis={i === result.sides.length - 1} />
        ))}
      </div>
    </section>
  );
}

const sameKnobs = (
  knobs: Readonly<Record<string, unknown>>,
  { settings }: { readonly settings: { readonly knobs: Readonly<Record<string, unknown>> } },
): boolean => Object.entries(settings.knobs).every(([id, value]) => knobs[id] === value);

function Side({ measured, end, axis }: { measured: LabResultSide; end: Ms; axis: boolean }) {
  const { side, label, trace, figures } = measured;
  const letter = letterOf(side);
  return (
    <section className={sides.side} aria-label={`${letter}: ${label}`}>
      <header className={sides.header}>
        <h3 className={sides.name}>
          <span className={sides.letter}>{letter}</span> {label}
        </h3>
        <dl className={css.figures}>
          {figures.map((figure) => (
            <div key={figure.id}>
              <dt>{figure.label}</dt>
              <dd>{formatMetric(figure.value, figure.unit)}</dd>
            </div>
          ))}
        </dl>
      </header>
      <Picture trace={trace} end={end} axis={axis} label={`${letter}, ${label}`} />
    </section>
  );
}

interface PictureProps {
  readonly trace: LabResultSide["trace"];
  readonly end: Ms;
  readonly axis: boolean;
  readonly label: string;
}

function Picture({ trace, end, axis, label }: PictureProps) {
  const lab = useLab();
  const rows = useLabState((s) => s.settings.view);
  const cursor = useLabState((s) => s.cursor);
  const selected = useLabState((s) => s.selected);
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Timeline>(undefined);
  useEffect(() => {
    if (host.current === null) return;
    const mounted = mountTimeline(host.current, { onCursor: lab.setCursor, onSelect: lab.select });
    chart.current = mounted;
    return () => mounted.destroy();
  }, [lab]);
  useEffect(() => {
    chart.current?.update({
      ...{ trace, rows, axis, cursor, selected },
      domain: [0, Math.max(1, end)],
      strip: true,
      label: `${label}, by ${rows === "threads" ? "thread" : "task"}`,
    });
  }, [trace, rows, end, axis, label, cursor, selected]);
  return <div ref={host} className={sides.timeline} />;
}
