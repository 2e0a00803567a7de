import { modelById } from "../../src/plan/models.ts";
import type { Ms, Trace } from "../../src/trace/types.ts";
import { ascending, interleave } from "../interleave.ts";
import { mountLive } from "../live.ts";
import type { Table } from "../report.ts";
import { equalJobs, sized, withEngine } from "../work.ts";

const REPEATS = 5;
const LANES = 2;
const RUN_MS = 600;
const JOB_MS = 2;

/** From the end of each running span to the start of the next on the same lane; ascending. */
function gapsOf(trace: Trace): Ms[] {
  const gaps: Ms[] = [];
  const freeSince = new Map<number, Ms>();
  for (const { state, start, end } of trace.spans) {
    if (state.is !== "running") continue;
    const before = freeSince.get(state.lane);
    if (before !== undefined) gaps.push(start - before);
    freeSince.set(state.lane, end);
  }
  return ascending(gaps);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

/** Gaps between consecutive tasks on lanes that always have a next one. */
export async function lanes(): Promise<Table[]> {
  const gaps = await withEngine(async (engine) => {
    const wanted = equalJobs((RUN_MS / JOB_MS) * LANES, "hash", JOB_MS);
    const plan = await sized(engine, wanted, LANES);
    const model = modelById("thread-pool");
    const still = async () => gapsOf((await engine.run({ plan, model, lanes: LANES })).trace);
    const animated = async () => {
      const live = mountLive(1.2 * RUN_MS);
      const { trace } = await engine.run({
        plan,
        model,
        lanes: LANES,
        onProgress: live.onProgress,
      });
      live.destroy();
      return gapsOf(trace);
    };
    return interleave(REPEATS, { still, animated });
  });
  const share = (runs: readonly Ms[][], p: number): Ms[] => runs.map((run) => at(run, p));
  const { still, animated } = gaps;
  return [
    {
      title: "Saturated lanes: gap between consecutive tasks",
      how: [
        `${(RUN_MS / JOB_MS) * LANES} hash jobs of ${JOB_MS} ms on ${LANES} pool lanes, from the trace: end of one running span to the start of the next on the same lane.`,
        "The page draws the live timeline meanwhile; the baseline is the same run with no timeline.",
      ],
      figures: [
        {
          what: "median gap",
          unit: "ms",
          values: share(animated, 0.5),
          baseline: share(still, 0.5),
          aim: { of: "value", atMost: 0.5 },
        },
        {
          what: "p95 gap",
          unit: "ms",
          values: share(animated, 0.95),
          baseline: share(still, 0.95),
        },
        {
          what: "longest gap",
          unit: "ms",
          values: share(animated, 1),
          baseline: share(still, 1),
        },
      ],
    },
  ];
}
