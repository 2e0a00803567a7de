import { counted, formatShare } from "../../metrics/format.ts";
import { compute, planOf, times } from "../../plan/draft.ts";
import { knobValue } from "../knobs.ts";
import {
  comparison,
  lead,
  type Named,
  named,
  overview,
  sharedCores,
  wholeOnly,
} from "../observations.ts";
import type { PlanBody } from "../scenario.ts";

/** Nominal: a row of the product is 192 x 192 multiply-adds, about 1 ns each. The engine puts in its own machine's figures. */
const ROW_MS = 0.037;

/** An n x 192 matrix times a 192 x 192 matrix, in blocks of rows: the same rows on every machine, however fast. */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "A tall matrix of n rows is multiplied by a 192 × 192 matrix. Rows don't depend on one another, " +
    "so blocks of them can be computed in any order, or at the same time.",
  question: {
    ask: "The product is computed in 16 equal blocks, on as many lanes as there are cores. How does the time change with the cores?",
    choices: [
      "It stays the same",
      "It shrinks almost in proportion to the cores",
      "It is a sixteenth, however many cores there are",
      "It grows: blocks must be handed out",
    ],
    right: 1,
    because:
      "Equal, independent blocks keep all lanes busy until the last round, so n cores take about 1/n of the time. Beyond the cores, or the blocks, nothing is gained.",
  },
  knobs: [
    { id: "n", label: "Rows (n)", min: 1024, max: 32_768, step: 1024, default: 16_384 },
    { id: "blocks", label: "Blocks", min: 1, max: 64, step: 1, default: 16 },
  ],

  plan(knobs) {
    const n = knobValue(knobs, "n");
    const blocks = knobValue(knobs, "blocks");
    // n seldom divides evenly: sizes differ by at most one row, and no row is lost
    const start = (block: number): number => Math.floor((block * n) / blocks);
    return planOf(
      times(blocks, (i) => {
        const rows = start(i + 1) - start(i);
        return {
          label: `Rows ${start(i) + 1} to ${start(i + 1)}`,
          kind: "block",
          steps: [compute("matrix", rows * ROW_MS, rows)],
        };
      }),
    );
  },

  saw(sides) {
    const all = named(sides);
    return [
      ...overview(all, "block"),
      ...comparison(all),
      ...wholeOnly(all).flatMap(idleLanes),
      ...sharedCores(all),
    ];
  },

  why: [
    "Work whose parts don't depend on one another is **data parallel**. With several lanes on several cores, time shrinks almost in proportion: " +
      "the **speedup** is near-linear.",
    "It ends where the cores end, and where the blocks no longer share out evenly: with 5 equal blocks on 4 lanes, three lanes stand idle while the fifth is computed. " +
      "**Utilisation** is the share of the time in which lanes were executing.",
    "Smaller blocks share out better, but each costs a little to hand out.",
  ],
  next: "blocked-loop",
};

/** How well the lanes of a pool were used, and what kept them from more. */
function idleLanes(named: Named): string[] {
  const { trace, metrics, model } = named.side;
  const blocks = trace.tasks.length;
  const lanes = trace.lanes.length;
  if (lanes < 2) return [];
  const few = model.computeOn === "own-lane" && blocks < lanes;
  const why = few ? `: there were ${counted(blocks, "block")} for ${lanes} lanes` : "";
  return [
    `${lead(named)}lanes were executing for ${formatShare(metrics.utilisation.mean)} of the time${why}.`,
  ];
}
