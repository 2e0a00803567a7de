import { predict } from "../../src/model/predict.ts";
import { modelById } from "../../src/plan/models.ts";
import type { Ms } from "../../src/trace/types.ts";
import { interleave } from "../interleave.ts";
import type { Figure, Table } from "../report.ts";
import { equalJobs, sized, withEngine } from "../work.ts";

const REPEATS = 5;
const COUNT = 8;
const JOB_MS = 100;

interface Run {
  readonly measured: Ms;
  readonly predicted: Ms;
}

/** Measured against predicted makespan of the same plan. */
export async function predicted(): Promise<Table[]> {
  const model = modelById("thread-pool");
  const cores = navigator.hardwareConcurrency;
  const measured = await withEngine(async (engine) => {
    const wanted = equalJobs(COUNT, "hash", JOB_MS);
    await sized(engine, wanted, 2);
    const on = async (lanes: number): Promise<Run> => {
      const { trace, plan } = await engine.run({ plan: wanted, model, lanes });
      const foretold = predict(plan, model, { lanes, cores });
      return { measured: trace.duration, predicted: foretold.trace.duration };
    };
    return interleave(REPEATS, { one: () => on(1), two: () => on(2) });
  });
  const line = (what: string, runs: readonly Run[]): Figure => ({
    what,
    unit: "ms",
    values: runs.map((run) => run.measured),
    baseline: runs.map((run) => run.predicted),
    as: "times",
    aim: { of: "ratio", atLeast: 0.9, atMost: 1.1 },
  });
  const figures = [line("1 lane", measured.one), line("2 lanes", measured.two)];
  return [
    {
      title: `Measured against predicted makespan: ${COUNT} x ${JOB_MS} ms`,
      how: [
        "The baseline is the prediction for the sizes that were run, without overheads; calibration's error is in the ratio.",
      ],
      figures,
    },
  ];
}
