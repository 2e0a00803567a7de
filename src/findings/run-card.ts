import { counted, formatMs, formatShare } from "../metrics/format.ts";
import type { Provenance } from "../trace/types.ts";
import { browserName } from "./browser-name.ts";
import type { CardEvidence, MachineEvidence } from "./evidence.ts";

/** One line of the card: what it is, and what it was. */
export interface CardLine {
  readonly name: string;
  readonly value: string;
}

/** What a link to these runs and their scenario's name are, which the page knows. */
interface CardPlace {
  readonly title: string;
  readonly link: string;
}

const TIERS: Readonly<Record<MachineEvidence["tier"], string>> = {
  A: "isolated (fine clock, shared memory)",
  B: "not isolated (coarse clock, messages)",
  C: "no workers",
};

/**
 * All that somebody needs to judge these figures or to measure them again. Undefined where nothing was measured.
 * @param results of one scenario, in reading order
 */
export function runCard(
  results: readonly CardEvidence[],
  machine: MachineEvidence,
  place: CardPlace,
): readonly CardLine[] | undefined {
  const runs = results.flatMap(({ trace }) =>
    trace.provenance.kind === "measured" ? [trace.provenance] : [],
  );
  const [first] = runs;
  const settings = results[0]?.settings;
  if (first === undefined || settings === undefined) return undefined;
  const { cores, clockStep, userAgent } = first;
  const skew = Math.max(...runs.map(({ clockSkew }) => clockSkew));
  return [
    { name: "Work", value: `${place.title}${knobsOf(settings.knobs)}, seed ${settings.seed}` },
    ...results.map((result) => ({ name: sideName(result), value: ranOf(result) })),
    { name: "Browser", value: browserName(userAgent) },
    { name: "Cores", value: `${cores} ${machine.coresReported ? "reported" : "assumed"}` },
    { name: "Clock", value: `steps of ${formatMs(clockStep)}, lanes within ${formatMs(skew)}` },
    { name: "Page", value: TIERS[machine.tier] },
    { name: "Start", value: settings.coldStart ? "cold (workers start in the run)" : "warm" },
    { name: "Background", value: backgroundOf(results) },
    { name: "Date", value: dateOf(runs) },
    { name: "Link", value: place.link },
  ];
}

/** The card as lines of plain text, for a mail or a lab report. */
export const cardText = (lines: readonly CardLine[]): string =>
  ["Measured with Overlap", ...lines.map(({ name, value }) => `${name}: ${value}`)].join("\n");

const knobsOf = (knobs: CardEvidence["settings"]["knobs"]): string =>
  Object.entries(knobs)
    .map(([id, value]) => `, ${id} ${typeof value === "boolean" ? (value ? "on" : "off") : value}`)
    .join("");

const sideName = ({ side, label }: CardEvidence): string => `${side.toUpperCase()}, ${label}`;

function ranOf({ trace, metrics, spread, ended }: CardEvidence): string {
  const lanes = counted(trace.lanes.length, "lane");
  if (ended === "stopped") return `${lanes}, stopped after ${formatMs(trace.duration)}`;
  const makespan = formatMs(metrics.makespan);
  if (spread === undefined) return `${lanes}, 1 run, ${makespan}`;
  const { runs, min, max } = spread;
  return `${lanes}, ${runs.length} runs, median ${makespan} (${formatMs(min)} to ${formatMs(max)}, spread ${formatShare(spread.spread)})`;
}

function backgroundOf(results: readonly CardEvidence[]): string {
  const told = new Set(
    results.flatMap(({ noise, notes }) => [
      ...(noise === undefined ? [] : [noise]),
      ...notes.filter(({ kind }) => kind === "noisy" || kind === "hidden").map(({ text }) => text),
    ]),
  );
  return told.size === 0 ? "no other load noticed" : [...told].join(" ");
}

/** "2026-11-21 11:23 UTC": the same for everybody who reads it. */
const dateOf = (runs: readonly Extract<Provenance, { kind: "measured" }>[]): string => {
  const last = runs.map(({ startedAt }) => startedAt).reduce((a, b) => (a > b ? a : b));
  return `${last.slice(0, 10)} ${last.slice(11, 16)} UTC`;
};
