import type { Lab } from "../../state/lab.ts";
import { createSweep, type Sweep } from "../../state/sweep/sweep.ts";

/** Each lab's sweeps, for as long as the lab lives: the panel that shows them comes and goes. */
const sweeps = new WeakMap<Lab, Sweep>();

/** The sweeps of a lab. */
export function sweepOf(lab: Lab): Sweep {
  const known = sweeps.get(lab);
  if (known !== undefined) return known;
  const sweep = createSweep(lab);
  sweeps.set(lab, sweep);
  return sweep;
}
