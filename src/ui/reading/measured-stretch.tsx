import { useStore } from "zustand";
import { instant } from "../../chart/scale.ts";
import { formatMs } from "../../metrics/format.ts";
import type { TimeView } from "../../state/view.ts";
import css from "./numbers.module.css";
import reading from "./reading.module.css";

/** Which stretch the figures are of, and the way back to those of the whole run; nothing where they are of that. */
export function MeasuredStretch({ timeView }: { timeView: TimeView }) {
  const range = useStore(timeView.store, (s) => s.range);
  if (range === undefined) return null;
  const [from, to] = range;
  return (
    <p className={reading.soft}>
      In the selected {formatMs(to - from)}, from {instant(from)} to {instant(to)}.{" "}
      <button type="button" className={css.all} onClick={() => timeView.measure(undefined)}>
        Measure the whole run
      </button>
    </p>
  );
}
