import type { Trace } from "../../trace/types.ts";
import { isForced } from "../style/chart-theme.ts";
import type { MarkState } from "../style/looks.ts";
import { TINTS, type Token, tintToken } from "../style/palette.ts";
import type { Swatch } from "../style/swatch-sample.ts";

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  readonly swatch: Swatch;
}

const words = {
  running: "running",
  waiting: "waiting",
  blocked: "blocked by a lock or channel",
  ready: "ready, its lane is busy",
  queued: "queued",
  preempted: "pre-empted by the operating system",
  starting: "lane starting",
} as const satisfies Record<MarkState, string>;

/** What blocks in other programs' traces is not known. */
const wordsFor = (state: MarkState, { provenance }: Trace): string =>
  state === "blocked" && provenance.kind === "imported" ? state : words[state];

/**
 * What occurs in a trace, in the order a task meets it; runs of several kinds have an entry each.
 *
 * @param forced whether all that runs has the one colour that a forced-colours mode leaves it; as on this screen
 * unless told
 */
export function legendOf(trace: Trace, ghost?: Trace, forced = isForced()): readonly LegendEntry[] {
  const states = new Set<MarkState>(trace.spans.map((span) => span.state.is));
  for (const { state } of trace.laneSpans) if (state !== "idle") states.add(state);
  const predicted = trace.provenance.kind === "predicted";
  const plain = (["queued", "waiting", "blocked", "ready", "preempted", "starting"] as const)
    .filter((state) => states.has(state))
    .map((state) => entryOf(state, wordsFor(state, trace), state, "running", false));
  const running = states.has("running") ? runningEntries(trace, predicted, forced) : [];
  return [...running, ...plain, ...(ghost === undefined ? [] : [beneath])];
}

const beneath: LegendEntry = {
  key: "predicted",
  label: "predicted",
  swatch: { state: "running", tint: "inkSoft", predicted: true, hollow: true },
};

function runningEntries(
  { tasks, spans }: Trace,
  predicted: boolean,
  forced: boolean,
): readonly LegendEntry[] {
  const kinds = [...new Set(tasks.map((task) => task.kind))];
  const verb = predicted ? "predicted to run" : "running";
  if (forced || kinds.length < 2 || tasks.length <= TINTS) {
    const tint = tasks.length > 1 && tasks.length <= TINTS ? "task1" : "running";
    return [entryOf("running", verb, "running", tint, predicted)];
  }
  const ran = new Set(
    spans.map(({ task, state }) => (state.is === "running" ? tasks[task]?.kind : undefined)),
  );
  return kinds.flatMap((kind, i) =>
    ran.has(kind)
      ? [entryOf(`running:${kind}`, `${verb}: ${kind}`, "running", tintToken(i), predicted)]
      : [],
  );
}

const entryOf = (
  key: string,
  label: string,
  state: MarkState,
  tint: Token,
  predicted: boolean,
): LegendEntry => ({ key, label, swatch: { state, tint, predicted } });
