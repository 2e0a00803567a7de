import { useEffect, useRef } from "react";
import { sameDomain, within } from "../../chart/domain.ts";
import { type MinimapProps, mountMinimap } from "../../chart/minimap.ts";
import type { LabState } from "../../state/lab-state.ts";
import { activeSides } from "../../state/settings.ts";
import type { Stretch } from "../../state/view.ts";
import { useLab } from "../use-lab.ts";
import { drawnOn, sharedDomain } from "./shown.ts";
import css from "./sides.module.css";

/** The whole run under the timelines, with a window on what they show. Follows the stores past React, as they do. */
export function Minimap() {
  const lab = useLab();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const { timeView } = lab;
    const minimap = mountMinimap(host.current, {
      onDomain(domain, step) {
        const whole = sameDomain(domain, sharedDomain(lab.store.getState()));
        timeView.show(whole ? undefined : domain, step);
      },
    });
    let last: MinimapProps | undefined;
    const draw = () => {
      const next = propsOf(lab.store.getState(), timeView.store.getState().domain);
      if (last !== undefined && same(last, next)) return;
      last = next;
      minimap.update(next);
    };
    draw();
    const leave = [lab.store.subscribe(draw), timeView.store.subscribe(draw)];
    return () => {
      for (const one of leave) one();
      minimap.destroy();
    };
  }, [lab]);
  return <div ref={host} className={css.timeline} />;
}

function propsOf(state: LabState, domain: Stretch | undefined): MinimapProps {
  const bounds = sharedDomain(state);
  const traces = activeSides(state.settings).flatMap((side) => drawnOn(state, side)?.trace ?? []);
  return { traces, bounds, domain: domain === undefined ? bounds : within(domain, bounds) };
}

const same = (a: MinimapProps, b: MinimapProps): boolean =>
  a.traces.length === b.traces.length &&
  a.traces.every((trace, i) => trace === b.traces[i]) &&
  sameDomain(a.bounds, b.bounds) &&
  sameDomain(a.domain, b.domain);
