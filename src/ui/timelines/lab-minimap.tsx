import { useEffect, useRef } from "react";
import { type MinimapProps, mountMinimap, sameTimeRange, within } from "../../chart/index.ts";
import css from "./sides.module.css";
import { showPart, type Timelines, useLabTimelines } from "./timelines.ts";

/**
 * The whole run under the timelines, with a window on what they show. Follows the stores past React, as they do.
 * @param of the lab's timelines unless told
 */
export function Minimap({ of }: { of?: Timelines }) {
  const own = useLabTimelines();
  const timelines = of ?? own;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const { timeView } = timelines;
    const minimap = mountMinimap(host.current, {
      onDomain: (domain, step) => showPart(timelines, domain, step),
    });
    let last: MinimapProps | undefined;
    const draw = () => {
      const next = propsOf(timelines);
      if (last !== undefined && same(last, next)) return;
      last = next;
      minimap.update(next);
    };
    draw();
    const leave = [timelines.subscribe(draw), timeView.store.subscribe(draw)];
    return () => {
      for (const one of leave) one();
      minimap.destroy();
    };
  }, [timelines]);
  return <div ref={host} className={css.timeline} />;
}

function propsOf(timelines: Timelines): MinimapProps {
  const { domain } = timelines.timeView.store.getState();
  const bounds = timelines.bounds();
  return {
    traces: timelines.runs().map(({ trace }) => trace),
    selected: timelines.selected(),
    bounds,
    domain: domain === undefined ? bounds : within(domain, bounds),
  };
}

const same = (a: MinimapProps, b: MinimapProps): boolean =>
  a.traces.length === b.traces.length &&
  a.traces.every((trace, i) => trace === b.traces[i] && a.selected[i] === b.selected[i]) &&
  sameTimeRange(a.bounds, b.bounds) &&
  sameTimeRange(a.domain, b.domain);
