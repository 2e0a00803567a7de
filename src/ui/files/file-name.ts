import type { Trace } from "../../trace/types.ts";

/** Characters of what a file is about. */
const LONGEST = 80;

/**
 * "overlap-fib-event-loop-thread-pool-2026-11-21-0940.csv": small Latin letters, figures and hyphens, which every
 * file system takes; accents go, everything else becomes a hyphen.
 * @param when ISO 8601
 */
export function fileName(about: string, when: string, ending: string): string {
  const plain = about
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  const day = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(when);
  const date = day === null ? [] : [day[1], `${day[2]}${day[3]}`];
  return `${["overlap", ...(plain === "" ? [] : [plain]), ...date].join("-")}.${ending}`;
}

/** When the first of the traces that was measured began, else `now`. ISO 8601. */
export function whenOf(traces: readonly Trace[], now: string): string {
  for (const { provenance } of traces) {
    if (provenance.kind === "measured") return provenance.startedAt;
  }
  return now;
}
