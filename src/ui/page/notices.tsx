import { useLab, useLabState } from "../use-lab.ts";
import css from "./page.module.css";

/** What was ignored in the address, and the like: read once, put away. */
export function Notices() {
  const lab = useLab();
  const notices = useLabState((s) => s.notices);
  if (notices.length === 0) return null;
  return (
    <section className={css.notices} aria-label="Notices">
      <ul>
        {notices.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <button
        type="button"
        className={css.dismiss}
        onClick={() => {
          for (const { id } of notices) lab.dismiss(id);
        }}
      >
        Dismiss
      </button>
    </section>
  );
}
