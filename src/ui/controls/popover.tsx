import { type CSSProperties, type ReactNode, useId } from "react";
import css from "./popover.module.css";

/**
 * A button that opens a small sheet beside it, by the platform's own popover: Escape and a press elsewhere close
 * it, focus goes back. Where the browser knows no anchors the sheet opens in the middle of the page.
 */
export function Popover({
  label,
  accessibleName,
  className,
  children,
}: {
  label: ReactNode;
  accessibleName?: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  const anchor = `--anchor${id.replace(/[^a-z0-9]/gi, "")}`;
  return (
    <>
      <button
        type="button"
        className={className ?? css.button}
        popoverTarget={id}
        style={{ anchorName: anchor } as CSSProperties}
        {...(accessibleName === undefined ? {} : { "aria-label": accessibleName })}
      >
        {label}
      </button>
      <div
        id={id}
        popover="auto"
        className={css.sheet}
        style={{ positionAnchor: anchor } as CSSProperties}
      >
        {children}
      </div>
    </>
  );
}
