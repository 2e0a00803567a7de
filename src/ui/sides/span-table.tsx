import { useMemo } from "react";
import { tableOf } from "../../chart/table.ts";
import type { Trace } from "../../trace/types.ts";
import { counted } from "../format.ts";
import { useLabState } from "../use-lab.ts";
import css from "./side-data.module.css";

const inMs = (ms: number): string => ms.toFixed(2);

/** Every span of a trace, for people who read rather than look. */
export function SpanTable({ trace, summary }: { trace: Trace; summary: string }) {
  const { rows, rest } = useMemo(() => tableOf(trace), [trace]);
  const selected = useLabState((s) => s.selected);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={css.scroll} aria-label="Spans" tabIndex={0}>
      <table className={css.table}>
        <caption>
          {summary} Times in ms since the run began.
          {rest > 0 ? ` The first ${rows.length} of ${counted(rows.length + rest, "span")}.` : ""}
        </caption>
        <thead>
          <tr>
            {["Task", "State", "Lane", "Start", "End", "Duration"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={`${row.taskId} ${row.start} ${row.end} ${row.state}`}
              data-selected={row.taskId === selected ? "" : undefined}
            >
              <th scope="row">{row.task}</th>
              <td>{row.state}</td>
              <td>{row.lane}</td>
              <td>{inMs(row.start)}</td>
              <td>{inMs(row.end)}</td>
              <td>{inMs(row.duration)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
