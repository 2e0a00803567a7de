import { type ReactNode, useState } from "react";
import {
  copyNumbers,
  copyPicture,
  type Take,
  takeChrome,
  takeCsv,
  takeOverlap,
  takePng,
  takeSvg,
} from "./export-actions.ts";
import type { Taken } from "./exported-run.ts";
import css from "./files.module.css";

/** What can be taken away of the runs on the screen, and how it went. */
export function TakeAwayMenu({ collect }: { collect: () => Taken }) {
  const [said, setSaid] = useState("");
  const press = async (take: Take) => {
    setSaid("");
    setSaid(await take(collect()));
  };
  const { runs } = collect();
  return (
    <div className={css.menu}>
      <Group
        title="Picture"
        text="Timelines with title, figures, origin and legend, in these colours."
      >
        <Item label="SVG" press={() => press(takeSvg)} />
        <Item label="PNG" press={() => press(takePng)} />
        <Item label="Copy picture" press={() => press(copyPicture)} />
      </Group>
      <Group
        title="Data"
        text="Spans as a table; a trace for Perfetto, of which DevTools shows the threads; the numbers."
      >
        <Item label="CSV" press={() => press(takeCsv)} />
        <Item label="Chrome trace" press={() => press(takeChrome)} />
        <Item label="Copy numbers" press={() => press(copyNumbers)} />
      </Group>
      <Group title="Overlap file" text="One run with its plan and model, to be opened here again.">
        {runs.map((run) => (
          <Item
            key={run.letter}
            label={`${run.letter} · ${run.name}`}
            press={() => press(takeOverlap(run))}
          />
        ))}
      </Group>
      <p className={css.said} role="status">
        {said}
      </p>
    </div>
  );
}

function Group({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={css.group}>
      <h3>{title}</h3>
      <p className={css.hint}>{text}</p>
      <div className={css.items}>{children}</div>
    </section>
  );
}

const Item = ({ label, press }: { label: string; press: () => void }) => (
  <button type="button" className={css.button} onClick={press}>
    {label}
  </button>
);
