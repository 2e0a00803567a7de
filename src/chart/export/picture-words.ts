import type { Ms, TimeRange } from "../../trace/types.ts";
import { instant } from "../time/scale.ts";

/** Which part of `until` ms a picture shows, and which was measured; "" for all of it, and none. */
export function inSight(
  domain: TimeRange | undefined,
  range: TimeRange | undefined,
  until: Ms,
): string {
  const words = ([from, to]: TimeRange) => `${instant(from)} to ${instant(to)}`;
  return [
    ...(domain === undefined ? [] : [`${words(domain)} of ${instant(until)}`]),
    ...(range === undefined ? [] : [`selected: ${words(range)}`]),
  ].join("; ");
}
