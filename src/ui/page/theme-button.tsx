import { useState } from "react";
import { applyTheme, rememberedTheme, rememberTheme, THEMES, type Theme } from "../theme-choice.ts";
import css from "./header.module.css";

const SIGNS: Readonly<Record<Theme, string>> = { auto: "◐", light: "○", dark: "●" };
const NAMES: Readonly<Record<Theme, string>> = {
  auto: "as the system",
  light: "light",
  dark: "dark",
};

/** Goes round: as the system, light, dark. */
export function ThemeButton() {
  const [theme, setTheme] = useState(rememberedTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
  return (
    <button
      type="button"
      className={css.theme}
      aria-label={`Colours: ${NAMES[theme]}. Change to ${NAMES[next]}`}
      title={`Colours: ${NAMES[theme]}`}
      onClick={() => {
        applyTheme(next);
        rememberTheme(next);
        setTheme(next);
      }}
    >
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </button>
  );
}
