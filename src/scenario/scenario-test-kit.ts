import { measure } from "../metrics/measure.ts";
import { laneKinds, type ModelId, modelById } from "../plan/models.ts";
import { buildTrace } from "../trace/build.ts";
import {
  type Lane,
  laneId,
  type Provenance,
  type Task,
  type TaskOutcome,
  type TaskState,
  type TraceEvent,
  taskId,
} from "../trace/types.ts";
import type { Side } from "./scenario.ts";

export const measured = {
  kind: "measured",
  startedAt: "2026-01-01T00:00:00.000Z",
  cores: 8,
  clockStep: 0.005,
  clockSkew: 0,
  isolated: true,
  userAgent: "test",
} satisfies Provenance;

/** What one task did: from when on it was in which state, and when it ended. */
export interface Told {
  readonly label: string;
  readonly facts: readonly (readonly [at: number, state: TaskState])[];
  readonly end: number;
  readonly outcome?: TaskOutcome;
}

export const queued: TaskState = { is: "queued" };
export const on = (lane: number): TaskState => ({ is: "running", lane: laneId(lane) });
export const query: TaskState = { is: "waiting", on: "database" };

export function sideOf(
  id: ModelId,
  told: readonly Told[],
  { lanes = 2, provenance = measured }: { lanes?: number; provenance?: Provenance } = {},
): Side {
  const model = modelById(id);
  const laneList = laneKinds(model, lanes, told.length).map(
    (kind, i): Lane => ({ id: laneId(i), kind, label: `L${i}` }),
  );
  const tasks = told.map(({ label }, i): Task => ({ id: taskId(i), label, kind: "task" }));
  const events = told.flatMap(({ facts, end, outcome = "done" }, i): TraceEvent[] => [
    ...facts.map(([at, state]) => ({ at, task: taskId(i), state })),
    { at: end, task: taskId(i), state: { is: "settled", outcome } },
  ]);
  const trace = buildTrace({ provenance, lanes: laneList, tasks }, events, []);
  return { model, lanes, trace, metrics: measure(trace) };
}

/** L0 A.B.A.B, each piece 100 ms */
export const turns = (id: ModelId = "event-loop", provenance: Provenance = measured): Side =>
  sideOf(
    id,
    [
      {
        label: "A",
        facts: [
          [0, on(0)],
          [100, { is: "ready" }],
          [200, on(0)],
        ],
        end: 300,
      },
      {
        label: "B",
        facts: [
          [0, queued],
          [100, on(0)],
          [200, { is: "ready" }],
          [300, on(0)],
        ],
        end: 400,
      },
    ],
    { provenance },
  );
/** L0 AA, L1 BB */
export const together = (end = 200, provenance: Provenance = measured): Side =>
  sideOf(
    "thread-pool",
    [
      { label: "A", facts: [[0, on(0)]], end },
      { label: "B", facts: [[0, on(1)]], end },
    ],
    { provenance },
  );
/** L0 AABB */
export const oneByOne = (): Side =>
  sideOf("sequential", [
    { label: "A", facts: [[0, on(0)]], end: 200 },
    {
      label: "B",
      facts: [
        [0, queued],
        [200, on(0)],
      ],
      end: 400,
    },
  ]);
/** Stopped after 150 ms. */
export const stopped = (): Side =>
  sideOf("thread-pool", [
    { label: "A", facts: [[0, on(0)]], end: 100 },
    { label: "B", facts: [[0, on(1)]], end: 150, outcome: "cancelled" },
  ]);

/** `count` requests on one lane, all waits at once: CPU 1 ms, query 20 ms, CPU 1 ms. */
export const requests = (count: number, id: ModelId = "event-loop"): Side =>
  sideOf(
    id,
    Array.from({ length: count }, (_, i): Told => {
      const again = Math.max(count, 21) + i;
      return {
        label: `Request ${i + 1}`,
        facts: [
          [0, queued],
          [i, on(0)],
          [i + 1, query],
          [again, on(0)],
        ],
        end: again + 1,
      };
    }),
  );
