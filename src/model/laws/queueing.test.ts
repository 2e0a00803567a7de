import { expect, test } from "vitest";
import { planOf, times } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import type { Plan, Step } from "../../plan/plan.ts";
import { type Random, randomFrom } from "../../plan/random.ts";
import { type Ms, taskId } from "../../trace/types.ts";
import { COMPUTE, compile, type Program } from "../machine/compile.ts";
import { FAILED } from "../machine/machine-state.ts";
import { type Simulation, simulate, simulateProgram } from "../machine/simulate.ts";
import { cpu, run } from "../model-test-kit.ts";
import { erlangB, erlangC, little, md1Wait, mmcWait } from "./laws.ts";

const exponential = (random: Random, mean: Ms): Ms => -mean * Math.log(1 - random());

/** Customers with exponential gaps between arrivals; service is 1 ms on average. */
function customers(
  count: number,
  arrivalRate: number,
  seed: number,
  steps: (random: Random) => Step[],
): Plan {
  const random = randomFrom(seed);
  let now = 0;
  return {
    resources: [],
    channels: [],
    tasks: times(count, (i) => {
      now += exponential(random, 1 / arrivalRate);
      return {
        id: taskId(i),
        label: "c",
        kind: "c",
        releaseAt: now,
        after: [],
        steps: steps(random),
      };
    }),
  };
}

function waits({ releasedAt, startedAt }: Simulation): { mean: Ms; share: number } {
  let sum = 0;
  let waited = 0;
  for (const [i, at] of startedAt.entries()) {
    const wait = at - (releasedAt[i] ?? 0);
    sum += wait;
    if (wait > 0) waited += 1;
  }
  return { mean: sum / startedAt.length, share: waited / startedAt.length };
}

/**
 * The same for one computation per customer, as columns: a million objects would take most of the test's time.
 * Service times are drawn by `service`.
 */
function columns(
  count: number,
  arrivalRate: number,
  seed: number,
  service: (random: Random) => Ms,
): Program {
  const random = randomFrom(seed);
  const releaseAt = new Float64Array(count);
  const amount = new Float64Array(count);
  let now = 0;
  for (let i = 0; i < count; i += 1) {
    now += exponential(random, 1 / arrivalRate);
    releaseAt[i] = now;
    amount[i] = service(random);
  }
  return {
    ...compile({ tasks: [], resources: [], channels: [] }),
    tasks: count,
    first: Int32Array.from({ length: count + 1 }, (_, i) => i),
    op: new Uint8Array(count).fill(COMPUTE),
    amount,
    limit: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    target: new Int32Array(count),
    releaseAt,
    deadline: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    retries: new Int32Array(count),
    priority: new Float64Array(count),
    payloadMiB: new Float64Array(count),
    dependencies: new Int32Array(count),
    firstDependent: new Int32Array(count + 1),
  };
}

const queueOfColumns = (program: Program, servers: number): Simulation =>
  simulateProgram(
    program,
    modelById("thread-pool"),
    { lanes: servers, cores: servers, record: false },
    { cancelAfter: Number.POSITIVE_INFINITY, label: String },
  );

const off = (value: number, truth: number): number => Math.abs(value / truth - 1);

// Kleinrock, Queueing Systems vol. 1, 1975, sections 3.2 and 3.5. At utilisation 0.8 and 10^6 customers the standard
// error of the mean wait is about 1.4 %, so 2.5 % is a real test and seeds need no choosing.
test.each([
  { servers: 1, load: 0.5, count: 200_000 },
  { servers: 2, load: 0.8, count: 1_000_000 },
  { servers: 8, load: 0.7, count: 300_000 },
])(
  "M/M/$servers at utilisation $load: $count customers wait as Erlang C says",
  ({ servers, load, count }) => {
    const arrivalRate = servers * load;
    const program = columns(count, arrivalRate, 1, (random) => exponential(random, 1));
    const { mean, share } = waits(queueOfColumns(program, servers));
    expect(off(mean, mmcWait({ servers, arrivalRate, serviceRate: 1 }))).toBeLessThan(0.025);
    expect(off(share, erlangC(servers, arrivalRate))).toBeLessThan(0.025);
  },
  30_000, // about 2 s, but machines are busy
);

test("M/D/1 waits half of M/M/1: Pollaczek and Khinchine (Kleinrock 1975, chapter 5)", () => {
  const program = columns(300_000, 0.7, 2, () => 1);
  expect(off(waits(queueOfColumns(program, 1)).mean, md1Wait(0.7, 1))).toBeLessThan(0.025);
});

test("Erlang B: 5 lines, 4 Erlang offered, 19.9 % of calls are turned away (Kleinrock 1975, section 3.7)", () => {
  const calls = customers(60_000, 4, 3, (random) => [
    { do: "acquire", resource: "lines" },
    { do: "wait", on: "network", for: exponential(random, 1) },
    { do: "release", resource: "lines" },
  ]);
  const plan: Plan = { ...calls, resources: [{ id: "lines", capacity: 5, whenFull: "reject" }] };
  const { outcome } = simulate(plan, modelById("event-loop"), {
    lanes: 1,
    cores: 1,
    record: false,
  });
  const lost = outcome.reduce((n, o) => n + (o === FAILED ? 1 : 0), 0) / outcome.length;
  expect(erlangB(5, 4)).toBeCloseTo(0.199, 3);
  expect(off(lost, erlangB(5, 4))).toBeLessThan(0.025);
});

test("processor sharing: M/M/1-PS answers after 1 / (mu - lambda), whatever the order (Kleinrock vol. 2, 4.4)", () => {
  const random = randomFrom(4);
  let now = 0;
  const plan = planOf(
    times(4000, () => {
      now += exponential(random, 1 / 0.5);
      return { label: "c", kind: "c", releaseAt: now, steps: [cpu(exponential(random, 1))] };
    }),
  );
  const { releasedAt, settledAt } = simulate(plan, modelById("thread-per-task"), {
    lanes: 1,
    cores: 1,
    record: false,
  });
  const sojourn =
    settledAt.reduce((s, at, i) => s + at - (releasedAt[i] ?? 0), 0) / settledAt.length;
  expect(off(sojourn, 2)).toBeLessThan(0.15); // 4 000 customers: standard error about 5 %
});

test("Little's law holds in every run: mean number present = arrival rate x mean time present (Little 1961)", () => {
  const random = randomFrom(5);
  const plan = planOf(
    times(500, (i) => ({
      label: "r",
      kind: "r",
      releaseAt: 3 * i,
      steps: [
        cpu(exponential(random, 2)),
        { do: "wait", on: "disk", for: exponential(random, 30) },
        cpu(0.5),
      ],
    })),
  );
  const trace = run(plan, "event-loop");
  // present: released and not settled, added up over the spans, which say so independently of the settlements
  const present = trace.spans.reduce((sum, s) => sum + s.end - s.start, 0) / trace.duration;
  const sojourns = trace.settled.map((s, i) => s.at - (plan.tasks[i]?.releaseAt ?? 0));
  const meanTime = sojourns.reduce((a, b) => a + b, 0) / sojourns.length;
  expect(present).toBeCloseTo(little(500 / trace.duration, meanTime), 9);
});
