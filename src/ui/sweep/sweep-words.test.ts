import { describe, expect, test } from "vitest";
import { amdahl } from "../../model/laws/laws.ts";
import { compute, planOf, wait } from "../../plan/draft.ts";
import { type ModelId, modelById } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import { scenarioById } from "../../scenario/catalogue-test-kit.ts";
import { defaultKnobs } from "../../scenario/scenario.ts";
import { type Forecast, forecast } from "../../state/sweep/forecast.ts";
import type { Speedup } from "../../state/sweep/speedups.ts";
import { fitSweep } from "../../state/sweep/sweep-fit.ts";
import { baseline, orderInWords, sweepSentences } from "./sweep-words.ts";

const plain = (texts: readonly string[]) => texts.join(" ").replaceAll("\u202F", " ");

function planFrom(id: string): Plan {
  const scenario = scenarioById(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario.plan(defaultKnobs(scenario), 1);
}

async function forecastOf(
  work: string | Plan,
  cores: number,
  model: ModelId = "thread-pool",
): Promise<Forecast> {
  const plan = typeof work === "string" ? planFrom(work) : work;
  const { signal } = new AbortController();
  const made = await forecast(plan, modelById(model), { cores, most: 2 * cores }, signal);
  if (made === undefined) throw new Error("aborted");
  return made;
}

const pointsOf = (made: Forecast, from: (ideal: number) => number): readonly Speedup[] =>
  made.predicted.map(({ lanes, speedup: ideal }) => {
    const speedup = from(ideal);
    return { lanes, speedup, low: speedup, high: speedup, runs: 3, makespan: 400 / speedup };
  });

async function told(id: string, cores: number, from: (ideal: number) => number, reported = true) {
  const made = await forecastOf(id, cores);
  const points = pointsOf(made, from);
  return plain(
    sweepSentences({
      machine: { cores, coresReported: reported },
      forecast: made,
      points,
      fit: fitSweep(points, made.predicted),
      computeLock: false,
    }),
  );
}

describe("what a sweep shows", () => {
  test("two cores that lose a little", async () => {
    const text = await told("matrix", 2, (ideal) => amdahl(0.05, ideal));
    expect(text).toContain("This browser reports 2 cores; your jobs scale to 1.9.");
    expect(text).toContain("The curve bends at 2 lanes: more add nothing.");
    expect(text).toContain("Ideal lanes would reach 2. Of that, 4.8 % is missing: handing out");
    expect(text).toContain("a serial share of 5 % (90 % band: 5 % to 5 %)");
    expect(text).toMatch(/would have made it 2\d %: a false one/);
  });

  test.each([4, 8])("%i cores that give all they promise", async (cores) => {
    const text = await told("matrix", cores, (ideal) => ideal);
    expect(text).toContain(`This browser reports ${cores} cores; your jobs scale to ${cores}.`);
    expect(text).toContain(`Ideal lanes would reach ${cores}: the same.`);
    expect(text).toContain("a serial share of 0 %");
  });

  test("eight cores that are four", async () => {
    const text = await told("matrix", 8, (ideal) => Math.min(ideal, 4.1));
    expect(text).toContain("This browser reports 8 cores; your jobs scale to 4.1.");
    expect(text).toContain("49 % is missing: fewer real cores than reported");
  });

  test("work whose largest task is half of it, on eight cores", async () => {
    const text = await told("fib", 8, (ideal) => ideal);
    expect(text).toContain("your jobs scale to 2. The curve bends at 3 lanes");
    expect(text).toContain("a serial share of 0 %");
  });

  test("held lanes that mostly wait scale on past the cores", async () => {
    const text = await told("hundred-requests", 2, (ideal) => ideal);
    expect(text).toContain("This browser reports 2 cores; your jobs scale to 3.8.");
    expect(text).toContain("The curve still rises at 4 lanes, the most that were measured.");
  });

  test("runs that lie far apart are blamed on others, not on the cores", async () => {
    const made = await forecastOf("matrix", 2);
    const points = pointsOf(made, (ideal) => amdahl(0.3, ideal)).map((point) => ({
      ...point,
      low: 0.5 * point.speedup,
    }));
    const text = plain(
      sweepSentences({
        machine: { cores: 2, coresReported: true },
        forecast: made,
        points,
        fit: fitSweep(points, made.predicted),
        computeLock: false,
      }),
    );
    expect(text).toContain("equal runs lie up to 50 % apart: other programs");
    expect(text).not.toContain("real cores");
  });

  test("points that no law is about", async () => {
    let lanes = 0;
    const text = await told("matrix", 8, (ideal) => {
      lanes += 1;
      return ideal / (1 + 0.006 * lanes * (lanes - 1));
    });
    expect(text).toMatch(/your jobs reached 6 on 8 lanes at best. No law fits/);
    expect(text).not.toContain("scale to");
  });

  test("lanes that made nothing faster", async () => {
    const text = await told("matrix", 2, () => 1);
    expect(text).toContain("More lanes made nothing faster here: 1.00× at best");
    expect(text).toContain("sweep again on a quiet machine");
    expect(text).not.toContain("Amdahl");
  });

  test("a browser that reports no cores", async () => {
    expect(await told("matrix", 4, (ideal) => ideal, false)).toContain(
      "This browser reports no cores, 4 are assumed; your jobs scale to 4.",
    );
  });
});

test("before the first run there is a prediction, and it says that it is one", async () => {
  const seen = {
    machine: { cores: 2, coresReported: true },
    forecast: await forecastOf("matrix", 2),
    points: [],
    fit: undefined,
    computeLock: false,
  };
  expect(plain(sweepSentences(seen))).toBe(
    "This browser reports 2 cores. Predicted: 2.00× on 2 lanes, and more lanes add nothing. Start the sweep to measure it.",
  );
  expect(sweepSentences({ ...seen, forecast: undefined })).toEqual([]);
  const [point] = pointsOf(seen.forecast, (ideal) => ideal);
  if (point === undefined) throw new Error("no point");
  expect(plain(sweepSentences({ ...seen, points: [point] }))).toContain("Too few points");
});

describe("where more lanes make nothing faster, it says what sets the time", () => {
  const alone = planOf([{ label: "x", kind: "x", steps: [compute("fib", 100)] }]);
  const waiting = planOf(
    ["x", "y"].map((label) => ({ label, kind: "x", steps: [wait("network", 100)] })),
  );
  const shared = planOf(
    ["x", "y"].map((label) => ({
      label,
      kind: "x",
      steps: [
        { do: "acquire", resource: "m" },
        compute("fib", 50),
        { do: "release", resource: "m" },
      ],
    })),
    { resources: [{ id: "m", capacity: 1, whenFull: "block" }] },
  );
  const chain = "Its arrivals, its waits or its longest task set the time.";
  const lock = "One lock lets one lane compute at a time.";
  const core = "There is one core, and its lanes take turns.";

  test.each([
    ["one lock round all computing", "matrix", 2, "gil-threads", lock],
    ["one core", "matrix", 1, "thread-pool", core],
    ["its waits", waiting, 2, "m-n", chain],
    ["its only task, whatever the lock", alone, 2, "gil-threads", chain],
    [
      "what its tasks share",
      shared,
      2,
      "thread-pool",
      "what its tasks share (a lock, a channel) set the time.",
    ],
  ] as const)("%s", async (_, work, cores, model, why) => {
    const made = await forecastOf(work, cores, model);
    const { computeLock } = modelById(model);
    const machine = { cores, coresReported: true };
    const points = pointsOf(made, (ideal) => ideal);
    const told = (measured: typeof points) =>
      sweepSentences({ machine, forecast: made, points: measured, fit: undefined, computeLock });
    for (const [sentence, ...others] of [told([]), told(points)]) {
      expect(others).toEqual([]);
      expect(sentence).toMatch(/redicted[:,] more lanes can’t make this work faster\./);
      expect(sentence?.replace(/^.*faster\. /, "")).toContain(why);
    }
  });
});

test("where lanes could have made it faster, the lock is not to blame", async () => {
  const made = await forecastOf("hundred-requests", 2, "gil-threads");
  const points = pointsOf(made, () => 1);
  const [sentence] = sweepSentences({
    machine: { cores: 2, coresReported: true },
    forecast: made,
    points,
    fit: undefined,
    computeLock: true,
  });
  expect(sentence).toContain("More lanes made nothing faster here");
  expect(sentence).toContain("Other programs had the cores");
});

test("the baseline is named with its model, its time and its runs", () => {
  const one = { lanes: 1, speedup: 1, low: 1, high: 1, runs: 3, makespan: 400 };
  expect(plain([baseline([one], "Thread pool") ?? ""])).toContain(
    "(Thread pool) with 1 lane: 400 ms, the median of 3 runs.",
  );
  expect(baseline([], "Thread pool")).toBeUndefined();
});

test("an order is read round by round", () => {
  expect(orderInWords([1, 3, 2, 4, 4, 1, 3, 2])).toBe("1 3 2 4 · 4 1 3 2");
  expect(orderInWords([1, 3, 2, 4, 4, 1, 3, 2], 5)).toBe("1 3 2 4 · 4");
  expect(orderInWords([1, 3, 2, 4], 2)).toBe("1 3");
});
