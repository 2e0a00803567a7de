import { useEffect, useRef, useState } from "react";
import type { RowsBy } from "../../chart/rows.ts";
import { mountTimeline, type Timeline } from "../../chart/timeline.ts";
import type { Ms, TaskId, Trace } from "../../trace/types.ts";
import sides from "../sides/sides.module.css";

type Domain = readonly [Ms, Ms];

/** What the timelines of one file have in common: the axis, the part of it in sight, the cursor. */
export interface Shared {
  readonly bounds: Domain;
  readonly domain: Domain;
  readonly cursor: Ms | undefined;
  setCursor(at: Ms | undefined): void;
  /** `smooth` steps are one on the way, and leave no trace in the history */
  show(domain: Domain, step: "smooth" | "jump"): void;
  back(): void;
}

/** Zooms one can go back through. */
const HISTORY = 50;

/** An axis for the runs of a file, apart from the page's own: another program's time has nothing to do with it. */
export function useShared(traces: readonly Trace[]): Shared {
  const [views, setViews] = useState<readonly Domain[]>([]);
  const [cursor, setCursor] = useState<Ms | undefined>();
  const bounds: Domain = [0, Math.max(1e-6, ...traces.map(({ duration }) => duration))];
  return {
    bounds,
    domain: views.at(-1) ?? bounds,
    cursor,
    setCursor,
    show: (next, step) =>
      setViews((seen) => [...(step === "smooth" ? seen.slice(0, -1) : seen.slice(-HISTORY)), next]),
    back: () => setViews((seen) => seen.slice(0, -1)),
  };
}

export function OpenedTimeline({
  trace,
  rows,
  label,
  shared,
}: {
  trace: Trace;
  rows: RowsBy;
  label: string;
  shared: Shared;
}) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Timeline>(undefined);
  const [selected, setSelected] = useState<TaskId | undefined>();
  const latest = useRef(shared);
  latest.current = shared;
  useEffect(() => {
    if (host.current === null) return;
    const timeline = mountTimeline(host.current, {
      onCursor: (at) => latest.current.setCursor(at),
      onSelect: setSelected,
      onDomain: (next, step) => latest.current.show(next, step),
      onBack: () => latest.current.back(),
    });
    chart.current = timeline;
    return () => timeline.destroy();
  }, []);
  useEffect(() => {
    const { domain, bounds, cursor } = shared;
    chart.current?.update({
      trace,
      rows,
      domain,
      bounds,
      axis: true,
      strip: true,
      label: `${label}, by ${rows === "threads" ? "thread" : "task"}`,
      cursor,
      selected,
    });
  });
  return <div ref={host} className={sides.timeline} />;
}
