import { useEffect, useRef } from "react";
import { mountTimeline, type TimelineProps } from "../../chart/index.ts";
import type { Lab } from "../../state/lab.ts";
import sides from "../timelines/sides.module.css";
import { showPart } from "../timelines/timelines.ts";
import { useLab } from "../use-lab.ts";
import type { FileView } from "./file-view.ts";

/** The chart of one run of a file. It follows the stores past React, as those of the lab do. */
export function OpenedTimeline({
  view,
  run,
  label,
}: {
  view: FileView;
  /** index into the runs of the file */
  run: number;
  label: string;
}) {
  const lab = useLab();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const { timeView, pointed } = view;
    const timeline = mountTimeline(host.current, {
      onCursor: (cursor) => pointed.setState({ cursor }),
      onSelect: (task) => view.select(task, run),
      onDomain: (domain, step) => showPart(view, domain, step),
      onBack: timeView.back,
      onRange: timeView.measure,
      onFind: () => timeView.find(true),
    });
    const draw = () => {
      const props = propsOf(lab, view, run, label);
      if (props !== undefined) timeline.update(props);
    };
    draw();
    const leave = [
      timeView.store.subscribe(draw),
      pointed.subscribe(draw),
      lab.store.subscribe((now, before) => {
        if (now.settings.view !== before.settings.view) draw();
      }),
    ];
    return () => {
      for (const one of leave) one();
      timeline.destroy();
    };
  }, [lab, view, run, label]);
  return <div ref={host} className={sides.timeline} />;
}

function propsOf(
  { store }: Lab,
  view: FileView,
  run: number,
  label: string,
): TimelineProps | undefined {
  const trace = view.runs()[run]?.trace;
  if (trace === undefined) return undefined;
  const rows = store.getState().settings.view;
  const { domain, range, until, sort } = view.timeView.store.getState();
  const { cursor, selected } = view.pointed.getState();
  const bounds = view.bounds();
  return {
    trace,
    rows,
    sort,
    domain: domain ?? bounds,
    bounds,
    range,
    until,
    cursor,
    selected: selected[run],
    axis: true,
    strip: true,
    label: `${label}, by ${rows === "threads" ? "thread" : "task"}`,
  };
}
