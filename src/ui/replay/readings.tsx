import { useMemo, useState } from "react";
import { counted, formatMs } from "../../metrics/format.ts";
import { momentOf } from "../../metrics/moment.ts";
import { laneNowWords, momentWords, taskNowWords } from "../../metrics/moment-words.ts";
import type { Replay } from "../../state/replay.ts";
import type { Ms } from "../../trace/types.ts";
import css from "./readings.module.css";
import { type Replayed, useAt, useReplayState } from "./use-replay.ts";

/** What each side was doing where the replay stands; on demand, every lane and task of it. */
export function Readings({ replay, replayed }: { replay: Replay; replayed: readonly Replayed[] }) {
  const at = useAt(replay);
  const playing = useReplayState(replay, (s) => s.playing);
  const [open, setOpen] = useState(false);
  if (at === undefined) return null;
  return (
    <div className={css.readings}>
      {/* Heard after each step; not while it plays, faster than anybody speaks. */}
      <ul
        className={css.sentences}
        aria-live={playing ? "off" : "polite"}
        aria-label="At this time"
      >
        {replayed.map((side) => (
          <li key={side.key}>
            <strong>{side.name}</strong> <Sentence side={side} at={at} />
          </li>
        ))}
      </ul>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={css.summary}>Every lane and task at this time</summary>
        {open ? (
          <div className={css.lists}>
            {replayed.map((side) => (
              <List key={side.key} side={side} at={at} />
            ))}
          </div>
        ) : null}
      </details>
    </div>
  );
}

function Sentence({ side: { trace }, at }: { side: Replayed; at: Ms }) {
  const words = useMemo(() => {
    const moment = momentOf(trace, at);
    return `${moment.ended ? `ended at ${formatMs(trace.duration)}: ` : ""}${momentWords(moment)}`;
  }, [trace, at]);
  const hedge = trace.provenance.kind === "predicted" ? "predicted: " : "";
  return (
    <span>
      {hedge}
      {words}
    </span>
  );
}

/** More helps nobody, and would be laid out five times a second. */
const MOST = 100;

function List({ side: { name, label, trace }, at }: { side: Replayed; at: Ms }) {
  const moment = useMemo(() => momentOf(trace, at), [trace, at]);
  const { lanes, tasks } = moment;
  const title = label === "" ? name : `${name}, ${label}`;
  const rest = (all: readonly unknown[], what: string) =>
    all.length > MOST ? (
      <p>and {counted(all.length - MOST, `${what} more`, `${what}s more`)}</p>
    ) : null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={css.list} aria-label={title} tabIndex={0}>
      <h3>
        {name} {label}
      </h3>
      <dl>
        {lanes.slice(0, MOST).map((lane, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the lane's id
          <div key={i}>
            <dt>{trace.lanes[i]?.label}</dt>
            <dd>{laneNowWords(trace, lane)}</dd>
          </div>
        ))}
      </dl>
      {rest(lanes, "lane")}
      <dl>
        {tasks.slice(0, MOST).map((task, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the task's id
          <div key={i}>
            <dt>{trace.tasks[i]?.label}</dt>
            <dd>{taskNowWords(trace, moment, task)}</dd>
          </div>
        ))}
      </dl>
      {rest(tasks, "task")}
    </section>
  );
}
