/** A colour as 8-bit sRGB with alpha 0 to 1. */
export interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

/** How many task tints there are: up to this many tasks each get their own. */
export const TINTS = 8;

/**
 * Names of the custom properties a page may set, with what is drawn where it sets none. Okabe-Ito hues
 * (Okabe and Ito 2008), darkened on light paper and lightened on dark until each has 3:1 against it.
 */
export const FALLBACKS = {
  surface: { name: "--surface", light: "#ffffff", dark: "#14171c" },
  ink: { name: "--ink", light: "#171b21", dark: "#eceff3" },
  inkSoft: { name: "--ink-soft", light: "#566070", dark: "#a4aebb" },
  grid: { name: "--grid", light: "#e4e7ec", dark: "#2a3038" },
  running: { name: "--state-running", light: "#0072b2", dark: "#4aa8df" },
  waiting: { name: "--state-waiting", light: "#a86a00", dark: "#e0a030" },
  blocked: { name: "--state-blocked", light: "#b5386f", dark: "#e58ab2" },
  ready: { name: "--state-ready", light: "#007a5a", dark: "#3cc79d" },
  queued: { name: "--state-queued", light: "#7b8694", dark: "#7c8896" },
  preempted: { name: "--state-preempted", light: "#171b21", dark: "#eceff3" },
  task1: { name: "--task-1", light: "#0072b2", dark: "#56b4e9" },
  task2: { name: "--task-2", light: "#d55e00", dark: "#f0803c" },
  task3: { name: "--task-3", light: "#008a66", dark: "#2fc095" },
  task4: { name: "--task-4", light: "#b55a90", dark: "#dd94bd" },
  task5: { name: "--task-5", light: "#a97400", dark: "#e69f00" },
  task6: { name: "--task-6", light: "#3a86b8", dark: "#8fd0f5" },
  task7: { name: "--task-7", light: "#857a00", dark: "#f0e442" },
  task8: { name: "--task-8", light: "#5f5f66", dark: "#b9b9c2" },
} as const;

export type Token = keyof typeof FALLBACKS;
export type Palette = Readonly<Record<Token, Rgba>>;

export const TOKENS = Object.keys(FALLBACKS) as readonly Token[];

/** In forced colours only the pattern tells states apart: everything is drawn in the reader's own colours. */
export const FORCED: Readonly<Record<Token, string>> = {
  surface: "Canvas",
  ink: "CanvasText",
  inkSoft: "CanvasText",
  grid: "Canvas",
  running: "Highlight",
  waiting: "CanvasText",
  blocked: "CanvasText",
  ready: "CanvasText",
  queued: "GrayText",
  preempted: "CanvasText",
  task1: "Highlight",
  task2: "Highlight",
  task3: "Highlight",
  task4: "Highlight",
  task5: "Highlight",
  task6: "Highlight",
  task7: "Highlight",
  task8: "Highlight",
};

const tints = ["task1", "task2", "task3", "task4", "task5", "task6", "task7", "task8"] as const;

/** The tint of the i-th task or kind; they repeat after eight. */
export const tintToken = (index: number): Token => tints[index % TINTS] ?? "task1";

export const css = ({ r, g, b, a }: Rgba): string => `rgb(${r} ${g} ${b} / ${a})`;

/** `colour` at `share` over an opaque `under`. */
export function mix(colour: Rgba, under: Rgba, share: number): Rgba {
  const blend = (over: number, below: number) => Math.round(over * share + below * (1 - share));
  return {
    r: blend(colour.r, under.r),
    g: blend(colour.g, under.g),
    b: blend(colour.b, under.b),
    a: 1,
  };
}

/** Relative luminance, WCAG 2.2. */
export function luminance({ r, g, b }: Rgba): number {
  const linear = (value: number) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast ratio, WCAG 2.2: 1 to 21. */
export function contrast(a: Rgba, b: Rgba): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const WHITE: Rgba = { r: 255, g: 255, b: 255, a: 1 };
const BLACK: Rgba = { r: 0, g: 0, b: 0, a: 1 };

/** Black or white, whichever reads better on `fill`: 4.58:1 in the worst case, a middle grey. */
export const inkOn = (fill: Rgba): Rgba =>
  contrast(WHITE, fill) >= contrast(BLACK, fill) ? WHITE : BLACK;

/** Bytes r, g, b, a in memory, whatever the machine's order: a pixel of an ImageData seen as words. */
const bytes = new Uint8Array(4);
const word = new Uint32Array(bytes.buffer);
export function packed({ r, g, b }: Rgba): number {
  bytes.set([r, g, b, 255]);
  return word[0] ?? 0;
}
