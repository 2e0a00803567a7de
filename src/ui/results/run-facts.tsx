import { useState } from "react";
import { type CardLine, cardText, runCard } from "../../findings/run-card.ts";
import { writeUrl } from "../../state/address/url.ts";
import { comparable } from "../../state/derived/side-views.ts";
import { useLabState, useSides } from "../use-lab.ts";
import reading from "./results.module.css";
import css from "./run-facts.module.css";

/** All that somebody needs to judge these runs, or to measure them again. */
export function RunCard() {
  const machine = useLabState((s) => s.machine);
  const title = useLabState((s) => s.scenario.title);
  const results = comparable(useSides()).flatMap(({ result }) => result ?? []);
  const settings = results[0]?.settings;
  if (settings === undefined) return null;
  const link = new URL(writeUrl(settings, machine), location.href).href;
  const lines = runCard(results, machine, { title, link });
  if (lines === undefined) return null;
  return (
    <details className={reading.folded}>
      <summary>How this was measured</summary>
      <dl className={css.card}>
        {lines.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{name === "Link" ? <a href={value}>{value}</a> : value}</dd>
          </div>
        ))}
      </dl>
      <Copy lines={lines} />
    </details>
  );
}

type Copied = "not yet" | "copied" | "refused";

function Copy({ lines }: { lines: readonly CardLine[] }) {
  const [copied, setCopied] = useState<Copied>("not yet");
  const text = cardText(lines);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("copied");
    } catch {
      // no permission, as in most frames: then the text itself is shown to take
      setCopied("refused");
    }
  };
  return (
    <div className={css.copy}>
      <button type="button" className={css.button} onClick={() => void copy()}>
        Copy as text
      </button>
      <span aria-live="polite">{copied === "copied" ? "Copied." : null}</span>
      {copied === "refused" ? (
        <label className={css.manual}>
          This browser does not let the page copy. Select the text and copy it:
          <textarea
            readOnly
            rows={lines.length + 1}
            value={text}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      ) : null}
    </div>
  );
}
