import { counted, formatMs } from "../../metrics/format.ts";
import type { Provenance } from "../../trace/types.ts";

const cores = (count: number): string => counted(count, "core");

/** How we know, in a line: "measured on 2 cores, 5.00 µs clock, isolated, 2026-11-21 09:40 UTC". */
export function provenanceLine(provenance: Provenance): string {
  switch (provenance.kind) {
    case "measured": {
      const { clockStep, clockSkew, isolated, startedAt } = provenance;
      return [
        `measured on ${cores(provenance.cores)}`,
        `${formatMs(clockStep)} clock`,
        ...(isolated ? [] : [`lanes within ±${formatMs(clockSkew)}`, "not isolated"]),
        dayOf(startedAt),
      ].join(", ");
    }
    case "predicted":
      return `predicted for ${cores(provenance.cores)}, seed ${provenance.seed}; not measured`;
    case "imported":
      return `imported from ${provenance.from === "overlap" ? "an Overlap file" : "a Chrome trace"}, ${provenance.file}`;
    default:
      return provenance satisfies never;
  }
}

/** To the minute, in the one time zone that is the same for all who read it. */
function dayOf(iso: string): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(iso) ?? [];
  return day === undefined ? iso : `${day} ${time} UTC`;
}
