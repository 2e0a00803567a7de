import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import css from "./files.module.css";

/** A button that goes with what it is pressed for: the focus it then has is left to `heir`, not to the page's beginning. */
export function PassingButton({
  heir,
  label,
  onPress,
  children,
}: {
  heir: RefObject<HTMLElement | null>;
  /** accessible name; its text unless told */
  label?: string;
  onPress: () => void;
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own !== null && own === document.activeElement)
        heir.current?.focus({ preventScroll: true });
    };
  }, [heir]);
  return (
    <button ref={button} type="button" className={css.button} aria-label={label} onClick={onPress}>
      {children}
    </button>
  );
}
