import type { StoreApi } from "zustand/vanilla";
import { measure } from "../metrics/measure.ts";
import type { KnobValues, LabMeasurement, MemoryLab } from "../scenario/scenario.ts";
import { failureOf, isStopped } from "./lab-failure.ts";
import type { LabResult, LabResultSide } from "./lab-result.ts";
import type { LabState } from "./lab-state.ts";
import type { MachineClaims } from "./machine-owner.ts";
import type { RunOutcome } from "./runner.ts";
import { SIDE_KEYS } from "./settings.ts";

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
