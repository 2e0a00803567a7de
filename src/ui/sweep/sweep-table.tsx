import { formatMs, formatRatio, formatShare } from "../../metrics/format.ts";
import type { LanePoint } from "../../state/sweep/forecast.ts";
import { serialShareOf } from "../../state/sweep/sweep-fit.ts";
import css from "./sweep-panel.module.css";
import { orderInWords } from "./sweep-words.ts";
import type { SweepView } from "./use-sweep.ts";

const HEADS = [
  "Lanes",
  "Runs",
  "Makespan",
  "Speedup",
  "Slowest to fastest",
  "Predicted",
  "Best possible",
  "Amdahl’s law",
  "Serial share",
];

/** Every point in figures. */
export function SweepTable({ view: { swept, points, forecast, fit } }: { view: SweepView }) {
  const at = (list: readonly LanePoint[] | undefined, lanes: number): string => {
    const found = list?.find((point) => point.lanes === lanes);
    return found === undefined ? "–" : formatRatio(found.speedup);
  };
  return (
    <details>
      <summary className={css.more}>The sweep as a table</summary>
      <p className={css.soft}>
        Medians. The serial share is Karp and Flatt’s, with lanes counted for what this plan can
        make of them on the cores there are. Runs were made in this order of lanes (seed{" "}
        {swept?.seed}): {orderInWords(swept?.order ?? [], swept?.done)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={css.scroll} aria-label="Points of the sweep" tabIndex={0}>
        <table className={css.table}>
          <thead>
            <tr>
              {HEADS.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => {
              const serial = fit && serialShareOf(point, fit);
              return (
                <tr key={point.lanes}>
                  <th scope="row">{point.lanes}</th>
                  <td>{point.runs}</td>
                  <td>{formatMs(point.makespan)}</td>
                  <td>{formatRatio(point.speedup)}</td>
                  <td>
                    {formatRatio(point.low)} to {formatRatio(point.high)}
                  </td>
                  <td>{at(forecast?.predicted, point.lanes)}</td>
                  <td>{at(forecast?.limit, point.lanes)}</td>
                  <td>{at(fit?.poor === true ? undefined : fit?.amdahl.curve, point.lanes)}</td>
                  <td>{serial === undefined ? "–" : formatShare(serial)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </details>
  );
}
