import { type FindScenario, scenarioById } from "../scenario/catalogue.ts";
import { parseHash, parseQuery } from "../state/address/url.ts";
import type { LabState } from "../state/lab-state.ts";
import type { Settings } from "../state/settings.ts";
import type { TimeRange } from "../trace/types.ts";
import { nearestSettings } from "./nearest-settings.ts";

/** What a link asks for, or the nearest there is. */
interface Link {
  readonly state: Settings;
  /** what the timelines show, ms; undefined: everything */
  readonly zoom: TimeRange | undefined;
  /** a plain sentence for each thing that is not as the link has it */
  readonly ignored: string[];
}

type Cores = Pick<LabState["machine"], "cores">;

/** The readable parameters alone. Never throws. @param search with or without its "?" */
export function readQuery(search: string, machine: Cores, find: FindScenario = scenarioById): Link {
  const { raw, notes } = parseQuery(search);
  const { settings, zoom, ignored } = nearestSettings(raw, machine, find);
  return { state: settings, zoom, ignored: [...notes, ...ignored] };
}

/** The whole state where the link has one that can be read, else the readable parameters. Never throws or rejects. */
export async function readUrl(
  search: string,
  hash: string,
  machine: Cores,
  find: FindScenario = scenarioById,
): Promise<Link> {
  const decoded = await parseHash(hash);
  if (decoded?.ok === true) {
    const { settings, zoom, ignored } = nearestSettings(decoded.given, machine, find);
    return { state: settings, zoom, ignored };
  }
  const { state, zoom, ignored } = readQuery(search, machine, find);
  return { state, zoom, ignored: decoded === undefined ? ignored : [decoded.why, ...ignored] };
}
