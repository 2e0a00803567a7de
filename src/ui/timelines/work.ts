import type { WorkSegment, WorkTask } from "../../chart/index.ts";
import { counted, formatMs } from "../../metrics/format.ts";
import type { Plan, PlannedTask } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";

/** The work of a plan as bars to scale: what there is to do, before anyone did it. */
export const workOf = (plan: Plan): readonly WorkTask[] =>
  plan.tasks.map((task) => ({
    label: task.label,
    kind: task.kind,
    releaseAt: task.releaseAt,
    segments: segmentsOf(task),
  }));

const segmentsOf = (task: PlannedTask): readonly WorkSegment[] =>
  task.steps.flatMap((step): WorkSegment[] => {
    switch (step.do) {
      case "compute":
        return [{ is: "compute", ms: step.estimate }];
      case "wait":
        return step.for > 0
          ? [{ is: "wait", ms: Math.min(step.for, step.timeout ?? step.for) }]
          : [];
      case "acquire":
      case "release":
      case "put":
      case "take":
        return [];
      default:
        return step satisfies never;
    }
  });

const total = (tasks: readonly WorkTask[], is: WorkSegment["is"]): Ms =>
  tasks.reduce(
    (sum, task) => task.segments.reduce((s, part) => s + (part.is === is ? part.ms : 0), sum),
    0,
  );

/** "20 tasks: 338 ms of computing and 20 waits, 1.00 s in all." */
export function workSentence(tasks: readonly WorkTask[]): string {
  const computing = total(tasks, "compute");
  const waits = tasks.reduce(
    (n, task) => n + task.segments.filter((part) => part.is === "wait").length,
    0,
  );
  const parts = [
    ...(computing > 0 ? [`${formatMs(computing)} of computing`] : []),
    ...(waits > 0
      ? [
          `${counted(waits, "wait")} of ${formatMs(total(tasks, "wait"))}${waits > 1 ? " in all" : ""}`,
        ]
      : []),
  ];
  return `${counted(tasks.length, "task")}: ${parts.join(" and ")}.`;
}
