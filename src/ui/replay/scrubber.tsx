import { useEffect, useRef } from "react";
import { instant } from "../../chart/index.ts";
import type { Replay, ReplayState } from "../../state/replay.ts";
import css from "./transport.module.css";

/** Where the replay stands, and the way to anywhere else. Follows it at 60 Hz, past React. */
export function Scrubber({ replay }: { replay: Replay }) {
  const range = useRef<HTMLInputElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const [input, text] = [range.current, readout.current];
    if (input === null || text === null) return;
    const show = (state: ReplayState) => {
      const words = `${instant(state.at ?? 0)} of ${instant(state.end)}`;
      input.max = String(state.end);
      input.value = String(state.at ?? 0);
      text.textContent = words;
      // A screen reader would say each value of a playing slider.
      if (!state.playing) input.setAttribute("aria-valuetext", words);
    };
    show(replay.store.getState());
    return replay.store.subscribe(show);
  }, [replay]);
  return (
    <div className={css.scrub}>
      <input
        ref={range}
        type="range"
        className={css.range}
        min={0}
        step="any"
        defaultValue={0}
        aria-label="Time of the replay"
        onInput={(event) => replay.seek(event.currentTarget.valueAsNumber)}
      />
      <span ref={readout} className={css.readout} aria-hidden="true" />
    </div>
  );
}
