export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export const FONT_STACK = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
/** Size of all text but headings, CSS px. */
export const TEXT_PX = 12;

/** by font, then by text */
const widthsByFont = new Map<string, Map<string, number>>();
/** More labels than this are not on a screen; the cache starts anew. */
const MAX_WIDTHS = 5000;

/** Width of `text` in `font`; measured once, since measureText and reading a context's font cost 2 µs each. */
export function textWidth(context: Context, font: string, text: string): number {
  const widths = widthsByFont.get(font) ?? new Map<string, number>();
  const known = widths.get(text);
  if (known !== undefined) return known;
  context.font = font;
  const { width } = context.measureText(text);
  if (widths.size > MAX_WIDTHS) widths.clear();
  widthsByFont.set(font, widths.set(text, width));
  return width;
}

let ruler: OffscreenCanvasRenderingContext2D | null | undefined;

/** Width of `text` at `size` px in the chart's font. */
export function measured(text: string, size: number, weight = 400): number {
  ruler ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (ruler === null) return text.length * 7;
  return textWidth(ruler, `${weight} ${size}px ${FONT_STACK}`, text);
}
