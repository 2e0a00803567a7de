import { FALLBACKS, FORCED, type Palette, type Rgba, TOKENS, type Token } from "./palette.ts";
import type { Medium } from "./paper.ts";

/** Whether the reader's own colours are forced upon the page; false where there is no screen. */
export const isForced = (): boolean =>
  typeof matchMedia === "function" && matchMedia("(forced-colors: active)").matches;

/**
 * The colours in force at `host`, as numbers. A probe element resolves `var()`, `light-dark()`, `oklch()` and
 * system colours; one pixel of a canvas turns whatever notation comes back into sRGB. Reads styles (forces a
 * style recalculation, about 0.2 ms): call it on mount and on a change of theme only. Paper is light, whatever the
 * theme.
 */
export function readPalette(host: HTMLElement, medium: Medium = "screen"): Palette {
  const forced = isForced();
  const document = host.ownerDocument;
  const probe = document.createElement("span");
  probe.hidden = true;
  if (medium === "paper") probe.style.colorScheme = "light";
  host.append(probe);
  const resolve = (token: Token): string => {
    const { name, light, dark } = FALLBACKS[token];
    probe.style.color = forced ? FORCED[token] : `var(${name}, light-dark(${light}, ${dark}))`;
    return getComputedStyle(probe).color;
  };
  const colours = TOKENS.map(resolve);
  probe.remove();
  const values = toRgba(document, colours);
  return Object.fromEntries(TOKENS.map((token, i) => [token, values[i] ?? BLACK])) as Palette;
}

const BLACK: Rgba = { r: 0, g: 0, b: 0, a: 1 };

function toRgba(document: Document, colours: readonly string[]): readonly Rgba[] {
  const canvas = document.createElement("canvas");
  canvas.width = colours.length;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return colours.map(() => BLACK);
  colours.forEach((colour, x) => {
    context.fillStyle = colour;
    context.fillRect(x, 0, 1, 1);
  });
  const { data } = context.getImageData(0, 0, colours.length, 1);
  return colours.map((_, i) => ({
    r: data[4 * i] ?? 0,
    g: data[4 * i + 1] ?? 0,
    b: data[4 * i + 2] ?? 0,
    a: 1,
  }));
}

const queries = [
  "(prefers-color-scheme: dark)",
  "(forced-colors: active)",
  "(prefers-contrast: more)",
] as const;

/** Calls `changed` when the page or the system changes colours. @returns stops watching */
export function watchTheme(host: HTMLElement, changed: () => void): () => void {
  const lists = queries.map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(host.ownerDocument.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "class", "style"],
  });
  return () => {
    for (const list of lists) list.removeEventListener("change", changed);
    observer.disconnect();
  };
}

/** Calls `changed` when a device pixel is no longer what it was: zoom, or another screen. */
export function watchPixelRatio(changed: () => void): () => void {
  let list: MediaQueryList | undefined;
  const rearm = () => {
    list?.removeEventListener("change", onChange);
    list = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    list.addEventListener("change", onChange);
  };
  const onChange = () => {
    rearm();
    changed();
  };
  rearm();
  return () => list?.removeEventListener("change", onChange);
}
