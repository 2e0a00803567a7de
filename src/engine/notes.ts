import type { Trace } from "../trace/types.ts";
import type { RunNote } from "./interface.ts";

/** Above this share of the cores, other load visibly bends the figures. */
const NOISY_SHARE = 0.05;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the trace and the run's circumstances tell a reader of the figures. */
export function notesOf(
  trace: Trace,
  facts: {
    readonly cores: number;
    readonly load: number;
    readonly asked: number;
    readonly wasHidden: boolean;
    readonly wasFrozen: boolean;
    readonly wasStopped: boolean;
    readonly lost: readonly string[];
  },
): RunNote[] {
  const notes: RunNote[] = [];
  const lanes = trace.lanes.length;
  if (facts.wasStopped) {
    const open = trace.settled.filter((s) => s.outcome === "cancelled").length;
    notes.push({
      kind: "stopped",
      text: `You stopped this run: ${open} of ${trace.tasks.length} tasks had not finished and count as cancelled.`,
    });
  }
  for (const text of facts.lost) notes.push({ kind: "lane-lost", text });
  notes.push(...workNotes(trace));
  if (facts.asked > lanes) {
    notes.push({
      kind: "capped",
      text: `This model asks for ${facts.asked} threads; a browser gets ${lanes} real ones here, and the other tasks queue for them.`,
    });
  }
  if (facts.wasFrozen) {
    notes.push({
      kind: "hidden",
      text: "The page was frozen or the machine asleep during this run, so its times are not to be trusted.",
    });
  } else if (facts.wasHidden) {
    notes.push({
      kind: "hidden",
      text: "This tab was hidden during the run; the browser may have slowed it down.",
    });
  }
  if (facts.wasFrozen) return notes; // what stood still is no other program's doing
  const preempted = lanes <= facts.cores ? preemptedShare(trace) : 0;
  if (facts.load > NOISY_SHARE) {
    notes.push({
      kind: "noisy",
      text: `Other programs took about ${percent(facts.load)} of the cores just before this run.`,
    });
  } else if (preempted > NOISY_SHARE) {
    notes.push({
      kind: "noisy",
      text: `Other programs took the cores away for ${percent(preempted)} of the time in which tasks were running.`,
    });
  }
  return notes;
}

function workNotes(trace: Trace): RunNote[] {
  const errors = trace.settled.filter((s) => s.outcome === "failed" && s.error !== undefined);
  const wrong = errors.filter((s) => s.error?.startsWith("Wrong result"));
  const notes: RunNote[] = [];
  const first = errors[0]?.error;
  if (wrong[0]?.error !== undefined) {
    notes.push({ kind: "wrong-work", text: `${wrong[0].error} This run's figures mean nothing.` });
  } else if (first !== undefined) {
    const tasks = errors.length === 1 ? "One task" : `${errors.length} tasks`;
    notes.push({ kind: "task-failed", text: `${tasks} failed. The first said: ${first}` });
  }
  return notes;
}

/** Share of the running time in which a lane had lost its core, 0 to 1. */
export function preemptedShare(trace: Trace): number {
  let running = 0;
  let lost = 0;
  for (const s of trace.spans) if (s.state.is === "running") running += s.end - s.start;
  for (const s of trace.laneSpans) if (s.state === "preempted") lost += s.end - s.start;
  return running === 0 ? 0 : Math.min(1, lost / running);
}
