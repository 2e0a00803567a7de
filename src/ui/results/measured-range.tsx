import type { MouseEvent } from "react";
import { useStore } from "zustand";
import { instant } from "../../chart/index.ts";
import { formatMs } from "../../metrics/format.ts";
import type { TimeView } from "../../state/view.ts";
import css from "./numbers.module.css";
import reading from "./results.module.css";

/**
 * Which stretch the figures are of, and the way back to those of the whole run; nothing where they are of that. The
 * section around it takes the focus of the button that goes.
 */
export function MeasuredStretch({ timeView }: { timeView: TimeView }) {
  const range = useStore(timeView.store, (s) => s.range);
  if (range === undefined) return null;
  const [from, to] = range;
  const all = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const section = currentTarget.closest("section");
    timeView.measure(undefined);
    section?.focus({ preventScroll: true });
  };
  return (
    <p className={reading.soft}>
      In the selected {formatMs(to - from)}, from {instant(from)} to {instant(to)}.{" "}
      <button type="button" className={css.all} onClick={all}>
        Measure the whole run
      </button>
    </p>
  );
}
