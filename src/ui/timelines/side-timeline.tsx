import { useEffect, useRef } from "react";
import { mountTimeline, sameTimeRange, type TimelineProps, within } from "../../chart/index.ts";
import { sideLabel } from "../../scenario/variants.ts";
import { sharedTimeRange, timelineSource } from "../../state/derived/timeline-source.ts";
import type { LabState } from "../../state/lab-state.ts";
import { type ActiveSide, letterOf, SIDE_KEYS, type SideKey } from "../../state/settings.ts";
import type { TimeViewState } from "../../state/view.ts";
import { pictureDrawn } from "../first-picture.ts";
import { useLab } from "../use-lab.ts";
import css from "./sides.module.css";

/**
 * The chart of one side. It follows the store by itself, past React: a growing run changes the trace a
 * few times a second, and the pointer moves the cursor of every timeline at up to 60 Hz.
 */
export function Timeline({
  side: { key, modelId, variant },
  axis,
  strip,
}: {
  side: ActiveSide;
  axis: boolean;
  strip: boolean;
}) {
  const lab = useLab();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const { timeView } = lab;
    const timeline = mountTimeline(host.current, {
      onCursor: lab.setCursor,
      onSelect: lab.select,
      onDomain(domain, step) {
        const whole = sameTimeRange(domain, sharedTimeRange(lab.store.getState()));
        timeView.show(whole ? undefined : domain, step);
      },
      onBack: timeView.back,
      onRange: timeView.measure,
      onFind: () => timeView.find(true),
    });
    let last: TimelineProps | undefined;
    const draw = () => {
      const [state, time] = [lab.store.getState(), timeView.store.getState()];
      const next = propsOf(state, time, { key, modelId, variant }, { axis, strip });
      if (next === undefined || (last !== undefined && same(last, next))) return;
      last = next;
      timeline.update(next);
      pictureDrawn();
    };
    draw();
    const leave = [lab.store.subscribe(draw), timeView.store.subscribe(draw)];
    return () => {
      for (const one of leave) one();
      timeline.destroy();
    };
  }, [lab, key, modelId, variant, axis, strip]);
  return <div ref={host} className={css.timeline} />;
}

function propsOf(
  state: LabState,
  time: TimeViewState,
  side: ActiveSide,
  parts: { readonly axis: boolean; readonly strip: boolean },
): TimelineProps | undefined {
  const drawn = timelineSource(state, side);
  if (drawn === undefined) return undefined;
  const { view } = state.settings;
  const letter = letterOf(side.key);
  const bounds = sharedTimeRange(state);
  const how = drawn.trace.provenance.kind === "predicted" ? "predicted, " : "";
  return {
    ...parts,
    trace: drawn.trace,
    ghost: drawn.ghost,
    live: drawn.live,
    rows: view,
    sort: drawn.live ? undefined : time.sort,
    domain: time.domain === undefined ? bounds : within(time.domain, bounds),
    bounds,
    range: time.range,
    label: `${letter}, ${sideLabel(drawn.model, drawn.variant)}, ${how}by ${view === "threads" ? "thread" : "task"}`,
    cursor: state.cursor,
    until: drawn.live ? undefined : time.until,
    selected: state.selected,
  };
}

/** Nothing to draw anew: the store also changes for reasons that are not this timeline's. */
function same(a: TimelineProps, b: TimelineProps): boolean {
  return (
    a.trace === b.trace &&
    a.ghost === b.ghost &&
    a.live === b.live &&
    a.rows === b.rows &&
    a.sort === b.sort &&
    a.range === b.range &&
    sameTimeRange(a.domain, b.domain) &&
    sameTimeRange(a.bounds, b.bounds) &&
    a.label === b.label &&
    a.cursor === b.cursor &&
    a.until === b.until &&
    a.selected === b.selected
  );
}

/** Which sides carry the time axis: the last of a stack, the last row of a grid. */
export const hasAxis = (key: SideKey, sides: readonly ActiveSide[]): boolean =>
  sides.length > 2
    ? SIDE_KEYS.indexOf(key) >= sides.length - 2
    : key === sides[sides.length - 1]?.key;
