import { expect, test } from "vitest";
import { EngineError, type RunRequest } from "../engine/interface.ts";
import { sideViews } from "./derived/side-views.ts";
import { createLab, type Lab } from "./lab.ts";
import { engineOf, find, pair, pictureOf, stoppedRun, whenStopped } from "./lab-test-kit.ts";

const picture = async (request: RunRequest) => pictureOf(request);
const labOf = (answer: Parameters<typeof engineOf>[0] = picture) => {
  const kit = engineOf(answer);
  return { ...kit, lab: createLab({ engine: kit.engine, scenario: pair, find }) };
};
const views = (lab: Lab) => sideViews(lab.store.getState());
const makespans = (lab: Lab) => views(lab).map(({ result }) => result?.metrics.makespan);

test("sides run one after the other, in an order that turns round with every repeat", async () => {
  const { lab, ran, mostAtOnce } = labOf();
  lab.setRepeats(3);
  expect((await lab.run()).ended).toBe("complete");
  const [a, b] = ["event-loop", "thread-pool"];
  expect(ran).toEqual([a, b, b, a, a, b]);
  expect(mostAtOnce()).toBe(1);
});

test("repeats give the median run and how far the others lay from it", async () => {
  const lengths = [1, 1, 1, 2, 4, 1];
  const { lab } = labOf(async (request, i) => pictureOf(request, lengths[i]));
  lab.setRepeats(3);
  await lab.run();
  // the event loop ran first, fourth and fifth: 6, 12 and 24 ms
  expect(makespans(lab)).toEqual([12, 3]);
  const [a, b] = views(lab);
  expect(a?.result?.spread).toMatchObject({ runs: [6, 12, 24], min: 6, max: 24 });
  expect(a?.result?.noise).toContain("apart");
  expect(b?.result?.noise).toBeUndefined();
});

test("a run of a page that was hidden or frozen counts in no median, and that is said", async () => {
  const hidden = { kind: "hidden", text: "This tab was hidden." } as const;
  const { lab } = labOf(async (request, index) => ({
    ...pictureOf(request, [1, 1, 4, 1, 2][index] ?? 1),
    notes: index === 2 ? [hidden] : [],
  }));
  lab.setRepeats(3);
  await lab.run();
  const disturbed = views(lab).find(({ result }) => result?.notes.includes(hidden))?.result;
  expect(disturbed?.spread?.runs).toHaveLength(2);
  expect(disturbed?.notes.map(({ text }) => text)).toContain(
    "1 of 3 runs does not count in the figures: the page was hidden or frozen.",
  );
  const rest = views(lab).find(({ result }) => !result?.notes.includes(hidden))?.result;
  expect([rest?.spread?.runs.length, rest?.notes]).toEqual([3, []]);
});

test("where every run was disturbed, they count", async () => {
  const notes = [{ kind: "hidden", text: "This tab was hidden." }] as const;
  const { lab } = labOf(async (request) => ({ ...pictureOf(request), notes }));
  lab.setRepeats(3);
  await lab.run();
  expect(views(lab)[0]?.result?.spread?.runs).toHaveLength(3);
  expect(views(lab)[0]?.result?.notes).toEqual(notes);
});

test("one run has no spread, and is noisy where the engine says so", async () => {
  const notes = [{ kind: "noisy", text: "Something else was running." }] as const;
  const { lab } = labOf(async (request) => ({ ...pictureOf(request), notes }));
  await lab.run();
  const [a] = views(lab);
  expect(a?.result?.spread).toBeUndefined();
  expect(a?.result?.noise).toBe("Something else was running.");
});

test("a changed knob makes the results on the screen stale, and turned back finds them again", async () => {
  const { lab } = labOf();
  await lab.run();
  expect(views(lab).map(({ stale }) => stale)).toEqual([false, false]);
  lab.setKnob("ms", 7);
  expect(views(lab).map(({ stale }) => stale)).toEqual([true, true]);
  expect(makespans(lab)).toEqual([6, 3]);
  lab.setKnob("ms", 3);
  expect(views(lab).map(({ stale }) => stale)).toEqual([false, false]);
});

test("only what a setting changes becomes stale", async () => {
  const { lab } = labOf();
  await lab.run();
  lab.setLanes(3);
  expect(views(lab).map(({ stale }) => stale)).toEqual([false, true]);
  lab.setLanes(2);
  lab.setModel("a", "sequential");
  expect(views(lab).map(({ stale }) => stale)).toEqual([true, false]);
  lab.setView("tasks");
  lab.setRepeats(5);
  expect(views(lab).map(({ stale }) => stale)).toEqual([true, false]);
});

test("another scenario has its own results, and coming back finds settings and results", async () => {
  const { lab } = labOf();
  lab.setKnob("ms", 9);
  await lab.run();
  expect(lab.setScenario("single")).toBe(true);
  expect(makespans(lab)).toEqual([undefined, undefined]);
  expect(lab.store.getState().settings.knobs).toEqual({ ms: 3 });
  expect(lab.setScenario("nonsense")).toBe(false);
  lab.setScenario("pair");
  expect(lab.store.getState().settings.knobs).toEqual({ ms: 9 });
  expect(views(lab).map(({ stale }) => stale)).toEqual([false, false]);
});

test("a failure keeps what was measured before it, says what to do, and the lab runs again", async () => {
  const { lab } = labOf(async (request, i) => {
    if (i === 3) throw new EngineError("worker-lost", "A worker was lost.");
    return pictureOf(request);
  });
  await lab.run();
  lab.setKnob("ms", 9);
  const outcome = await lab.run();
  expect(outcome).toMatchObject({ ended: "failed", failure: { sentence: "A worker was lost." } });
  expect(lab.store.getState().phase).toMatchObject({
    is: "failed",
    sentence: "A worker was lost.",
    advice: expect.stringContaining("Run again"),
  });
  // a was measured anew before b failed; b still shows the run before
  expect(views(lab).map(({ stale }) => stale)).toEqual([false, true]);
  expect(makespans(lab)).toEqual([6, 3]);
  expect((await lab.run()).ended).toBe("complete");
  expect(lab.store.getState().phase.is).toBe("idle");
});

test("a plan that throws is a failure, not an unhandled rejection", async () => {
  const broken = {
    ...pair,
    plan: () => {
      throw new TypeError("no work");
    },
  };
  const { lab } = { lab: createLab({ engine: engineOf(picture).engine, scenario: broken }) };
  expect(await lab.run()).toMatchObject({
    ended: "failed",
    failure: { sentence: expect.stringContaining("no work") },
  });
});

test("Stop keeps what was measured so far and runs nothing more", async () => {
  const { lab, ran } = labOf((request) => whenStopped(request.signal, stoppedRun(request)));
  const running = lab.run();
  await untilRunning();
  lab.stop();
  expect(lab.store.getState().phase).toMatchObject({ is: "running", stopping: true });
  expect((await running).ended).toBe("stopped");
  expect(ran).toEqual(["event-loop"]);
  expect(lab.store.getState().phase.is).toBe("idle");
  expect(views(lab).map(({ result }) => result?.ended)).toEqual(["stopped", undefined]);
});

test("a stopped run does not push out a whole one of the same settings", async () => {
  const { lab } = labOf((request, i) =>
    i < 2 ? picture(request) : whenStopped(request.signal, stoppedRun(request)),
  );
  await lab.run();
  const running = lab.run();
  await untilRunning();
  lab.stop();
  await running;
  expect(makespans(lab)).toEqual([6, 3]);
});

test("stopping before anything was measured is no failure", async () => {
  const { lab } = labOf(async () => {
    throw new EngineError("stopped", "Stopped before anything was measured.");
  });
  expect((await lab.run()).ended).toBe("stopped");
  expect(lab.store.getState().phase.is).toBe("idle");
});

test("a second Run while one goes on is refused and changes nothing", async () => {
  const { lab, ran } = labOf((request) => whenStopped(request.signal, stoppedRun(request)));
  const running = lab.run();
  expect(await lab.run()).toEqual({ ended: "busy" });
  await untilRunning();
  lab.stop();
  await running;
  expect(ran).toHaveLength(1);
});

test("the live trace is in the state while its side runs, and gone afterwards", async () => {
  const seen: (string | undefined)[] = [];
  const { lab } = labOf(async (request) => {
    const { trace } = stoppedRun(request);
    request.onProgress?.({ phase: "running", settled: 1, total: 2, trace });
    const { live, phase } = lab.store.getState();
    seen.push(live?.side);
    expect(phase).toMatchObject({ doing: "running", settled: 1, total: 2 });
    return pictureOf(request);
  });
  await lab.run();
  expect(seen).toEqual(["a", "b"]);
  expect(lab.store.getState().live).toBeUndefined();
});

test("speedup is against the run one at a time: measured where there is one, else predicted", async () => {
  // 1.5 times as slow as planned, so that measured and predicted differ
  const { lab } = labOf(async (request) => pictureOf(request, 1.5));
  const speedups = () =>
    views(lab).map(({ result }) => Object.values(result?.metrics.speedup ?? {}));
  await lab.run();
  expect(speedups()).toEqual([
    [6 / 9, "predicted"],
    [6 / 4.5, "predicted"],
  ]);
  lab.setModel("a", "sequential");
  await lab.run();
  expect(speedups()).toEqual([
    [1, "measured"],
    [2, "measured"],
  ]);
  lab.setKnob("ms", 9);
  lab.setModel("b", "none");
  await lab.run();
  lab.setModel("b", "thread-pool");
  // b's run is of other work than a's: its own work, predicted, is what it is held against
  expect(speedups()).toEqual([
    [1, "measured"],
    [6 / 4.5, "predicted"],
  ]);
});

test("settings out of range go to the nearest that there is", () => {
  const { lab } = labOf();
  const settings = () => lab.store.getState().settings;
  lab.setLanes(99);
  expect(settings().lanes).toBe(4);
  lab.setLanes(Number.NaN);
  expect(settings().lanes).toBe(2);
  lab.setKnob("ms", -5);
  expect(settings().knobs).toEqual({ ms: 1 });
  lab.setKnob("nonsense", 5);
  expect(settings().knobs).toEqual({ ms: 1 });
  lab.setModel("a", "none");
  expect(settings().models).toEqual(["event-loop", "thread-pool"]);
  lab.set({ seed: -3 });
  expect(settings().seed).toBe(0);
});

test("two labs share nothing", async () => {
  const one = labOf().lab;
  const other = labOf().lab;
  one.setKnob("ms", 9);
  one.notify(["A notice."]);
  await one.run();
  expect(other.store.getState().settings.knobs).toEqual({ ms: 3 });
  expect(other.store.getState().notices).toEqual([]);
  expect(makespans(other)).toEqual([undefined, undefined]);
});

test("notices are put away one by one", () => {
  const { lab } = labOf();
  lab.notify(["First.", "Second."]);
  const [first] = lab.store.getState().notices;
  lab.dismiss(first?.id ?? -1);
  expect(lab.store.getState().notices.map(({ text }) => text)).toEqual(["Second."]);
});

/** Two turns of the event loop: the engine has been asked by then. */
const untilRunning = (): Promise<void> =>
  new Promise((done) => setTimeout(() => setTimeout(done, 0), 0));

test("that the machine was busy is said once, however many runs say so", async () => {
  const { lab } = labOf(async (request, i) => ({
    ...pictureOf(request),
    notes: [
      { kind: "noisy", text: `Other programs took ${i} % of the cores.` },
      { kind: "capped", text: "Fewer lanes than tasks." },
    ],
  }));
  lab.setRepeats(3);
  await lab.run();
  const [a] = views(lab);
  expect(a?.result?.notes.map(({ kind }) => kind).sort()).toEqual(["capped", "noisy"]);
});
