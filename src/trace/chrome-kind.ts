import type { WaitKind } from "./types.ts";

/** Words in the names of async slices that tell what is waited for; the first that fits counts. */
const TELLING: readonly (readonly [RegExp, WaitKind])[] = [
  [/sql|query|database|redis|mongo|postgres|indexeddb/i, "database"],
  [
    /net|http|tcp|udp|tls|quic|socket|dns|getaddr|url|fetch|resource|request|download|connect/i,
    "network",
  ],
  [/disk|file|fs(req|event|\b)|stat|cache/i, "disk"],
];

/** What an async slice of that category and name waits for: a guess; a timer where the words tell nothing. */
export const waitKindOf = (words: string): WaitKind =>
  TELLING.find(([telling]) => telling.test(words))?.[1] ?? "timer";
