import { VERSION } from "../version.ts";
import css from "./page.module.css";

export function Footer() {
  return (
    <footer className={css.footer}>
      <p>
        Every bar is work this page did in a Web Worker on this machine, timed while it happened.
        Nothing leaves it: no account, no telemetry.
      </p>
      <p>Overlap {VERSION}</p>
    </footer>
  );
}
