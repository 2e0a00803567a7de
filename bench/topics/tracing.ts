import { interleave } from "../interleave.ts";
import type { Figure, Table } from "../report.ts";
import { elapsedOnPool, equalJobs, sized, withEngine } from "../work.ts";

const REPEATS = 11;
const CASES = [
  { lanes: 1, count: 100, ms: 2 },
  { lanes: 2, count: 200, ms: 2 },
  { lanes: 1, count: 1000, ms: 0.2 },
];

/** The same jobs with facts kept and with facts thrown away. */
export async function tracing(): Promise<Table[]> {
  const figures: Figure[] = [];
  for (const { lanes, count, ms } of CASES) {
    const { on, off } = await withEngine(async (engine) => {
      const plan = await sized(engine, equalJobs(count, "hash", ms), lanes);
      return interleave(REPEATS, {
        on: () => elapsedOnPool(engine, plan, lanes, { tracing: true }),
        off: () => elapsedOnPool(engine, plan, lanes, { tracing: false }),
      });
    });
    figures.push({
      what: `${count} x ${ms} ms on ${lanes === 1 ? "1 lane" : `${lanes} lanes`}`,
      unit: "ms",
      values: on,
      baseline: off,
      as: "times",
      aim: { of: "ratio", atMost: 1.01 },
    });
  }
  return [
    {
      title: "What tracing costs",
      how: [
        "From t = 0 until the last lane had nothing more to do, with tracing; baseline: the same jobs without.",
      ],
      figures,
    },
  ];
}
