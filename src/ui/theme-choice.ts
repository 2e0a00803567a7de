export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "overlap.theme";
const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);

/** Storage may be forbidden (a sandboxed frame, a private window): then nothing is remembered. */
export function rememberedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return isTheme(stored) ? stored : "auto";
  } catch {
    return "auto";
  }
}

/** `auto` follows the system. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "auto") delete dataset.theme;
  else dataset.theme = theme;
}

export function rememberTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // not remembered: the choice still holds for this visit
  }
}
