import type { Field } from "../api/field-kinds.ts";
import { embedFields } from "../api/fields.ts";
import { lenient } from "../api/lenient.ts";

/** What the address says to the embed itself; the lab reads scenario, models, lanes, knobs, seed and view. */
export interface Parameters {
  /** `auto`: one run, once the reader can see the embed */
  readonly run: "click" | "auto";
  readonly theme: "auto" | "light" | "dark";
  /** said with every message; "" where the address has none */
  readonly id: string;
  /** who may hear what was measured; undefined: only whoever hands in a port */
  readonly origin: string | undefined;
}

interface ReadParameters {
  readonly parameters: Parameters;
  /** a plain sentence for each parameter that is not used as given */
  readonly warnings: readonly string[];
}

/** Of the embed's own parameters, those that a later version will know. */
const LATER = ["mode", "controls", "panels", "code", "motion", "lock"];

/** The embed's own parameters, or what stands in for them. Never throws. @param search with or without its "?" */
export function readParameters(search: string): ReadParameters {
  const query = new URLSearchParams(search);
  const warnings: string[] = [];
  const read = <T, Own>(name: string, field: Field<T>, own: Own, ending: string): T | Own => {
    const [given, ...more] = query.getAll(name);
    if (more.length > 0) warnings.push(`${name}: is there twice, the first one counts.`);
    return lenient(name, given, field, own, warnings, () => ending);
  };
  const { run, theme, id, origin } = embedFields;
  const parameters: Parameters = {
    run: read("run", run, "click", ', "click" is used'),
    theme: read("theme", theme, "auto", ', "auto" is used'),
    id: read("id", id, "", ", none is used"),
    origin: read("origin", origin, undefined, ", so that only ready and resize are sent"),
  };
  for (const name of LATER.filter((one) => query.has(one))) {
    warnings.push(`${name}: this version of the embed does not know it yet, it is ignored.`);
  }
  return { parameters, warnings };
}
