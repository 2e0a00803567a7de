import { useEffect, useState } from "react";
import css from "./files.module.css";
import type { Exchange } from "./files-store.ts";

const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;

/** The whole page takes files; while one is dragged over it, it says so. */
export function DropZone({ exchange }: { exchange: Exchange }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const on = (type: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
      document.addEventListener(
        type,
        (event) => {
          if (!hasFile(event)) return;
          event.preventDefault();
          act(event);
        },
        { signal: listening.signal },
      );
    on("dragover", () => setOver(true));
    on("dragleave", (event) => setOver(event.relatedTarget !== null));
    on("drop", (event) => {
      setOver(false);
      const [file, ...left] = event.dataTransfer?.files ?? [];
      if (file !== undefined) {
        void exchange.open(
          file,
          file.name,
          left.map(({ name }) => name),
        );
      }
    });
    return () => listening.abort();
  }, [exchange]);
  return over ? (
    <div className={css.drop} aria-hidden="true">
      <p>Drop the trace to open it beside your runs</p>
    </div>
  ) : null;
}
