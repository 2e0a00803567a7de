import { type RefObject, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useLab, useLabState } from "../use-lab.ts";
import { DropZone } from "./drop-zone.tsx";
import { TakeAway } from "./export-button.tsx";
import css from "./files.module.css";
import { createExchange, type Exchange } from "./files-store.ts";
import { OpenedFiles } from "./opened-files.tsx";
import { OpeningStatus } from "./opening-status.tsx";
import { pastedTrace } from "./paste.ts";
import { takenOfLab } from "./screen-runs.ts";

/** Take away, Open, and what was opened. Files can also be dropped on the page, or pasted. */
export function ExchangeBar() {
  const lab = useLab();
  const [exchange] = useState(() => createExchange());
  const running = useLabState((s) => s.phase.is === "running");
  const files = useStore(exchange.store, (s) => s.files);
  const openButton = useRef<HTMLButtonElement>(null);
  usePaste(exchange);
  return (
    <div className={css.exchange}>
      <div className={css.bar}>
        {running ? null : <TakeAway collect={() => takenOfLab(lab)} />}
        <OpenButton exchange={exchange} button={openButton} />
        <p className={css.how}>
          An <code>*.overlap.json</code> file or a Chrome trace: open it, drop it on the page, or
          paste it. It stays on this machine.
        </p>
      </div>
      <OpeningStatus exchange={exchange} heir={openButton} />
      {files.length > 0 ? (
        <OpenedFiles exchange={exchange} files={files} heir={openButton} />
      ) : null}
      <DropZone exchange={exchange} />
    </div>
  );
}

function OpenButton({
  exchange,
  button,
}: {
  exchange: Exchange;
  button: RefObject<HTMLButtonElement | null>;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={css.button}
        onClick={() => input.current?.click()}
      >
        Open…
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Trace file"
        accept=".json,.gz,.log,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) void exchange.open(file, file.name);
        }}
      />
    </>
  );
}

function usePaste(exchange: Exchange): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const pasted = pastedTrace(event);
      if (pasted === undefined) return;
      event.preventDefault();
      void exchange.open(pasted.file, pasted.name);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [exchange]);
}
