import { describe, expect, test } from "vitest";
import { compute, wait, yieldLane } from "../plan/draft.ts";
import { type ExecutionModel, modelById } from "../plan/models.ts";
import type { Resource, Step } from "../plan/plan.ts";
import { taskId } from "../trace/types.ts";
import {
  byTask,
  byThread,
  cpu,
  ends,
  lettered,
  outcomes,
  pipeline,
  requests,
  run,
} from "./model-test-kit.ts";

const net = (ms: number, timeout?: number): Step => ({
  ...wait("network", ms),
  ...(timeout === undefined ? {} : { timeout }),
});
const lock = (resource: string): Step => ({ do: "acquire", resource });
const unlock = (resource: string): Step => ({ do: "release", resource });
const put: Step = { do: "put", channel: "pipe" };
const take: Step = { do: "take", channel: "pipe" };
const mutex = (id: string): Resource => ({ id, capacity: 1, whenFull: "block" });

describe("figures", () => {
  test("100 requests of (1 CPU, 100 wait, 1 CPU) on an event loop: 201 ms, the first answer at 102", () => {
    const trace = run(requests(100, cpu(1), net(100), cpu(1)), "event-loop");
    expect(trace.duration).toBe(201);
    expect(Math.min(...ends(trace))).toBe(102);
  });

  test("10 blocking threads, 100 x (1 CPU + 100 wait): 1010 ms", () => {
    const plan = requests(100, cpu(1), net(100));
    expect(run(plan, "thread-pool", { lanes: 10, cores: 10 }).duration).toBe(1010);
  });

  test("four 100 ms tasks under a lock with a 5 ms switch interval end at 385, 390, 395, 400", () => {
    expect(ends(run(requests(4, cpu(100)), "gil-threads"))).toEqual([385, 390, 395, 400]);
  });

  test("a pipeline: 10 000 calls, 50 in flight, then 2 ms CPU on 8 cores: the last call ends at exactly 20 s", () => {
    for (const cores of [8, 9]) {
      const trace = run(pipeline(10_000), "loop-and-pool", { lanes: 8, cores });
      const calls = trace.spans.filter((s) => s.state.is === "waiting");
      expect(calls.length).toBe(10_000);
      expect(Math.max(...calls.map((s) => s.end))).toBe(20_000);
      expect(trace.settled.every((s) => s.outcome === "done")).toBe(true);
    }
  });

  test("a pipeline whose seventh call never answers: tried twice, and whoever is left without an item is cancelled after 5 min", () => {
    const items = 1000;
    const plan = pipeline(items, (i) => (i === 6 ? 1e6 : 100));
    const trace = run(plan, "loop-and-pool", { lanes: 8 });
    const waits = trace.spans.filter((s) => s.task === 6 && s.state.is === "waiting");
    expect(waits.map((s) => s.end - s.start)).toEqual([200, 200]);
    expect(trace.settled[6]?.outcome).toBe("timed-out");
    const byOutcome = (outcome: string) => outcomes(trace).filter((o) => o === outcome).length;
    expect([byOutcome("done"), byOutcome("cancelled")]).toEqual([2 * items - 2, 1]);
    expect(trace.duration).toBe(300_000);
  });
});

describe("lanes", () => {
  const two = lettered(["A", "B"].map(() => ({ steps: [cpu(2), yieldLane, cpu(2)] })));

  test("a yield goes to the back of the loop's queue: A1 B1 A2 B2; a thread that holds its lane goes on", () => {
    expect(byThread(run(two, "event-loop"))).toEqual(["L0 AABBAABB"]);
    expect(byThread(run(two, "sequential"))).toEqual(["L0 AAAABBBB"]);
    expect(byThread(run(two, "thread-pool", { lanes: 2 }))).toEqual(["L0 AAAA", "L1 BBBB"]);
  });

  test("the four cases: who holds its lane while waiting, and how many lanes there are", () => {
    const plan = requests(8, net(100), cpu(50));
    const durations = (["sequential", "event-loop", "thread-pool", "m-n"] as const).map(
      (model) => run(plan, model).duration,
    );
    expect(durations).toEqual([1200, 500, 300, 200]);
  });

  test("a wait that ends while the loop is busy leaves the task ready, not waiting", () => {
    const plan = lettered([{ steps: [cpu(1), net(2), cpu(1)] }, { steps: [cpu(4)] }]);
    expect(byTask(run(plan, "event-loop"))).toEqual(["A 0~~--0|", "B q0000|"]);
    expect(byTask(run(plan, "sequential"))).toEqual(["A 0==0|", "B qqqq0000|"]);
  });

  test("a loop with a pool computes on the pool and waits under the loop", () => {
    const plan = lettered([0, 1, 2].map(() => ({ steps: [cpu(2), net(2), cpu(1)] })));
    const trace = run(plan, "loop-and-pool", { lanes: 2 });
    expect(trace.lanes.map((l) => l.kind)).toEqual(["event-loop", "thread", "thread"]);
    expect(byTask(trace)).toEqual(["A 11~~1|", "B 22~~2|", "C --11~~1|"]);
  });

  test("a loop per core keeps each task on lane id mod lanes, even where another is idle", () => {
    const plan = lettered([{ steps: [cpu(4)] }, { steps: [cpu(1)] }, { steps: [cpu(1)] }]);
    expect(byThread(run(plan, "loop-per-core", { lanes: 2 }))).toEqual(["L0 AAAAC", "L1 B...."]);
    expect(byThread(run(plan, "m-n", { lanes: 2 }))).toEqual(["L0 AAAA", "L1 BC.."]);
  });

  test("a thread per task: lane i runs task i", () => {
    const plan = lettered([{ steps: [cpu(1)] }, { steps: [net(2)] }, { steps: [cpu(2)] }]);
    expect(byThread(run(plan, "thread-per-task"))).toEqual(["L0 A.", "L1 ~~", "L2 CC"]);
  });

  test("a blocking loop that hands computing to a pool still has one task at a time", () => {
    const model: ExecutionModel = { ...modelById("loop-and-pool"), whileWaiting: "holds-lane" };
    expect(run(requests(4, cpu(5), net(5)), model, { lanes: 2 }).duration).toBe(40);
  });

  test("every combination of the record runs everything to its end", () => {
    const plan = {
      ...requests(9, cpu(1), net(3), lock("m"), cpu(1), unlock("m")),
      resources: [mutex("m")],
    };
    for (const lanes of ["one", "pool", "per-task"] as const)
      for (const whileWaiting of ["holds-lane", "frees-lane"] as const)
        for (const computeOn of ["own-lane", "worker-pool"] as const)
          for (const queue of ["shared", "per-lane", "stealing"] as const)
            for (const computeLock of [false, true]) {
              const shape = { lanes, whileWaiting, computeOn, queue, computeLock };
              const model = { ...modelById("m-n"), ...shape };
              for (const options of [
                { lanes: 3 },
                { lanes: 3, cores: 2 },
                { lanes: 3, cores: 2, quantum: 0.3 },
              ]) {
                const trace = run(plan, model, options);
                expect(new Set(outcomes(trace)), JSON.stringify(shape)).toEqual(new Set(["done"]));
              }
            }
  });
});

describe("dependencies, locks and channels", () => {
  test("a task comes after others and not before its release", () => {
    const plan = lettered([
      { steps: [cpu(2)] },
      { steps: [cpu(1)], after: [taskId(0)] },
      { steps: [cpu(1)], after: [taskId(0), taskId(1)], releaseAt: 5 },
    ]);
    expect(byTask(run(plan, "thread-pool"))).toEqual(["A 00|", "B ..0|", "C .....0|"]);
  });

  test("a mutex lets one in at a time, first come, first served", () => {
    const steps = [lock("m"), cpu(2), unlock("m"), cpu(1)];
    const plan = lettered([{ steps }, { steps }, { steps }], { resources: [mutex("m")] });
    expect(byTask(run(plan, "thread-pool"))).toEqual(["A 000|", "B XX111|", "C XXXX222|"]);
    const calls = [lock("m"), net(2), unlock("m")];
    const waits = lettered([{ steps: calls }, { steps: calls }], { resources: [mutex("m")] });
    expect(byTask(run(waits, "event-loop"))).toEqual(["A ~~|", "B xx~~|"]);
  });

  test("a full semaphore that rejects fails the attempt", () => {
    const steps = [lock("api"), net(2), unlock("api")];
    const resources = [{ ...mutex("api"), whenFull: "reject" as const }];
    const trace = run(lettered([{ steps }, { steps }], { resources }), "event-loop");
    expect(outcomes(trace)).toEqual(["done", "failed"]);
    expect(trace.settled[1]?.error).toBe("Rejected: api is full.");
  });

  test("a bounded channel slows its producer to the consumer's pace", () => {
    const produce = { steps: [put, put, put] };
    const consume = { steps: [net(2), take, net(2), take, net(2), take] };
    const channels = [{ id: "pipe", capacity: 1 }];
    const plan = lettered([produce, consume], { channels });
    expect(byTask(run(plan, "thread-pool", { lanes: 2 }))).toEqual(["A XXXX|", "B ======|"]);
    const free = { ...plan, channels: [{ id: "pipe", capacity: "unbounded" as const }] };
    expect(ends(run(free, "thread-pool", { lanes: 2 }))).toEqual([0, 6]);
  });

  test("a taker waits for an item", () => {
    const plan = lettered([{ steps: [take, cpu(1)] }, { steps: [cpu(3), put] }], {
      channels: [{ id: "pipe", capacity: 1 }],
    });
    expect(byTask(run(plan, "m-n"))).toEqual(["A xxx0|", "B 111|"]);
  });
});

describe("failing", () => {
  test("a wait over its timeout fails there; a retry starts again at the first step", () => {
    const plan = lettered([{ steps: [cpu(1), net(9, 2)], retries: 1 }]);
    const trace = run(plan, "event-loop");
    expect(byTask(trace)).toEqual(["A 0~~0~~@"]);
    expect(trace.settled[0]).toEqual({
      at: 6,
      outcome: "timed-out",
      error: "No answer within 2 ms.",
    });
    expect(outcomes(run(lettered([{ steps: [net(2, 2)] }]), "event-loop"))).toEqual(["done"]);
  });

  test("the next attempt waits for a core like any other work, and does not run meanwhile", () => {
    const plan = lettered([{ steps: [cpu(1), net(5, 2.5)], retries: 1 }, { steps: [cpu(20)] }]);
    const trace = run(plan, "thread-pool", { lanes: 2, cores: 1, quantum: 4 });
    expect(byTask(trace, 0.5)[0]).toBe("A 00=====---00=====@");
  });

  test("a deadline counts from release and ends a task wherever it stands, and its lock goes on", () => {
    const plan = lettered(
      [
        { steps: [lock("m"), cpu(9), unlock("m")], releaseAt: 1, deadline: 3 },
        { steps: [lock("m"), cpu(1), unlock("m")], releaseAt: 2 },
        { steps: [cpu(4)], releaseAt: 0, deadline: 4 },
      ],
      { resources: [mutex("m")] },
    );
    expect(byTask(run(plan, "thread-pool"))).toEqual(["A .111@", "B ..XX2|", "C 0000|"]);
  });

  test("a task after a failed one still runs", () => {
    const plan = lettered([{ steps: [net(9, 1)] }, { steps: [cpu(1)], after: [taskId(0)] }]);
    expect(byTask(run(plan, "event-loop"))).toEqual(["A ~@", "B .0|"]);
  });

  test("cancelAfter cancels what is not settled, released or not", () => {
    const plan = lettered(
      [{ steps: [cpu(3)] }, { steps: [cpu(9)] }, { steps: [cpu(1)], releaseAt: 8 }],
      {
        cancelAfter: 3,
      },
    );
    const trace = run(plan, "thread-pool");
    expect(outcomes(trace)).toEqual(["done", "cancelled", "cancelled"]);
    expect(trace.duration).toBe(3);
  });
});

describe("overheads", () => {
  test("starting lanes is work on the cores: 4 processes of 30 ms on 2 cores start in 60", () => {
    const plan = requests(4, cpu(100));
    const costs = { startLane: 30 };
    expect(run(plan, "processes", { costs }).duration).toBe(130);
    const shared = run(plan, "processes", { costs, cores: 2 });
    expect(shared.laneSpans.map((s) => [s.state, s.start, s.end])).toEqual(
      [0, 1, 2, 3].map(() => ["starting", 0, 60]),
    );
    expect(shared.duration).toBe(260);
  });

  test("a thread per task starts when its task comes", () => {
    const plan = lettered([{ steps: [cpu(2)] }, { steps: [cpu(2)], releaseAt: 3 }]);
    const trace = run(plan, "thread-per-task", { costs: { startLane: 1 } });
    expect(byThread(trace)).toEqual(["L0 ^AA...", "L1 ...^BB"]);
  });

  test("a lane pays for each change of task, not for going on with the same one", () => {
    const steps = [cpu(2), yieldLane, cpu(2)];
    const costs = { switch: 1 };
    expect(run(lettered([{ steps }]), "event-loop", { costs }).duration).toBe(5);
    expect(byThread(run(lettered([{ steps }, { steps }]), "event-loop", { costs }))).toEqual([
      "L0 .AA.BB.AA.BB",
    ]);
  });

  test("a payload is copied once to a process, and on every hand-over to a pool", () => {
    const payload = 2 * 1024 * 1024;
    const plan = lettered([{ steps: [cpu(1), net(1), cpu(1)], payload }]);
    const costs = { copyPerMiB: 3 };
    expect(run(plan, "processes", { costs }).duration).toBe(9);
    expect(run(plan, "loop-and-pool", { costs }).duration).toBe(15);
    expect(run(plan, "thread-pool").duration).toBe(3);
  });
});

test("a lane that takes up another task while its core switches to it computes once the switch is over", () => {
  const plan = lettered([
    { steps: [cpu(1), net(9)] },
    { steps: [cpu(9)], deadline: 2 },
    { steps: [cpu(5)] },
  ]);
  const trace = run(plan, "thread-pool", { lanes: 2, cores: 1, quantum: 20, switchCost: 3 });
  expect(byTask(trace)).toEqual(["A 0=========|", "B qq@", "C qqqq11111|"]);
});

test("under the compute lock waits overlap, and a thread back from a wait gets the lock within 5 ms", () => {
  const plan = lettered([{ steps: [cpu(20)] }, { steps: [net(3), cpu(1)] }]);
  const trace = run(plan, "gil-threads");
  expect(byTask(trace)).toEqual(["A 00000000X000000000000|", "B ===XXXXX1|"]);
  const blocked = trace.spans.find((s) => s.state.is === "blocked");
  expect(blocked?.state).toMatchObject({ on: "compute lock", holds: 1 });
});

test("sizes do not matter to the prediction, estimates do", () => {
  const sized = lettered([{ steps: [compute("fib", 7, 20)] }]);
  expect(run(sized, "event-loop").duration).toBe(7);
});
