import { useEffect, useMemo, useRef, useState } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import { including, sameDomain } from "../../chart/domain.ts";
import type { RowsBy } from "../../chart/rows.ts";
import { mountTimeline, type Timeline, type TimelineProps } from "../../chart/timeline.ts";
import type { Ms, Trace } from "../../trace/types.ts";
import type { Stage } from "../replay/use-replay.ts";
import sides from "../sides/sides.module.css";
import type { Selection } from "../sides/span-table.tsx";

type Domain = readonly [Ms, Ms];

/** What the timelines of one file have in common: the axis, the part of it in sight, the cursor. */
export interface Shared {
  readonly bounds: Domain;
  readonly domain: Domain;
  readonly cursor: Ms | undefined;
  /** how far a replay has come; charts follow it past React */
  readonly until: StoreApi<Ms | undefined>;
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
  const [until] = useState(() => createStore<Ms | undefined>(() => undefined));
  const bounds: Domain = [0, Math.max(1e-6, ...traces.map(({ duration }) => duration))];
  return {
    bounds,
    domain: views.at(-1) ?? bounds,
    cursor,
    until,
    setCursor,
    show: (next, step) =>
      setViews((seen) => [...(step === "smooth" ? seen.slice(0, -1) : seen.slice(-HISTORY)), next]),
    back: () => setViews((seen) => seen.slice(0, -1)),
  };
}

/** The timelines of one file, as a replay moves them. */
export function useStage(shared: Shared): Stage {
  const latest = useRef(shared);
  latest.current = shared;
  return useMemo(
    () => ({
      show(at) {
        const { until, domain, bounds, show } = latest.current;
        // The whole state is one value: it is replaced, not merged.
        until.setState(at, true);
        if (at === undefined) return;
        const next = including(domain, bounds, at, at);
        if (!sameDomain(domain, next)) show(next, "smooth");
      },
    }),
    [],
  );
}

export function OpenedTimeline({
  trace,
  rows,
  label,
  shared,
  selection: { selected, select },
}: {
  trace: Trace;
  rows: RowsBy;
  label: string;
  shared: Shared;
  selection: Selection;
}) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Timeline>(undefined);
  const props = useRef<TimelineProps>(undefined);
  const { until } = shared;
  const latest = useRef(shared);
  latest.current = shared;
  useEffect(() => {
    if (host.current === null) return;
    const timeline = mountTimeline(host.current, {
      onCursor: (at) => latest.current.setCursor(at),
      onSelect: select,
      onDomain: (next, step) => latest.current.show(next, step),
      onBack: () => latest.current.back(),
    });
    chart.current = timeline;
    const leave = until.subscribe((at) => {
      if (props.current !== undefined) timeline.update({ ...props.current, until: at });
    });
    return () => {
      leave();
      timeline.destroy();
    };
  }, [until, select]);
  useEffect(() => {
    const { domain, bounds, cursor } = shared;
    props.current = {
      trace,
      rows,
      domain,
      bounds,
      axis: true,
      strip: true,
      label: `${label}, by ${rows === "threads" ? "thread" : "task"}`,
      cursor,
      selected,
    };
    chart.current?.update({ ...props.current, until: until.getState() });
  });
  return <div ref={host} className={sides.timeline} />;
}
