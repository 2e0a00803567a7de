import * as v from "valibot";

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

/** Each with what is said of a value that is not right. */
const run = v.picklist(["click", "auto"], 'is neither "click" nor "auto", "click" is used');
const theme = v.picklist(
  ["auto", "light", "dark"],
  'is none of "auto", "light", "dark", "auto" is used',
);
const id = v.pipe(
  v.string(),
  v.regex(/^[\w.:-]{1,64}$/, "is not 1 to 64 letters, digits or . : _ -, none is used"),
);
const origin = v.pipe(
  v.string(),
  v.check(
    isOrigin,
    "is not an origin like https://school.example, so that only ready and resize are sent",
  ),
);

/** Of the embed's own parameters, those that a later version will know. */
const LATER = ["mode", "controls", "panels", "code", "motion", "lock"];

/** The embed's own parameters, or what stands in for them. Never throws. @param search with or without its "?" */
export function readParameters(search: string): ReadParameters {
  const query = new URLSearchParams(search);
  const warnings: string[] = [];
  const read = <T, U>(name: string, schema: v.GenericSchema<string, T>, instead: U): T | U => {
    const [given, ...more] = query.getAll(name);
    if (more.length > 0) warnings.push(`${name}: is there twice, the first one counts.`);
    if (given === undefined) return instead;
    const { success, output, issues } = v.safeParse(schema, given);
    if (success) return output;
    warnings.push(`${name}: ${shown(given)} ${issues[0].message}.`);
    return instead;
  };
  const parameters: Parameters = {
    run: read("run", run, "click"),
    theme: read("theme", theme, "auto"),
    id: read("id", id, ""),
    origin: read("origin", origin, undefined),
  };
  for (const name of LATER.filter((one) => query.has(one))) {
    warnings.push(`${name}: this version of the embed does not know it yet, it is ignored.`);
  }
  return { parameters, warnings };
}

/** As browsers write one in `MessageEvent.origin`: no path, no "*", and nothing but the web. */
function isOrigin(text: string): boolean {
  try {
    const { origin: canonical, protocol } = new URL(text);
    return canonical === text && /^https?:$/.test(protocol);
  } catch {
    return false;
  }
}

const shown = (value: string): string =>
  JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
