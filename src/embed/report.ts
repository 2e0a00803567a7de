import { withSpeedup } from "../state/derived/side-speedup.ts";
import type { SideResult } from "../state/result.ts";
import type { RunOutcome } from "../state/runner.ts";
import type { Provenance } from "../trace/types.ts";
import type { Failed, Run } from "./messages.ts";

/** What a host is told of how a run ended; nothing of one that was stopped: half a run says little of the whole. */
export function reportOf(outcome: RunOutcome): Run | Failed | undefined {
  switch (outcome.ended) {
    case "complete":
      return runOf(
        withSpeedup(Object.values(outcome.results)).map(({ model, ...side }) => ({
          ...side,
          model: model.id,
        })),
      );
    case "measured":
      return outcome.result.ended === "complete"
        ? runOf(outcome.result.sides.map((side) => ({ ...side, model: side.label })))
        : undefined;
    case "failed": {
      const { code, sentence, advice } = outcome.failure;
      return { type: "error", code, message: `${sentence} ${advice}` };
    }
    case "stopped":
    case "busy":
      return undefined;
    default:
      return outcome satisfies never;
  }
}

interface MeasuredSide extends Pick<SideResult, "side" | "trace" | "metrics"> {
  readonly model: string;
}

/** @throws TypeError where no side was measured: such a run is never complete */
function runOf(sides: readonly MeasuredSide[]): Run {
  const provenance = sides.map(({ trace }) => trace.provenance).reduce(together);
  const metrics = Object.fromEntries(
    sides.map(({ side, model, metrics: figures }) => [side, { model, ...figures }]),
  );
  return { type: "run", provenance, metrics };
}

/** One provenance for a run of several sides, which one page measured in a row: it began with the first of them. */
function together(a: Provenance, b: Provenance): Provenance {
  if (a.kind !== "measured" || b.kind !== "measured") return a;
  return {
    ...a,
    startedAt: a.startedAt < b.startedAt ? a.startedAt : b.startedAt,
    clockSkew: Math.max(a.clockSkew, b.clockSkew),
  };
}
