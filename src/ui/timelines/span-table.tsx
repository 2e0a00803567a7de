import { useEffect, useMemo, useRef, useState } from "react";
import {
  BY_START,
  COLUMNS,
  type Column,
  type Order,
  type SpanRow,
  tableOf,
} from "../../chart/reading/index.ts";
import { counted, formatCount } from "../../metrics/format.ts";
import type { Ms, TaskId, Trace } from "../../trace/types.ts";
import css from "./span-table.module.css";
import { Pages } from "./span-table-pages.tsx";

/** Most rows at once. */
const MOST = 500;

/** The task that a chart and its table highlight. */
export interface Selection {
  readonly selected: TaskId | undefined;
  select(task: TaskId | undefined): void;
}

/**
 * Every span of a trace, for people who read rather than look: in any order, page by page, with the same selection
 * as the chart.
 */
export function SpanTable({
  trace,
  summary,
  selection: { selected, select },
}: {
  trace: Trace;
  summary: string;
  selection: Selection;
}) {
  const [order, setOrder] = useState(BY_START);
  const [wanted, setFrom] = useState(0);
  const [alone, setAlone] = useState(false);
  const only = alone ? selected : undefined;
  const table = useMemo(
    () => tableOf(trace, { limit: MOST, from: wanted, order, only }),
    [trace, wanted, order, only],
  );
  const { rows, from, total } = table;
  const scroll = useSelectedInSight(selected);
  const turn = (to: number) => {
    setFrom(to);
    scroll.current?.scrollTo({ top: 0 });
  };
  const isLong = trace.spans.length + trace.laneSpans.length > MOST;
  return (
    <div>
      {isLong ? (
        <Pages
          table={table}
          size={MOST}
          onFrom={turn}
          only={alone}
          onOnly={setAlone}
          selects={selected !== undefined}
        />
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section ref={scroll} className={css.scroll} aria-label="Spans" tabIndex={0}>
        <table className={css.table}>
          <caption>
            {summary} Times in ms since the run began. A task's name selects it on the timelines.
            {rows.length < total
              ? ` ${formatCount(rows.length)} of ${counted(total, "row")} in this order, from row ${formatCount(from + 1)} on.`
              : ""}
          </caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <Heading
                  key={column}
                  column={column}
                  order={order}
                  onOrder={(next) => {
                    setOrder(next);
                    turn(0);
                  }}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                selected={row.taskId !== undefined && row.taskId === selected}
                onSelect={select}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** What is selected elsewhere is scrolled to within the table; the page stays where it is. */
function useSelectedInSight(selected: TaskId | undefined) {
  const scroll = useRef<HTMLElement>(null);
  useEffect(() => {
    const box = scroll.current;
    const row = selected === undefined ? null : box?.querySelector<HTMLElement>("[data-selected]");
    if (box === null || row === null || row === undefined) return;
    const head = box.querySelector("thead")?.clientHeight ?? 0;
    const top = row.offsetTop - head;
    const bottom = row.offsetTop + row.offsetHeight - box.clientHeight;
    if (box.scrollTop > top) box.scrollTop = top;
    else if (box.scrollTop < bottom) box.scrollTop = bottom;
  }, [selected]);
  return scroll;
}

const names = {
  task: "Task",
  state: "State",
  lane: "Lane",
  start: "Start",
  end: "End",
  duration: "Duration",
} as const satisfies Record<Column, string>;

function Heading({
  column,
  order,
  onOrder,
}: {
  column: Column;
  order: Order;
  onOrder: (order: Order) => void;
}) {
  const sorted = order.by === column;
  const direction = order.descending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={sorted ? direction : "none"}>
      <button
        type="button"
        className={css.sort}
        onClick={() => onOrder({ by: column, descending: sorted && !order.descending })}
      >
        {names[column]}
        <span aria-hidden="true" className={css.arrow}>
          {sorted ? (order.descending ? "▼" : "▲") : ""}
        </span>
      </button>
    </th>
  );
}

/** To the microsecond, all figures of a column with their points in line. */
const inMs = (ms: Ms): string => ms.toFixed(3);

function Row({
  row,
  selected,
  onSelect,
}: {
  row: SpanRow;
  selected: boolean;
  onSelect: (task: TaskId | undefined) => void;
}) {
  return (
    <tr data-selected={selected ? "" : undefined}>
      <th scope="row" title={row.task}>
        {row.taskId === undefined ? (
          row.task
        ) : (
          <button
            type="button"
            className={css.task}
            aria-pressed={selected}
            onClick={() => onSelect(selected ? undefined : row.taskId)}
          >
            {row.task}
          </button>
        )}
      </th>
      <td>{row.state}</td>
      <td>{row.lane}</td>
      <td>{inMs(row.start)}</td>
      <td>{inMs(row.end)}</td>
      <td>{inMs(row.duration)}</td>
    </tr>
  );
}
