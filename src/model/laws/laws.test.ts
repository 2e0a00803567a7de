import { describe, expect, test } from "vitest";
import { planOf, times } from "../../plan/draft.ts";
import { randomFrom } from "../../plan/random.ts";
import { type Ms, taskId } from "../../trace/types.ts";
import { cpu, run } from "../model-test-kit.ts";
import { fitAmdahl, fitUsl, knee, type Point } from "./fit.ts";
import {
  amdahl,
  erlangB,
  erlangC,
  gustafson,
  karpFlatt,
  md1Wait,
  mmcWait,
  usl,
  uslPeak,
} from "./laws.ts";

/** `serial` ms by one task, then `parts` tasks of `each` ms. */
const forkPlan = (serial: Ms, parts: number, each: Ms) =>
  planOf([
    { label: "serial", kind: "serial", steps: [cpu(serial)] },
    ...times(parts, () => ({
      label: "part",
      kind: "part",
      steps: [cpu(each)],
      after: [taskId(0)],
    })),
  ]);
const duration = (plan: ReturnType<typeof forkPlan>, lanes: number): Ms =>
  run(plan, "thread-pool", { lanes, cores: 1024 }).duration;

describe("laws against the simulation", () => {
  test("Amdahl: 10 % serial on 1 to 64 lanes, 9.17 on 64 lanes of the 10 there could be", () => {
    for (const lanes of [1, 2, 4, 8, 16, 32, 64]) {
      const plan = forkPlan(64, 64, 9);
      const speedup = duration(plan, 1) / duration(plan, lanes);
      expect(speedup).toBeCloseTo(amdahl(0.1, lanes), 12);
      if (lanes > 1) expect(karpFlatt(speedup, lanes)).toBeCloseTo(0.1, 12);
    }
  });

  test("Gustafson: the parallel part grows with the lanes", () => {
    for (const lanes of [1, 4, 32, 1024]) {
      const plan = forkPlan(10, lanes, 90);
      expect(duration(plan, lanes)).toBe(100);
      expect(duration(plan, 1) / 100).toBeCloseTo(gustafson(0.1, lanes), 9);
    }
  });

  test("Gustafson's own figures: 0.4 to 0.8 % serial on 1024 processors gives 1016 to 1020 (CACM 1988)", () => {
    expect(gustafson(0.004, 1024)).toBeCloseTo(1019.9, 1);
    expect(gustafson(0.008, 1024)).toBeCloseTo(1015.8, 1);
  });

  test("USL: every lane must tell each other one of its result", () => {
    const contention = 0.05;
    const coherency = 0.002;
    for (const lanes of [2, 8, 16, 32]) {
      const work = 1000;
      const each = (work * (1 - contention)) / lanes + coherency * work * (lanes - 1);
      const speedup = work / duration(forkPlan(work * contention, lanes, each), lanes);
      expect(speedup).toBeCloseTo(usl(contention, coherency, lanes), 9);
    }
    expect(uslPeak(contention, coherency)).toBeCloseTo(21.79, 2);
  });
});

describe("published values", () => {
  // Kleinrock 1975; table values as in the Teletraffic Engineering Handbook (ITU-D and ITC, 2005), chapter 7.
  test("Erlang B: 10 servers offered 5 Erlang block 1.838 %, 1 server offered 1 blocks half", () => {
    expect(erlangB(10, 5)).toBeCloseTo(0.01838, 5);
    expect(erlangB(1, 1)).toBe(0.5);
    expect(erlangB(0, 3)).toBe(1);
    expect(erlangB(1000, 900)).toBeLessThan(1e-3);
  });
  test("Erlang C: one server waits with probability rho, and all wait where load exceeds servers", () => {
    expect(erlangC(1, 0.8)).toBeCloseTo(0.8, 12);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
    expect(erlangC(2, 2)).toBe(1);
  });
  test("M/M/1 waits rho / (mu - lambda); M/D/1 half of that", () => {
    expect(mmcWait({ servers: 1, arrivalRate: 0.8, serviceRate: 1 })).toBeCloseTo(4, 12);
    expect(md1Wait(0.8, 1)).toBeCloseTo(2, 12);
    expect(mmcWait({ servers: 2, arrivalRate: 2, serviceRate: 1 })).toBe(Number.POSITIVE_INFINITY);
    expect(md1Wait(1, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("fits", () => {
  const sweep = [1, 2, 4, 8, 16];
  const points = (at: (lanes: number) => number, lanes = sweep): Point[] =>
    lanes.map((n) => ({ lanes: n, speedup: at(n) }));

  test("two ideal cores: the serial share is 0, where a naive fit says 0.38", () => {
    const measured = points((n) => Math.min(n, 2));
    expect(fitAmdahl(measured, 2).parameters.serial.value).toBeCloseTo(0, 12);
    expect(fitAmdahl(measured, 16).parameters.serial.value).toBeCloseTo(0.38, 2);
    expect(fitAmdahl(measured, 2).at(16)).toBe(2);
  });

  test("exact points give their law back", () => {
    const { serial } = fitAmdahl(
      points((n) => amdahl(0.07, n)),
      16,
    ).parameters;
    expect(serial.value).toBeCloseTo(0.07, 12);
    expect(serial.high - serial.low).toBeCloseTo(0, 9);
    const { contention, coherency } = fitUsl(
      points((n) => usl(0.03, 0.004, n)),
      16,
    ).parameters;
    expect(contention.value).toBeCloseTo(0.03, 9);
    expect(coherency.value).toBeCloseTo(0.004, 9);
  });

  test("the band of noisy points holds the truth, and the same seed gives the same band", () => {
    const random = randomFrom(7);
    const noisy = points(
      (n) => amdahl(0.1, n) * (1 + 0.04 * (random() - 0.5)),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    const fit = fitAmdahl(noisy, 8, 3);
    const { low, high } = fit.parameters.serial;
    expect(low).toBeLessThan(0.1);
    expect(high).toBeGreaterThan(0.1);
    expect(fit.band(8).low).toBeLessThan(amdahl(0.1, 8));
    expect(fit.band(8).high).toBeGreaterThan(amdahl(0.1, 8));
    expect(fitAmdahl(noisy, 8, 3).band(8)).toEqual(fit.band(8));
    expect(fitAmdahl(noisy, 8, 4).band(8)).not.toEqual(fit.band(8));
  });

  test("speedups above ideal do not make a negative share", () => {
    expect(
      fitAmdahl(
        points((n) => n * 1.1),
        16,
      ).parameters.serial.value,
    ).toBe(0);
    const { contention, coherency } = fitUsl(
      points((n) => n * 1.1),
      16,
    ).parameters;
    expect([contention.value, coherency.value]).toEqual([0, 0]);
  });

  test("the knee: eight cores reported, the jobs scale to 4.1", () => {
    const lanes = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(
      knee(
        points((n) => Math.min(n, 4.1), lanes),
        8,
      ),
    ).toBe(4.1);
    expect(
      knee(
        points((n) => n, lanes),
        8,
      ),
    ).toBe(8);
    expect(
      knee(
        points((n) => amdahl(0.1, n), lanes),
        8,
      ),
    ).toBe(8);
  });

  test("no point beyond one lane: nothing to fit", () => {
    expect(() => fitAmdahl([{ lanes: 1, speedup: 1 }], 4)).toThrow("points");
  });
});
