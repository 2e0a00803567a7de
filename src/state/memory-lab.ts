import type { StoreApi } from "zustand/vanilla";
import { type Metrics, measure } from "../metrics/measure.ts";
import type { KnobValues, LabMeasurement, LabSide, MemoryLab } from "../scenario/scenario.ts";
import { failureOf, isStopped } from "./lab-failure.ts";
import type { LabState } from "./lab-state.ts";
import type { MachineClaims } from "./machine-owner.ts";
import type { RunOutcome } from "./runner.ts";
import { SIDE_KEYS, type SideKey } from "./settings.ts";

/** What a memory lab measured last: it stays on the screen when its knobs are turned. */
export interface LabResult {
  readonly knobs: KnobValues;
  readonly ended: LabMeasurement["ended"];
  readonly sides: readonly LabResultSide[];
}

export interface LabResultSide extends LabSide {
  readonly side: SideKey;
  readonly metrics: Metrics;
}

/** Lets a memory lab measure with the knobs as they are set. Never rejects: how it ended is a value. */
export async function runMemoryLab(
  lab: MemoryLab,
  store: StoreApi<LabState>,
  claims: MachineClaims,
): Promise<RunOutcome> {
  const tenure = claims.claim("lab");
  if (tenure === undefined) return { ended: "busy" };
  const put = store.setState;
  const { settings, machine } = store.getState();
  const { knobs } = settings;
  const measuring = { is: "measuring", scenario: lab.id } as const;
  tenure.signal.addEventListener("abort", () => put({ phase: { ...measuring, stopping: true } }));
  put({
    phase: { ...measuring, stopping: false },
    cursor: undefined,
    selected: undefined,
  });
  try {
    const result = resultOf(
      knobs,
      await lab.run(knobs, {
        cores: machine.cores,
        hasSharedMemory: machine.tier === "A",
        signal: tenure.signal,
      }),
    );
    put(({ memory }) => ({ phase: { is: "idle" }, memory: { ...memory, [lab.id]: result } }));
    return { ended: "measured", result };
  } catch (error) {
    if (isStopped(error)) {
      put({ phase: { is: "idle" } });
      return { ended: "stopped", results: {} };
    }
    const failure = failureOf(error);
    put({ phase: { is: "failed", ...failure } });
    return { ended: "failed", results: {}, failure };
  } finally {
    tenure.release();
  }
}

const resultOf = (knobs: KnobValues, { ended, sides }: LabMeasurement): LabResult => ({
  knobs,
  ended,
  sides: sides.flatMap((measured, i): LabResultSide[] => {
    const side = SIDE_KEYS[i];
    return side === undefined ? [] : [{ ...measured, side, metrics: measure(measured.trace) }];
  }),
});
