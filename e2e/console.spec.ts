import { expect, test } from "@playwright/test";
import {
  consoleRun,
  expectMeasured,
  growing,
  LONG,
  openLab,
  runButton,
  side,
  stateOf,
  stopButton,
} from "./lab.ts";

/** `window.overlap`, as docs/console.md documents it. */

test("scenarios, models and state are plain data", async ({ page }) => {
  await openLab(page, "?scenario=fib&lanes=2&n=30");
  const facts = await page.evaluate(() => ({
    scenarios: window.overlap?.scenarios(),
    models: window.overlap?.models(),
    state: window.overlap?.state(),
  }));
  expect(facts.scenarios?.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      ...["two-tasks", "four-cases", "one-slow-query", "hundred-requests"],
      ...["fan-out", "fib", "matrix", "blocked-loop"],
    ]),
  );
  expect(facts.scenarios?.find(({ id }) => id === "fib")).toMatchObject({
    group: "Computing",
    models: ["event-loop", "thread-pool"],
    knobs: [{ id: "n", min: 24, max: 40 }],
  });
  expect(facts.models?.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      ...["sequential", "event-loop", "thread-pool", "m-n"],
      ...["loop-and-pool", "loop-per-core", "thread-per-task"],
    ]),
  );
  expect(facts.state).toMatchObject({
    scenario: "fib",
    models: ["event-loop", "thread-pool"],
    lanes: 2,
    knobs: { n: 30 },
    seed: 1,
    view: "threads",
    phase: "idle",
  });
});

test("one scenario is told with knobs and their ranges, opened or not", async ({ page }) => {
  await openLab(page);
  const [after, unknown] = await page.evaluate(() =>
    Promise.all([window.overlap?.scenario("fib"), window.overlap?.scenario("nope").catch(String)]),
  );
  expect(after).toMatchObject({ id: "fib", group: "Computing", knobs: [{ id: "n", min: 24 }] });
  expect(unknown).toMatch(/^TypeError: scenario: there is no scenario "nope"/);
});

test("open gives the runs of a trace file, or rejects with the sentence of the page", async ({
  page,
}) => {
  await openLab(page);
  const before = await stateOf(page);
  const [opened, refused, none] = await page.evaluate(() => {
    const slice = (name: string, tid: number, ts: number) => ({
      ...{ ph: "X", pid: 1, tid, name, ts, dur: 2000 },
    });
    const events = [slice("a", 1, 0), slice("b", 2, 1000)];
    const open = (of: unknown) => window.overlap?.open(of as Blob).catch(String);
    return Promise.all([
      open(new File([JSON.stringify(events)], "two.json")),
      open(new File(["id,name"], "table.csv")),
      open("two.json"),
    ]);
  });
  expect(opened).toMatchObject({
    runs: [{ metrics: { makespan: 3, inProgressPeak: 2 }, trace: { duration: 3 } }],
    notes: [],
  });
  expect(refused).toMatch(/^Error: This file can't be opened: it is text, but no JSON/);
  expect(none).toBe("TypeError: file: is no File and no Blob");
  expect(await stateOf(page)).toEqual(before);
});

test("what it hands out is a copy", async ({ page }) => {
  await openLab(page);
  const after = await page.evaluate(() => {
    Object.assign(window.overlap?.state().knobs ?? {}, { pieces: 9 });
    Object.assign(window.overlap?.models()[0] ?? {}, { label: "mine" });
    return [window.overlap?.state().knobs.pieces, window.overlap?.models()[0]?.label];
  });
  expect(after).toEqual([2, "One at a time"]);
});

test("run does what the Run button does, and resolves to trace and metrics", async ({ page }) => {
  await openLab(page);
  const given = { scenario: "fan-out", a: "sequential", b: "m-n", lanes: 2, seed: 7 } as const;
  const results = await consoleRun(page, given);
  expect(Object.keys(results)).toEqual(["a", "b"]);
  expect(results.a?.metrics).toMatchObject({ inProgressPeak: 1, executingPeak: 1 });
  expect(results.b?.metrics.inProgressPeak).toBeGreaterThanOrEqual(3);
  for (const ran of [results.a, results.b]) {
    expect(ran?.trace).toMatchObject({ version: 1, provenance: { kind: "measured" } });
    expect(ran?.metrics.outcomes.done).toBe(ran?.trace.tasks.length);
  }
  await expect(side(page, "A")).toHaveAccessibleName("A: One at a time");
  await expectMeasured(page, "B");
  expect(await stateOf(page)).toMatchObject({ scenario: "fan-out", seed: 7, phase: "idle" });
});

test("one side alone, and without arguments what the page shows", async ({ page }) => {
  await openLab(page);
  const alone = await consoleRun(page, {
    scenario: "two-tasks",
    b: "none",
    knobs: { pieces: 3, piece: 5 },
  });
  expect(Object.keys(alone)).toEqual(["a"]);
  const again = await consoleRun(page, {});
  expect(Object.keys(again)).toEqual(["a"]);
  expect(await stateOf(page)).toMatchObject({ knobs: { pieces: 3, piece: 5 } });
});

test("large work is predicted in a worker, and the page has its turns meanwhile", {
  tag: "@alone",
}, async ({ page }) => {
  await openLab(page);
  const told = await page.evaluate(async () => {
    const tasks = Array.from({ length: 20_000 }, (_, id) => ({
      ...{ id, label: "x", kind: "x", releaseAt: 0, after: [] },
      steps: [{ do: "compute", job: "hash", size: "fit", estimate: 1 }],
    }));
    const order: string[] = [];
    const given = { plan: { tasks }, model: "thread-pool", lanes: 2 };
    const predict = window.overlap?.predict as (given: unknown) => Promise<{
      metrics: { makespan: number };
    }>;
    const predicted = predict(given).then(({ metrics }) => {
      order.push(`${metrics.makespan} ms`);
    });
    setTimeout(() => order.push("a turn"), 0);
    await predicted;
    return order;
  });
  expect(told).toEqual(["a turn", "10000 ms"]);
  expect(page.workers().filter((worker) => worker.url().includes("/prediction-"))).toHaveLength(1);
});

test("while a run goes on another one is refused; Stop resolves to what was measured", async ({
  page,
}) => {
  await openLab(page, LONG);
  await runButton(page).click();
  await growing(page, "A");
  const refused = page.evaluate(() => window.overlap?.run().catch((e: Error) => e.message));
  expect(await refused).toMatch(/^A run is going on/);
  await stopButton(page).click();
  await expect(runButton(page)).toBeEnabled();
  const stopped = page.evaluate(() => window.overlap?.run());
  await growing(page, "A");
  await stopButton(page).click();
  const { a, b } = (await stopped) ?? {};
  expect(a?.metrics.outcomes.cancelled).toBeGreaterThan(0);
  expect(b).toBeUndefined();
});

const WRONG: readonly (readonly [given: unknown, field: string])[] = [
  ["fib", "run"],
  [null, "run"],
  [[], "run"],
  [{ scenario: "no-such" }, "scenario"],
  [{ scenario: 7 }, "scenario"],
  [{ a: "none" }, "a"],
  [{ a: "threads" }, "a"],
  [{ b: 3 }, "b"],
  [{ scenario: "fib", c: "sequential" }, "c"],
  [{ lanes: 0 }, "lanes"],
  [{ lanes: 999 }, "lanes"],
  [{ lanes: 1.5 }, "lanes"],
  [{ lanes: "2" }, "lanes"],
  [{ lanes: Number.NaN }, "lanes"],
  [{ knobs: 3 }, "knobs"],
  [{ knobs: { nope: 1 } }, "knobs.nope"],
  [{ scenario: "fib", knobs: { n: 41 } }, "knobs.n"],
  [{ scenario: "fib", knobs: { n: "30" } }, "knobs.n"],
  [{ scenario: "fib", knobs: { n: Number.NaN } }, "knobs.n"],
  [{ seed: -1 }, "seed"],
  [{ seed: 2 ** 32 }, "seed"],
  [{ seed: Number.POSITIVE_INFINITY }, "seed"],
  [{ scenaro: "fib" }, "scenaro"],
];

test("every bad argument throws a TypeError that names the field, and changes nothing", async ({
  page,
}) => {
  await openLab(page);
  const before = await stateOf(page);
  const thrown = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async ([given]) => {
          try {
            // of a scenario that has to be fetched first, the error is a rejection
            await window.overlap?.run(given as never);
            return "nothing was thrown";
          } catch (error) {
            return String(error);
          }
        }),
      ),
    WRONG,
  );
  const named = thrown.map((message) => message.split(": ").slice(0, 2).join(": "));
  expect(named).toEqual(WRONG.map(([, field]) => `TypeError: ${field}`));
  expect(await stateOf(page)).toEqual(before);
});
