import { CORPUS } from "./corpus.ts";
import { cycleJob } from "./cycle.ts";

/** Passage p is the 512 words from word 64 p on; after the last word the text begins again. */
export const PASSAGE = 512;
export const STRIDE = 64;

/** A word is a run of letters; upper and lower case are one. */
const WORD = /[a-z]+/g;

/** The corpus as one byte per letter, words separated by 0, and where each word begins. */
const letters = new Uint8Array(CORPUS.length + 1);
const wordStarts: number[] = [];

function splitWords(): void {
  let end = 0;
  for (const [word] of CORPUS.toLowerCase().matchAll(WORD)) {
    wordStarts.push(end);
    for (let i = 0; i < word.length; i++) letters[end++] = word.charCodeAt(i);
    letters[end++] = 0;
  }
}

/**
 * The index of a passage: an open-addressing hash table (Knuth, The Art of Computer Programming 3, section 6.4) from
 * a word's hash to how often it occurs. At most half full: a passage has at most 512 different words.
 */
const SLOTS = 1024;
const hashes = new Uint32Array(SLOTS);
const counts = new Uint16Array(SLOTS);

/** FNV-1a, 32 bits, of the word that begins at `at`. Different words of the corpus have different hashes. */
function hashWord(at: number): number {
  let hash = 0x811c9dc5;
  for (let letter = letters[at]; letter; letter = letters[++at]) {
    hash = Math.imul(hash ^ letter, 0x01000193);
  }
  return hash >>> 0;
}

function countWord(hash: number): void {
  let slot = hash % SLOTS;
  while (counts[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) % SLOTS;
  hashes[slot] = hash;
  counts[slot] = (counts[slot] ?? 0) + 1;
}

/** Indexes the passage and returns the sum over its different words of hash x count^2: no order, every count. */
function indexPassage(passage: number): number {
  counts.fill(0);
  const first = passage * STRIDE;
  for (let i = first; i < first + PASSAGE; i++)
    countWord(hashWord(wordStarts[i % wordStarts.length] ?? 0));
  let sum = 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    const count = counts[slot] ?? 0;
    sum = (sum + Math.imul(hashes[slot] ?? 0, count * count)) >>> 0;
  }
  return sum;
}

export const indexJob = cycleJob({
  name: "index",
  unit: "passages of 512 words",
  maxSize: 1_000_000,
  prepare: splitWords,
  kernel: indexPassage,
  checksums: [
    2781308874, 745952264, 1390224391, 361517690, 3050175367, 2100329315, 2525583184, 3410405525,
    2239346240, 3094477360, 2054459961, 1234322356, 1643061959, 1272142825, 3707745243, 1261513152,
    1523092040, 2158782106, 1042800197, 712383454, 236271407, 1643123744, 4230050677, 2005742902,
    1809707758, 2641773462, 2526478996, 1420358384, 2036275414, 3603512494, 3579063011, 4214621308,
  ],
});
