import type { ModelId } from "../plan/models.ts";
import { type ActiveSide, letterOf, type SideKey } from "./settings.ts";

/** One run of one side. `run` counts that side's runs from 1. */
export interface ScheduledRun {
  readonly side: SideKey;
  readonly modelId: ModelId;
  readonly variant?: string | undefined;
  readonly run: number;
}

/**
 * The order of all runs: one after the other, forwards then backwards (A B, B A, A B), so that a machine that
 * warms up or throttles while the runs go on favours no side.
 */
export function schedule(sides: readonly ActiveSide[], repeats: number): readonly ScheduledRun[] {
  return Array.from({ length: repeats }, (_, i) =>
    (i % 2 === 0 ? sides : [...sides].reverse()).map(({ key, ...rest }) => ({
      side: key,
      ...rest,
      run: i + 1,
    })),
  ).flat();
}

/** "A B · B A · A B": the order as a person reads it. */
export function describeSchedule(runs: readonly ScheduledRun[]): string {
  const rounds = new Map<number, string[]>();
  for (const { side, run } of runs) {
    rounds.set(run, [...(rounds.get(run) ?? []), letterOf(side)]);
  }
  return [...rounds.values()].map((round) => round.join(" ")).join(" · ");
}
