import { FONT_STACK } from "../style/font.ts";
import type { Sheet } from "./sheet.ts";

/** Figures as words: written into a sheet they cost a hundredth of what a canvas takes to shape and fill a text. */
export interface Glyphs {
  /** device px */
  width(text: string): number;
  /** Writes from `x` on (device px, not necessarily whole), around the middle `y`. */
  write(sheet: Sheet, text: string, x: number, y: number): void;
}

/** What figures of an axis are made of. */
const FIGURES = "0123456789.,-−\u202f";
/** A glyph is drawn at so many places within a pixel, so that figures are set as evenly as by the browser. */
const PLACES = 4;

interface Atlas {
  readonly at: ReadonlyMap<string, { readonly row: number; readonly advance: number }>;
  readonly words: Uint32Array;
  /** of one glyph, device px */
  readonly cell: { readonly width: number; readonly height: number };
}

/**
 * @param px size of the type, device px
 * @param colour as CSS writes it
 */
export function glyphsOf(px: number, colour: string): Glyphs {
  let atlas = draw(FIGURES);
  const known = (text: string): Atlas => {
    for (const char of text) {
      if (!atlas.at.has(char)) atlas = draw([...atlas.at.keys(), char].join(""));
    }
    return atlas;
  };
  return {
    width(text) {
      const { at } = known(text);
      let sum = 0;
      for (const char of text) sum += at.get(char)?.advance ?? 0;
      return sum;
    },
    write(sheet, text, x, y) {
      const { at, words, cell } = known(text);
      let pen = x;
      for (const char of text) {
        const glyph = at.get(char);
        if (glyph === undefined) continue;
        const step = Math.round(pen * PLACES);
        const left = Math.floor(step / PLACES);
        const from = (glyph.row * PLACES + (step - left * PLACES)) * cell.width * cell.height;
        stamp(sheet, words, from, cell, left - 1, Math.round(y - cell.height / 2));
        pen += glyph.advance;
      }
    },
  };

  function draw(chars: string): Atlas {
    const cell = { width: Math.ceil(px) + 3, height: 2 * Math.ceil(px * 0.75) };
    const all = [...chars];
    const canvas = new OffscreenCanvas(cell.width, cell.height * PLACES * all.length);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return { at: new Map(), words: new Uint32Array(0), cell };
    context.font = `400 ${px}px ${FONT_STACK}`;
    context.fillStyle = colour;
    context.textBaseline = "middle";
    const at = new Map<string, { readonly row: number; readonly advance: number }>();
    for (const [row, char] of all.entries()) {
      at.set(char, { row, advance: context.measureText(char).width });
      for (let place = 0; place < PLACES; place++) {
        const y = (row * PLACES + place + 0.5) * cell.height;
        context.fillText(char, 1 + place / PLACES, y);
      }
    }
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return { at, words: new Uint32Array(data.buffer), cell };
  }
}

/** Where glyphs touch, the stronger pixel stays. */
function stamp(
  sheet: Sheet,
  words: Uint32Array,
  from: number,
  cell: Atlas["cell"],
  left: number,
  top: number,
): void {
  for (let y = 0; y < cell.height; y++) {
    if (top + y < 0 || top + y >= sheet.height) continue;
    for (let x = 0; x < cell.width; x++) {
      const word = words[from + y * cell.width + x] as number;
      if (word === 0 || left + x < 0 || left + x >= sheet.width) continue;
      const at = (top + y) * sheet.width + left + x;
      if (alphaOf(word) > alphaOf(sheet.words[at] as number)) sheet.words[at] = word;
    }
  }
}

/** Bytes of a word lie in memory as r, g, b, a: whichever end that is. */
const last = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 24 : 0;
const alphaOf = (word: number): number => (word >>> last) & 255;
