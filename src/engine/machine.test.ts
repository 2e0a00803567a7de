import { describe, expect, it } from "vitest";
import { type Environment, measureClockStep, readMachine } from "./machine.ts";

const usual: Environment = {
  hardwareConcurrency: 8,
  hasWorker: true,
  isolated: true,
  hasSharedMemory: true,
  userAgent: "test",
  now: () => performance.now(),
};

describe("what the machine is", () => {
  it.each([undefined, Number.NaN, 0, -2, 2.5, "8", Number.POSITIVE_INFINITY])(
    "assumes 4 cores where the browser reports %s, and says so",
    (hardwareConcurrency) => {
      const machine = readMachine({ ...usual, hardwareConcurrency });
      expect([machine.cores, machine.coresReported]).toEqual([4, false]);
    },
  );

  it.each([1, 2, 128])("believes %s cores", (hardwareConcurrency) => {
    const machine = readMachine({ ...usual, hardwareConcurrency });
    expect([machine.cores, machine.coresReported]).toEqual([hardwareConcurrency, true]);
  });

  it("names the tier: shared memory needs isolation and a way to be called back", () => {
    expect(readMachine(usual).tier).toBe("A");
    expect(readMachine({ ...usual, isolated: false }).tier).toBe("B");
    expect(readMachine({ ...usual, hasSharedMemory: false }).tier).toBe("B");
    expect(readMachine({ ...usual, hasWorker: false }).tier).toBe("C");
  });

  it("finds the step of a clock, and survives one that stands still", () => {
    let reads = 0;
    const coarse = (): number => Math.floor(reads++ / 7) * 0.1;
    expect(measureClockStep(coarse)).toBeCloseTo(0.1, 9);
    expect(measureClockStep(() => 5)).toBe(0);
  });
});
