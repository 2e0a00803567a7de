import { describe, expect, test } from "vitest";
import { amdahl } from "../../model/laws/laws.ts";
import { modelById } from "../../plan/models.ts";
import { scenarioById } from "../../scenario/catalogue-test-kit.ts";
import { defaultKnobs } from "../../scenario/scenario.ts";
import { forecast, type LanePoint } from "./forecast.ts";
import type { Speedup } from "./speedups.ts";
import { fitSweep, serialShareOf } from "./sweep-fit.ts";

const point = (lanes: number, speedup: number): Speedup => ({
  lanes,
  speedup,
  low: speedup,
  high: speedup,
  runs: 1,
  makespan: 100 / speedup,
});
const curve = (most: number, at: (lanes: number) => number) =>
  Array.from({ length: most }, (_, i) => point(i + 1, at(i + 1)));
const pointsOf = (predicted: readonly LanePoint[]) =>
  predicted.map(({ lanes, speedup }) => point(lanes, speedup));

async function forecastOf(id: string, model: Parameters<typeof modelById>[0], cores: number) {
  const scenario = scenarioById(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  const plan = scenario.plan(defaultKnobs(scenario), 1);
  const made = await forecast(
    plan,
    modelById(model),
    { cores, most: 2 * cores },
    new AbortController().signal,
  );
  if (made === undefined) throw new Error("aborted");
  return made;
}

/** What ideal lanes make of equal work without end on so many cores. */
const upTo = (cores: number, most = 2 * cores): readonly LanePoint[] =>
  Array.from({ length: most }, (_, i) => ({ lanes: i + 1, speedup: Math.min(i + 1, cores) }));

describe("a fit", () => {
  test("does not take the end of the cores for a serial share, as a naive one does", () => {
    const points = curve(4, (n) => Math.min(n, 2));
    const fit = fitSweep(points, upTo(2));
    expect(fit?.amdahl.parameters.serial.value).toBeCloseTo(0, 6);
    expect(fit?.usl.parameters.contention.value).toBeCloseTo(0, 6);
    expect(fit?.naiveSerial).toBeGreaterThan(0.2);
    expect(fit).toMatchObject({ bend: 2, scalesTo: 2 });
  });

  test.each([4, 8])("finds the serial share and the bend on %i cores", (cores) => {
    const fit = fitSweep(
      curve(2 * cores, (n) => amdahl(0.08, Math.min(n, cores))),
      upTo(cores),
    );
    const serial = fit?.amdahl.parameters.serial;
    expect(serial?.value).toBeCloseTo(0.08, 3);
    expect(serial?.low).toBeLessThanOrEqual(0.0801);
    expect(serial?.high).toBeGreaterThanOrEqual(0.0799);
    expect(fit?.bend).toBe(cores);
    expect(fit?.scalesTo).toBeCloseTo(amdahl(0.08, cores), 2);
  });

  test("finds that eight reported cores do the work of four", () => {
    const fit = fitSweep(
      curve(16, (n) => Math.min(n, 4.1)),
      upTo(8),
    );
    expect(fit?.scalesTo).toBeCloseTo(4.1, 2);
    expect(fit?.effective(16)).toBeCloseTo(4.1, 9);
    expect(fit?.bend).toBe(4);
  });

  test("has no bend while the curve still rises", () => {
    const fit = fitSweep(
      curve(4, (n) => n),
      upTo(20, 4),
    );
    expect(fit?.bend).toBeUndefined();
    expect(fit?.scalesTo).toBeCloseTo(4, 2);
  });

  test("has a band that is wider where the points scatter more", () => {
    const noisy = (size: number) =>
      fitSweep(
        curve(8, (n) => Math.min(n, 4) * (1 - size * (n % 3))),
        upTo(4),
      );
    const width = (size: number) => {
      const { low = 0, high = 0 } = noisy(size)?.amdahl.curve[3] ?? {};
      return high - low;
    };
    expect(width(0.001)).toBeLessThan(width(0.05));
    expect(width(0.05)).toBeGreaterThan(0.05);
  });

  test("is not made of one point, nor where more lanes could make nothing faster", () => {
    expect(fitSweep([point(1, 1), point(2, 2)], upTo(2))).toBeUndefined();
    const flat = upTo(2).map(({ lanes }) => ({ lanes, speedup: 1 }));
    expect(
      fitSweep(
        curve(4, () => 1),
        flat,
      ),
    ).toBeUndefined();
  });
});

test("each point has a serial share of its own, of the lanes that count", () => {
  const two = { effective: (lanes: number) => Math.min(lanes, 2) };
  expect(serialShareOf(point(1, 1), two)).toBeUndefined();
  expect(serialShareOf(point(2, 2), two)).toBe(0);
  expect(serialShareOf(point(4, 2), two)).toBe(0);
  expect(serialShareOf(point(4, 2), { effective: (lanes) => lanes })).toBeCloseTo(1 / 3, 9);
});

describe("a forecast", () => {
  test("of equal blocks rises to the cores and no further, and reaches its limit", async () => {
    const made = await forecastOf("matrix", "thread-pool", 4);
    expect(made.predicted.map(({ speedup }) => Math.round(100 * speedup) / 100)).toEqual([
      1, 2, 2.67, 4, 3.37, 4, 3.56, 4,
    ]);
    // 16 blocks on 3 lanes take 6 rounds, whoever schedules them; shared without rest they would take 5.33
    expect(made.limit[2]?.speedup).toBeCloseTo(3, 2);
    expect(made.longestFirst[2]?.speedup).toBeCloseTo(16 / 6, 2);
    expect(made.limit[3]?.speedup).toBeCloseTo(4, 1);
    expect(made.total).toBeGreaterThan(made.oneLane);
  });

  test("of three Fibonacci numbers can use two lanes, whatever the machine", async () => {
    const made = await forecastOf("fib", "thread-pool", 8);
    expect(made.limit.at(-1)?.speedup).toBeCloseTo(2, 9);
    // the longest first meets the limit on two lanes, first come first served on three
    expect(made.longestFirst[1]?.speedup).toBeCloseTo(2, 9);
    expect(made.predicted[1]?.speedup).toBeLessThan(1.5);
    expect(made.predicted[2]?.speedup).toBeCloseTo(2, 9);
  });

  test("of blocking lanes that mostly wait goes beyond the cores", async () => {
    const made = await forecastOf("hundred-requests", "thread-pool", 2);
    expect(made.predicted.at(-1)?.speedup).toBeGreaterThan(3.5);
    expect(made.limit.at(-1)?.speedup).toBeCloseTo(4, 9);
    expect(made.longestFirst).toEqual([]);
  });

  test("under one lock promises no speedup, and has no better schedule to offer", async () => {
    const made = await forecastOf("matrix", "gil-threads", 2);
    for (const points of [made.predicted, made.limit, made.longestFirst]) {
      expect(points).toHaveLength(4);
      for (const { speedup } of points) expect(speedup).toBeCloseTo(1, 6);
    }
  });

  test("has limits that no prediction beats", async () => {
    for (const id of ["matrix", "fib", "hundred-requests", "one-slow-query"]) {
      for (const model of ["thread-pool", "m-n", "gil-threads"] as const) {
        const { predicted, limit } = await forecastOf(id, model, 2);
        for (const [i, { speedup }] of predicted.entries()) {
          expect(speedup).toBeLessThanOrEqual((limit[i]?.speedup ?? 0) + 1e-9);
        }
      }
    }
  });

  test.each([4, 8])(
    "on %i cores, measured as predicted, leaves nothing to serial work",
    async (cores) => {
      for (const id of ["matrix", "fib"]) {
        const { predicted } = await forecastOf(id, "thread-pool", cores);
        const fit = fitSweep(pointsOf(predicted), predicted);
        expect(fit?.scalesTo).toBeCloseTo(Math.max(...predicted.map((p) => p.speedup)), 6);
        expect(fit?.amdahl.parameters.serial.value).toBeCloseTo(0, 6);
        expect(fit?.naiveSerial).toBeGreaterThan(0.05);
      }
    },
  );

  test("that is not wanted any more ends without an answer", async () => {
    const scenario = scenarioById("matrix");
    const plan = scenario?.plan(defaultKnobs(scenario), 1) ?? {
      tasks: [],
      resources: [],
      channels: [],
    };
    const options = { cores: 2, most: 4 };
    const model = modelById("thread-pool");
    expect(await forecast(plan, model, options, AbortSignal.abort())).toBeUndefined();
  });

  test("refuses work that is too large to predict so often, in a sentence", async () => {
    const step = { do: "wait", on: "timer", for: 1 } as const;
    const scenario = scenarioById("matrix");
    const [task] = scenario?.plan(defaultKnobs(scenario), 1).tasks ?? [];
    if (task === undefined) throw new Error("no task");
    const tasks = [{ ...task, steps: Array.from({ length: 100_001 }, () => step) }];
    const asked = forecast(
      { tasks, resources: [], channels: [] },
      modelById("thread-pool"),
      { cores: 2, most: 4 },
      new AbortController().signal,
    );
    await expect(asked).rejects.toThrow(/too large to predict/);
  });
});
