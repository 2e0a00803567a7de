import { describe, expect, test } from "vitest";
import { compute, planOf, times, wait } from "../plan/draft.ts";
import { modelById } from "../plan/models.ts";
import "../scenario/catalogue-test-kit.ts";
import { createLab } from "../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../state/lab-test-kit.ts";
import { consoleHandle, type PredictArguments } from "./console.ts";
import { predict } from "./console-predict.ts";

function handleOf() {
  const { engine, ran } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario: pair, find });
  const overlap = {
    ...consoleHandle(lab, Promise.resolve(predict)),
    predict(given: PredictArguments) {
      const answer = predict(given, lab.store.getState());
      if (answer instanceof Promise) throw new Error("not predicted at once");
      return answer;
    },
  };
  return { lab, ran, overlap };
}

test("the handle promises a prediction until the simulator is there, then gives it at once", async () => {
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario: pair, find });
  const handle = consoleHandle(lab, Promise.resolve(predict));
  const promised = handle.predict({ model: "event-loop" });
  expect(promised).toBeInstanceOf(Promise);
  expect(handle.predict({ model: "event-loop" })).toBeInstanceOf(Promise);
  const { metrics } = await promised;
  expect(handle.predict({ model: "event-loop" })).toMatchObject({ metrics });
});

const { overlap } = handleOf();

const requests = (count: number, ...steps: Parameters<typeof planOf>[0][number]["steps"]) =>
  planOf(times(count, (i) => ({ label: `r${i}`, kind: "request", steps })));
const ends = ({ trace }: ReturnType<typeof overlap.predict>) => trace.settled.map(({ at }) => at);

describe("exact figures", () => {
  test("100 requests of 1 ms, a wait of 100 ms, 1 ms on an event loop: 201 ms", () => {
    const plan = requests(100, compute("hash", 1), wait("network", 100), compute("hash", 1));
    const loop = overlap.predict({ plan, model: "event-loop" });
    expect(loop.metrics.makespan).toBe(201);
    expect(Math.min(...ends(loop))).toBe(102);
    expect(loop.metrics).toMatchObject({ inProgressPeak: 100, executingPeak: 1 });
    expect(loop.metrics.speedup).toEqual({ value: 10_200 / 201, against: "predicted" });
  });

  test("100 requests of 1 ms and a wait of 100 ms on 10 blocking threads: 1010 ms", () => {
    const plan = requests(100, compute("hash", 1), wait("network", 100));
    const pool = overlap.predict({ plan, model: "thread-pool", lanes: 10 });
    expect(pool.metrics.makespan).toBe(1010);
  });

  test("four 100 ms under one lock that is let go of every 5 ms end at 385, 390, 395, 400", () => {
    const plan = requests(4, compute("fib", 100));
    const gil = overlap.predict({ plan, model: "gil-threads", lanes: 4, cores: 4 });
    expect(ends(gil)).toEqual([385, 390, 395, 400]);
    expect(gil.metrics.executingPeak).toBe(1);
  });

  test("three lanes that share one core in slices of 10 ms take turns", () => {
    const plan = requests(3, compute("fib", 20));
    const shared = { plan, model: "thread-pool", lanes: 3, cores: 1 } as const;
    expect(ends(overlap.predict({ ...shared, quantum: 10 }))).toEqual([40, 50, 60]);
    expect(ends(overlap.predict(shared))).toEqual([60, 60, 60]);
  });

  test("disciplines: shortest first, a shorter one takes the lane, the lowest priority number first", () => {
    const steps = [9, 4, 1].map((ms) => [compute("fib", ms)]);
    const drafts = steps.map((own, i) => ({ label: `${i}`, kind: "x", steps: own }));
    const plan = planOf(
      drafts.map((draft, i) => ({ ...draft, releaseAt: i, priority: i === 1 ? 1 : 2 })),
    );
    const by = (discipline: "fifo" | "sjf" | "srtf" | "priority") =>
      ends(overlap.predict({ plan, model: "sequential", discipline }));
    expect(by("fifo")).toEqual([9, 13, 14]);
    expect(by("sjf")).toEqual([9, 14, 10]);
    expect(by("srtf")).toEqual([14, 6, 3]);
    expect(by("priority")).toEqual([9, 13, 14]);
    const more = { ...plan, tasks: plan.tasks.map((t) => ({ ...t, priority: 9 - t.id })) };
    expect(
      ends(overlap.predict({ plan: more, model: "sequential", discipline: "priority" })),
    ).toEqual([9, 14, 10]);
  });

  test("what a change of lane costs a core, and how long a lane keeps the compute lock", () => {
    const plan = requests(2, compute("fib", 20));
    const shared = { plan, model: "thread-pool", lanes: 2, cores: 1, quantum: 10 } as const;
    expect(ends(overlap.predict({ ...shared, switchCost: 1 }))).toEqual([32, 43]);
    const gil = { plan, model: "gil-threads", lanes: 2 } as const;
    expect(ends(overlap.predict({ ...gil, lockSwitchInterval: 10 }))).toEqual([30, 40]);
  });

  test("memory by the costs given, else by the model's own", () => {
    const plan = requests(2, compute("fib", 10));
    const given = { plan, model: "thread-pool", lanes: 2 } as const;
    const { memoryPerLane, memoryPerTask } = modelById("thread-pool").costs;
    const memory = (costs: object) => overlap.predict({ ...given, costs }).metrics.memoryEstimate;
    expect(memory({})).toBe(2 * memoryPerLane + 2 * memoryPerTask);
    expect(memory({ memoryPerLane: 1000 })).toBe(2000 + 2 * memoryPerTask);
    expect(memory({ memoryPerLane: 1000, memoryPerTask: 1 })).toBe(2002);
  });

  test("overheads only where they are given", () => {
    const plan = requests(2, compute("fib", 10));
    const given = { plan, model: "thread-pool", lanes: 2 } as const;
    expect(overlap.predict(given).metrics.makespan).toBe(10);
    expect(overlap.predict({ ...given, costs: { startLane: 30 } }).metrics.makespan).toBe(40);
  });

  test("a scenario of the catalogue, on as many cores as it has lanes, on any machine", () => {
    const fib = (lanes: number) =>
      overlap.predict({ scenario: "fib", model: "thread-pool", lanes, knobs: { n: 30 } });
    expect(fib(1).metrics.makespan / fib(3).metrics.makespan).toBeCloseTo(2, 9);
    expect(fib(3).trace.provenance).toEqual({ kind: "predicted", cores: 3, seed: 1 });
  });
});

test("without scenario and plan it is what the page shows; nothing runs and nothing changes", () => {
  const { lab, overlap: own, ran } = handleOf();
  lab.setKnob("ms", 7);
  lab.setModel("a", "sequential");
  const before = lab.store.getState();
  expect(own.predict({}).metrics).toMatchObject({ makespan: 14, executingPeak: 1 });
  expect(lab.store.getState()).toBe(before);
  expect(ran).toEqual([]);
});

test("await does no harm", async () => {
  expect((await overlap.predict({ model: "event-loop" })).metrics.makespan).toBe(6);
});

test("a plan by hand needs no resources and no channels", () => {
  const { tasks } = requests(1, compute("fib", 5));
  expect(overlap.predict({ plan: { tasks }, model: "sequential" }).metrics.makespan).toBe(5);
});

test("a model of one's own: an event loop whose waits hold it is one at a time", () => {
  const plan = requests(2, wait("timer", 10));
  const model = { ...modelById("event-loop"), id: "own", whileWaiting: "holds-lane" } as const;
  expect(overlap.predict({ plan, model }).metrics.makespan).toBe(20);
});

test("tasks that wait for one another for ever are said to", () => {
  const lock = (resource: string) => ({ do: "acquire", resource }) as const;
  const task = (label: string, one: string, other: string) => ({
    label,
    kind: "x",
    steps: [lock(one), compute("fib", 1), lock(other)],
  });
  const resources = ["p", "q"].map((id) => ({ id, capacity: 1, whenFull: "block" as const }));
  const plan = planOf([task("x", "p", "q"), task("y", "q", "p")], { resources });
  const { deadlock } = overlap.predict({ plan, model: "thread-pool", lanes: 2 });
  expect(deadlock).toContain("x");
});

describe("what is no argument is named", () => {
  const plan = requests(1, compute("fib", 1));
  const model = modelById("thread-pool");
  const bad: readonly (readonly [string, unknown])[] = [
    ["predict", undefined],
    ["predict", "fib"],
    ["nonsense", { nonsense: 1 }],
    ["scenario", { scenario: "no such" }],
    ["plan", { scenario: "fib", plan, model: "m-n" }],
    ["plan", { plan: "x", model: "m-n" }],
    ["tasks", { plan: {}, model: "m-n" }],
    [
      "tasks\\[0\\]\\.after",
      { plan: planOf([{ label: "x", kind: "x", steps: [], after: [0 as never] }]), model: "m-n" },
    ],
    [
      "tasks\\[0\\]\\.steps\\[0\\]\\.estimate",
      { plan: requests(1, compute("fib", -1)), model: "m-n" },
    ],
    ["knobs", { plan, model: "m-n", knobs: { n: 1 } }],
    ["knobs\\.no", { scenario: "fib", knobs: { no: 1 } }],
    ["model", { plan }],
    ["model", { model: "no such" }],
    ["model", { model: 3 }],
    ["model\\.nonsense", { model: { ...model, nonsense: 1 } }],
    ["model\\.id", { model: { ...model, id: "" } }],
    ["model\\.label", { model: { ...model, label: 7 } }],
    ["model\\.runtimes", { model: { ...model, runtimes: [1] } }],
    ["model\\.lanes", { model: { ...model, lanes: "many" } }],
    ["model\\.whileWaiting", { model: { ...model, whileWaiting: undefined } }],
    ["model\\.computeOn", { model: { ...model, computeOn: 1 } }],
    ["model\\.queue", { model: { ...model, queue: "lifo" } }],
    ["model\\.computeLock", { model: { ...model, computeLock: 1 } }],
    ["model\\.costs", { model: { ...model, costs: undefined } }],
    ["model\\.costs\\.switch", { model: { ...model, costs: { ...model.costs, switch: -1 } } }],
    ["model\\.costs\\.startLane", { model: { ...model, costs: {} } }],
    ["lanes", { lanes: 0 }],
    ["lanes", { lanes: 1.5 }],
    ["cores", { cores: 0 }],
    ["cores", { cores: 1025 }],
    ["cores", { cores: "4" }],
    ["quantum", { quantum: 0 }],
    ["quantum", { quantum: Number.NaN }],
    ["switchCost", { switchCost: -1 }],
    ["switchCost", { switchCost: Number.POSITIVE_INFINITY }],
    ["lockSwitchInterval", { lockSwitchInterval: 0 }],
    ["discipline", { discipline: "lifo" }],
    ["discipline", { discipline: 3 }],
    ["seed", { seed: -1 }],
    ["costs", { costs: 3 }],
    ["costs\\.startLane", { costs: { startLane: Number.POSITIVE_INFINITY } }],
    ["costs\\.nonsense", { costs: { nonsense: 1 } }],
  ];
  test.each(bad)("%s of %o", (field, given) => {
    const predict = () => overlap.predict(given as PredictArguments);
    expect(predict).toThrow(TypeError);
    expect(predict).toThrow(new RegExp(`^${field}.*: `));
  });

  test("in a rejection where that takes a worker to find out", async () => {
    const { lab } = handleOf();
    const given = { quantum: 1e-9, lanes: 3, cores: 1, model: "thread-pool" };
    const asked = async () => predict(given, lab.store.getState());
    await expect(asked()).rejects.toThrow(TypeError);
    await expect(asked()).rejects.toThrow(/^quantum: /);
  });
});
