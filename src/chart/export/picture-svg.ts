import { FONT_STACK } from "../style/font.ts";
import type { Palette, Rgba } from "../style/palette.ts";

/** A part of the picture and the height it takes, CSS px. */
export interface Part {
  readonly svg: string;
  readonly height: number;
}

/** Of all text but headings, CSS px. */
export const SMALL = 12;

/** Text as XML: labels come from anywhere and are never markup; what XML 1.0 can't hold is dropped. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** "#0072b2": every program that reads SVG knows it, unlike newer notations. */
export const hex = ({ r, g, b }: Rgba): string =>
  `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;

interface TextLook {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: "start" | "end" | "middle";
}

/** @param x, y of the middle of the text's height, user units */
export const textAt = (
  x: number,
  y: number,
  text: string,
  { size, fill, weight = 400, anchor = "start" }: TextLook,
): string =>
  `<text x="${round(x)}" y="${round(y)}" dy="0.35em" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(text)}</text>`;

/** Hundredths of a pixel are finer than any screen or printer. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** A whole SVG document on paper of the theme. @param title its accessible name */
export const documentOf = (
  width: number,
  height: number,
  title: string,
  palette: Palette,
  parts: readonly string[],
): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escaped(FONT_STACK)}"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="${hex(palette.surface)}"/>${parts.join("\n")}</svg>\n`;
