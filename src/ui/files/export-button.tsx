import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Popover } from "../controls/popover.tsx";
import { ErrorBoundary } from "../page/error-boundary.tsx";
import type { Taken } from "./exported-run.ts";
import css from "./files.module.css";

/** Writers of files and pictures are loaded when somebody opens the menu. */
const TakeAwayMenu = lazy(() =>
  import("./export-menu.tsx").then(({ TakeAwayMenu: menu }) => ({ default: menu })),
);

/** @param collect what is on the screen at the time of the press */
export function TakeAway({ collect, of }: { collect: () => Taken; of?: string }) {
  const sheet = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const popover = sheet.current?.closest<HTMLElement>("[popover]");
    const toggle = () => setOpen(popover?.matches(":popover-open") === true);
    popover?.addEventListener("toggle", toggle);
    return () => popover?.removeEventListener("toggle", toggle);
  }, []);
  return (
    <Popover label="Take away" {...(of === undefined ? {} : { accessibleName: `Take away ${of}` })}>
      <div ref={sheet}>
        {open ? (
          <ErrorBoundary>
            <Suspense fallback={<p className={css.hint}>Loading…</p>}>
              <TakeAwayMenu collect={collect} />
            </Suspense>
          </ErrorBoundary>
        ) : null}
      </div>
    </Popover>
  );
}
