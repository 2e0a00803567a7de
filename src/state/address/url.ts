import type { Machine } from "../../engine/interface.ts";
import { type FindScenario, scenarioById } from "../../scenario/catalogue.ts";
import type { KnobValue } from "../../scenario/scenario.ts";
import type { TimeRange } from "../../trace/types.ts";
import { writeWhatIf } from "../prediction/what-if.ts";
import { defaultSettings, type Settings, SIDE_KEYS } from "../settings.ts";
import type { RawSettings } from "./raw-settings.ts";
import type { Decoded } from "./whole-state.ts";
import { writeZoom } from "./zoom.ts";

/**
 * The address is the state:
 *
 *     ?scenario=fib&a=event-loop&b=thread-pool&lanes=2&n=30&seed=7&view=tasks&runs=3&cold=1&zoom=12.5-80
 *     ?scenario=…&a=event-loop&variant-a=unbounded&b=event-loop&variant-b=bounded&retries=1&policy=fallback
 *     #s=1.<base64url of deflated JSON>
 *
 * Readable parameters for people who write links by hand, and the whole state for those who share one. Where both
 * are there, the whole state counts; where it can't be read, the parameters do. A parameter that is left out is as
 * the scenario has it. What is read here is checked by whoever takes it.
 */
interface Query {
  readonly raw: RawSettings;
  /** a plain sentence for each parameter that is not read */
  readonly notes: readonly string[];
}

/** Parameters of the embed page, and what campaigns append: they are for others to read. */
const OF_OTHERS = new Set(
  "s mode run controls panels code theme motion lock id origin utm_source utm_medium utm_campaign".split(
    " ",
  ),
);

/** More parameters than this are not read: each wrong one makes a sentence, and nobody reads a thousand. */
const MAX_PARAMETERS = 64;

/** The readable parameters. Never throws. @param search with or without its "?" */
export function parseQuery(search: string): Query {
  const all = [...new URLSearchParams(search)];
  const parameters = new Map<string, string>();
  const notes =
    all.length > MAX_PARAMETERS ? [`Only the first ${MAX_PARAMETERS} parameters are read.`] : [];
  for (const [name, value] of all.slice(0, MAX_PARAMETERS)) {
    if (OF_OTHERS.has(name)) continue;
    if (parameters.has(name)) {
      notes.push(`${name.slice(0, 40)}: is there twice, the first one counts.`);
    } else parameters.set(name, value);
  }
  return { raw: fromParameters(parameters), notes };
}

/** The whole state; undefined where the hash has none. Never rejects. @param hash with or without its "#" */
export async function parseHash(hash: string): Promise<Decoded | undefined> {
  const whole = new URLSearchParams(hash.replace(/^#/, "")).get("s");
  if (whole === null) return undefined;
  const { decodeState } = await wholeState();
  return decodeState(whole);
}

/**
 * The readable address, "?scenario=...": scenario, models and variants always, the rest where it is not the scenario's
 * own.
 */
export function writeUrl(
  settings: Settings,
  machine: Pick<Machine, "cores">,
  zoom?: TimeRange | undefined,
  find: FindScenario = scenarioById,
): string {
  const scenario = find(settings.scenario);
  const own = scenario && defaultSettings(scenario, machine);
  const query = new URLSearchParams({ scenario: settings.scenario });
  settings.models.forEach((model, i) => {
    const side = SIDE_KEYS[i] ?? `side${i}`;
    const variant = settings.variants?.[i];
    query.set(side, model);
    if (variant !== undefined) query.set(`variant-${side}`, variant);
  });
  const set = (name: string, value: string | number, usual: string | number | undefined) => {
    if (value !== usual) query.set(name, String(value));
  };
  set("lanes", settings.lanes, own?.lanes);
  for (const [id, value] of Object.entries(settings.knobs)) {
    if (value !== own?.knobs[id]) query.set(id, knobParameter(value));
  }
  set("seed", settings.seed, own?.seed);
  set("view", settings.view, own?.view);
  set("runs", settings.repeats, own?.repeats);
  set("cold", Number(settings.coldStart), Number(own?.coldStart));
  if (settings.whatIf !== undefined) query.set("whatif", writeWhatIf(settings.whatIf));
  if (zoom !== undefined) query.set("zoom", writeZoom(zoom));
  return `?${query}`;
}

/** The whole state for an address, "#s=1...": survives whatever the defaults of a later version are. */
export async function writeHash(settings: Settings, zoom?: TimeRange | undefined): Promise<string> {
  const { encodeState } = await wholeState();
  return `#s=${await encodeState(settings, zoom)}`;
}

/** Most addresses have no such part: what reads and writes it is loaded when it is there. */
const wholeState = () => import("./whole-state.ts");

function fromParameters(parameters: ReadonlyMap<string, string>): RawSettings {
  const rest = new Map(parameters);
  const take = (name: string): string | undefined => {
    const value = rest.get(name);
    rest.delete(name);
    return value;
  };
  const cold = take("cold");
  return {
    scenario: take("scenario"),
    models: SIDE_KEYS.map(take),
    variants: SIDE_KEYS.map((side) => take(`variant-${side}`)),
    lanes: numberOr(take("lanes")),
    seed: numberOr(take("seed")),
    view: take("view"),
    whatIf: take("whatif"),
    zoom: take("zoom"),
    repeats: numberOr(take("runs")),
    coldStart: cold === "1" ? true : cold === "0" ? false : cold,
    knobs: Object.fromEntries([...rest].map(([id, text]) => [id, numberOr(text)])),
  };
}

/** Switches are 1 and 0, as `cold` is. */
const knobParameter = (value: KnobValue): string =>
  String(typeof value === "boolean" ? Number(value) : value);

/** The number that the text is, written as people write numbers; else the text, for a sentence to show. */
const numberOr = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
