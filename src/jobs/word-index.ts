import { CORPUS } from "./corpus.ts";
import { cycleJob } from "./cycle.ts";

/** Passage p is the 2 048 words from word 64 p on; after the last word the text begins again. */
export const PASSAGE = 2048;
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
 * The index of a passage: for every word the places where it stands. An open-addressing hash table (Knuth, The Art of
 * Computer Programming 3, section 6.4) leads from a word's hash to its last place, and every place to the one before.
 * Places count from 1, 0 is none. The text has 606 different words, so the table is at most 60 % full.
 */
const SLOTS = 1024;
const hashes = new Uint32Array(SLOTS);
const lastPlace = new Uint16Array(SLOTS);
const placeBefore = new Uint16Array(PASSAGE + 1);

/** FNV-1a, 32 bits, of the word that begins at `at`. Different words of the corpus have different hashes. */
function hashWord(at: number): number {
  let hash = 0x811c9dc5;
  for (let letter = letters[at]; letter; letter = letters[++at]) {
    hash = Math.imul(hash ^ letter, 0x01000193);
  }
  return hash >>> 0;
}

function addWord(hash: number, place: number): void {
  let slot = hash % SLOTS;
  while (lastPlace[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) % SLOTS;
  hashes[slot] = hash;
  placeBefore[place] = lastPlace[slot] ?? 0;
  lastPlace[slot] = place;
}

/** A word's places, from its last to its first: the sum of place x rank, where the last has rank 1. */
function sumPlaces(last: number): number {
  let sum = 0;
  let rank = 1;
  for (let place = last; place !== 0; place = placeBefore[place] ?? 0) sum += place * rank++;
  return sum;
}

/** Indexes a passage and returns the sum of hash x sumPlaces over its different words. */
function indexPassage(passage: number): number {
  lastPlace.fill(0);
  for (let place = 1; place <= PASSAGE; place++) {
    const word = (passage * STRIDE + place - 1) % wordStarts.length;
    addWord(hashWord(wordStarts[word] ?? 0), place);
  }
  let sum = 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    sum = (sum + Math.imul(hashes[slot] ?? 0, sumPlaces(lastPlace[slot] ?? 0))) >>> 0;
  }
  return sum;
}

export const indexJob = cycleJob({
  name: "index",
  unit: "passages of 2 048 words",
  maxSize: 1_000_000,
  prepare: splitWords,
  kernel: indexPassage,
  checksums: [
    595224132, 3527047372, 2218964213, 4253968844, 2895161566, 2545915244, 2265412422, 848639323,
    1042982205, 807681311, 679484585, 531631469, 2848986596, 2900695411, 3007205615, 2824673933,
    3982369259, 2722490902, 3435191114, 3716469625, 3937274640, 2724443615, 1263804588, 2746774595,
    3113704952, 2573990528, 4032910342, 3524418801, 2912561464, 1428655286, 3356735857, 3676509625,
  ],
});
