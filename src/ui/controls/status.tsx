import type { Running } from "../../state/lab-state.ts";
import { refusalOf } from "../../state/machine-owner.ts";
import { describeSchedule, schedule } from "../../state/run-order.ts";
import { activeSides, letterOf, type Settings } from "../../state/settings.ts";
import { useLabState } from "../use-lab.ts";
import css from "./controls.module.css";

/**
 * What happens when Run is pressed; while it goes on, "A · run 1 of 3 · 12 of 20 tasks". Always there, so that
 * nothing moves when a run starts.
 */
export function Status() {
  const phase = useLabState((s) => s.phase);
  const settings = useLabState((s) => s.settings);
  const owner = useLabState((s) => s.owner);
  if (phase.is === "running") {
    const { step, order, total, settled } = phase;
    const share = (step + (total > 0 ? settled / total : 0)) / order.length;
    return (
      <div className={css.status}>
        <p>{sentenceOf(phase)}</p>
        <progress className={css.bar} max={1} value={share} aria-label="Progress of the run" />
      </div>
    );
  }
  return (
    <div className={css.status}>
      <p>{refusalOf(owner) ?? orderOf(settings)}</p>
    </div>
  );
}

/** One side at a time, so that no side takes cores from another. */
function orderOf(settings: Settings): string {
  const sides = activeSides(settings);
  if (sides.length === 0 || (sides.length === 1 && settings.repeats === 1))
    return "Runs on this machine, now.";
  const order = describeSchedule(schedule(sides, settings.repeats));
  return `Runs on this machine one after the other, never at once: ${order}.`;
}

function sentenceOf(phase: Running): string {
  const { order, step, settled, total } = phase;
  const now = order[step];
  if (now === undefined) return "Starting";
  const runs = order.reduce((most, { run }) => Math.max(most, run), 1);
  const run = runs > 1 ? [`run ${now.run} of ${runs}`] : [];
  const queue = runs > 1 ? [`order ${describeSchedule(order)}`] : [];
  return [letterOf(now.side), ...run, doing(phase.doing, settled, total), ...queue].join(" · ");
}

function doing(what: Running["doing"], settled: number, total: number): string {
  switch (what) {
    case "draining":
      return "waiting for stopped workers to free their cores";
    case "starting":
      return "starting workers";
    case "calibrating":
      return "finding job sizes for this machine";
    case "running":
      return total > 0 ? `${settled} of ${total} tasks` : "running";
    default:
      return what satisfies never;
  }
}
