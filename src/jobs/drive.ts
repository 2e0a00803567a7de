/**
 * Runs a job's units one after the other and calls `tick` between them, to sample the clock or look at a stop flag.
 * Engine lanes and calibration both drive jobs through this one loop, so what was calibrated is what runs.
 *
 * @returns the job's checksum, or undefined as soon as `tick` returns true. The units are then left where they
 * stopped: drive them again to carry on, or drop them.
 */
export function drive(
  units: Generator<undefined, number, undefined>,
  tick: () => boolean,
): number | undefined {
  for (;;) {
    const step = units.next();
    if (step.done === true) return step.value;
    if (tick()) return undefined;
  }
}
