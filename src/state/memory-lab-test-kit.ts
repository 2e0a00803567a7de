import type { LabMachine, LabMeasurement, MemoryLab } from "../scenario/scenario.ts";
import { fromSketch } from "../trace/sketch/from-sketch.ts";

/** A made-up memory lab: two workers count to `times` each, plainly and atomically; plainly, half of it is lost. */
export const counters = (
  finish: (machine: LabMachine) => Promise<LabMeasurement["ended"]> = async () => "complete",
): MemoryLab => ({
  kind: "memory",
  id: "counters",
  group: "Sharing",
  title: "One counter",
  idea: "Two workers count together.",
  question: { ask: "How far?", choices: ["all", "less"], right: 1, because: "updates are lost" },
  models: [],
  knobs: [{ id: "times", label: "Times", min: 1, max: 100, step: 1, default: 10 }],
  async run({ times }, machine) {
    const ended = await finish(machine);
    const expected = 2 * Number(times);
    const side = (label: string, sketch: string, value: number) => ({
      label,
      trace: fromSketch(sketch),
      figures: [{ id: "counted", label: "counted", value, unit: "count" } as const],
    });
    return {
      ended,
      sides: [
        side("plain", "L0 AAAA\nL1 BBBB", expected / 2),
        side("atomic", "L0 AAAAAA\nL1 BBBBBB", expected),
      ],
    };
  },
  saw: (sides) => sides.map(({ label, figures }) => `${label}: ${figures[0]?.value}`),
  why: ["Because of the **race**."],
  next: "pair",
});
