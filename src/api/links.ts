import type { Scenario } from "../scenario/scenario.ts";
import type { RawSettings } from "../state/address/raw-settings.ts";
import { parseHash, parseQuery } from "../state/address/url.ts";
import type { LabState } from "../state/lab-state.ts";
import type { Settings } from "../state/settings.ts";
import type { TimeRange } from "../trace/types.ts";
import { nearestSettings } from "./nearest-settings.ts";

/** What a link asks for, before the scenario is there that says how much of it is valid. */
export interface AskedLink {
  /** id of a scenario, of which there may be none; "" where none is named */
  readonly scenario: string;
  readonly raw: RawSettings;
  /** a plain sentence for each part that could not be read */
  readonly notes: readonly string[];
}

/** What a link asks for, or the nearest there is. */
export interface Link {
  readonly state: Settings;
  /** what the timelines show, ms; undefined: everything */
  readonly zoom: TimeRange | undefined;
  /** a plain sentence for each thing that is not as the link has it */
  readonly ignored: string[];
}

const asked = (raw: RawSettings, notes: readonly string[]): AskedLink => ({
  scenario: typeof raw.scenario === "string" ? raw.scenario : "",
  raw,
  notes,
});

/** The readable parameters alone. Never throws. @param search with or without its "?" */
export function askedByQuery(search: string): AskedLink {
  const { raw, notes } = parseQuery(search);
  return asked(raw, notes);
}

/** The whole state where the link has one that can be read, else the readable parameters. Never throws or rejects. */
export async function askedByUrl(search: string, hash: string): Promise<AskedLink> {
  const decoded = await parseHash(hash);
  if (decoded?.ok === true) return asked(decoded.given, []);
  const query = askedByQuery(search);
  return decoded === undefined ? query : { ...query, notes: [decoded.why, ...query.notes] };
}

/**
 * Never throws.
 * @param scenario the one asked for, or what is opened in its place
 */
export function linkOf(
  { raw, notes }: AskedLink,
  machine: Pick<LabState["machine"], "cores">,
  scenario: Scenario,
): Link {
  const { settings, zoom, ignored } = nearestSettings(raw, machine, scenario);
  return { state: settings, zoom, ignored: [...notes, ...ignored] };
}
