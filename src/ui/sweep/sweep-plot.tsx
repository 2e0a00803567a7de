import { useEffect, useMemo, useRef, useState } from "react";
import { mountSpeedupPlot, type SpeedupPlot } from "../../chart/speedup/index.ts";
import { sideLabel } from "../../scenario/variants.ts";
import { maxLanes } from "../../state/settings.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useLabState } from "../use-lab.ts";
import { plotProps } from "./plot-props.ts";
import css from "./sweep-panel.module.css";
import { useForecast } from "./use-forecast.ts";
import type { SweepView } from "./use-sweep.ts";

/** The machine that is only imagined, for "what if I had more cores?". */
const IMAGINED = 64;

type Range = "here" | "imagined";

/** The plot, on this machine's cores or on sixty-four imagined ones. */
export function SweepPlot({ view }: { view: SweepView }) {
  const machine = useLabState((s) => s.machine);
  const [range, setRange] = useState<Range>("here");
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<SpeedupPlot>(undefined);
  const most = maxLanes(machine);
  const { subject, plan, points, fit, phase, forecast } = view;
  const imagined = useImagined(view, range === "imagined");
  const here = range === "here";
  const name = sideLabel(subject.model, subject.variant);
  const now = phase.is === "sweeping" ? phase.order[phase.step] : undefined;
  const props = useMemo(
    () =>
      plotProps({
        label: `Speedup against lanes, ${name}${here ? "" : `, predicted for ${IMAGINED} cores`}`,
        most: here ? most : Math.max(IMAGINED, most),
        cores: machine.cores,
        forecast: here ? forecast : imagined,
        points,
        fit,
        now,
      }),
    [name, here, most, machine.cores, forecast, imagined, points, fit, now],
  );
  useEffect(() => {
    if (host.current === null) return;
    const mounted = mountSpeedupPlot(host.current);
    plot.current = mounted;
    return () => mounted.destroy();
  }, []);
  useEffect(() => plot.current?.update(props), [props]);
  if (plan.tasks.length === 0) return null;
  return (
    <figure className={css.figure}>
      <Segmented
        label="Cores of the prediction"
        value={range}
        options={[
          { value: "here", label: "This machine" },
          { value: "imagined", label: `${IMAGINED} cores, predicted` },
        ]}
        onChange={setRange}
      />
      <div ref={host} className={css.plot} />
    </figure>
  );
}

function useImagined({ plan, subject }: SweepView, wanted: boolean) {
  const most = wanted ? IMAGINED : 1;
  const known = useForecast(plan, subject.model, most, most);
  return wanted && known?.is === "forecast" ? known.forecast : undefined;
}
