import type { SpanTable } from "../../chart/reading/index.ts";
import { formatCount } from "../../metrics/format.ts";
import css from "./span-table.module.css";

/** Leads from page to page of a long table, and to the rows of the selected task alone. */
export function Pages({
  table: { rows, from, total },
  size,
  onFrom,
  only,
  onOnly,
  selects,
}: {
  table: SpanTable;
  /** rows of a full page */
  size: number;
  onFrom: (from: number) => void;
  only: boolean;
  onOnly: (only: boolean) => void;
  /** whether a task is selected */
  selects: boolean;
}) {
  return (
    <fieldset className={css.pages} aria-label="Pages of the table">
      <Turn name="Previous" ends={from === 0} onTurn={() => onFrom(from - size)} />
      <Turn name="Next" ends={from + rows.length >= total} onTurn={() => onFrom(from + size)} />
      <span aria-live="polite">
        {formatCount(Math.min(from + 1, total))} to {formatCount(from + rows.length)} of{" "}
        {formatCount(total)}
      </span>
      <label>
        <input
          type="checkbox"
          checked={only}
          disabled={!(selects || only)}
          onChange={(event) => onOnly(event.currentTarget.checked)}
        />
        Only the selected task
      </label>
    </fieldset>
  );
}

/** Keeps its focus at the last page, where it does nothing. */
const Turn = ({ name, ends, onTurn }: { name: string; ends: boolean; onTurn: () => void }) => (
  <button
    type="button"
    className={css.turn}
    aria-disabled={ends}
    onClick={ends ? undefined : onTurn}
  >
    {name}
  </button>
);
