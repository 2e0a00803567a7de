import { describe, expect, test } from "vitest";
import { measure } from "../metrics/measure.ts";
import { compute, planOf, wait } from "../plan/draft.ts";
import { type ModelId, modelById } from "../plan/models.ts";
import type { Step } from "../plan/plan.ts";
import { pair, twoCores } from "../state/lab-test-kit.ts";
import { predictRun } from "../state/prediction/predict-run.ts";
import { defaultSettings } from "../state/settings.ts";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import type { Trace } from "../trace/types.ts";
import { differenceOf, reasonsFor } from "./difference.ts";
import { timeFacts } from "./difference-facts.ts";

const settings = defaultSettings(pair, twoCores);

interface Case {
  /** steps of each task */
  readonly plan: readonly (readonly Step[])[];
  readonly model: ModelId;
  readonly lanes?: number;
  readonly cores?: number;
  /** what was measured, 1 ms a column */
  readonly ran: string;
  readonly noise?: string;
  readonly coldStart?: boolean;
}

function told({ plan: drafts, model, lanes = 2, cores = 2, ran, noise, coldStart = false }: Case) {
  const plan = planOf(drafts.map((steps, i) => ({ label: `t${i}`, kind: "task", steps })));
  const predicted = predictRun({ plan, model: modelById(model), lanes, cores, seed: 1 });
  const trace: Trace = fromSketch(ran);
  const result = {
    trace,
    plan,
    metrics: measure(trace),
    notes: [],
    settings: { ...settings, coldStart },
    ...(noise === undefined ? {} : { noise }),
  };
  const difference = differenceOf(result, predicted, cores);
  return {
    ...difference,
    first: difference.reasons[0],
    kinds: difference.reasons.map(({ kind }) => kind),
    all: reasonsFor(result, predicted, cores),
  };
}

const c = (ms: number) => compute("fib", ms);
const two = [[c(5)], [c(5)]];
/** Each lane has a core for two thirds of the time: 6 ms in all. */
const three = { plan: [[c(4)], [c(4)], [c(4)]], model: "thread-pool", lanes: 3, cores: 2 } as const;

test("a run as predicted agrees, and needs no reason", () => {
  const { verdict, reasons, share } = told({
    plan: two,
    model: "thread-pool",
    ran: "L0 AAAAA\nL1 BBBBB",
  });
  expect(share).toBe(0);
  expect(verdict).toContain("agree");
  expect(reasons).toEqual([]);
});

describe("the likely reason is", () => {
  test("the start of the workers", () => {
    const { first, verdict } = told({
      plan: two,
      model: "thread-pool",
      ran: "L0 ^^^AAAAA\nL1 ^^^BBBBB",
      coldStart: true,
    });
    expect(verdict).toMatch(/3\.00.ms \(60\.0.%\) longer than predicted/);
    expect(first).toMatchObject({ kind: "start-up", cost: 3 });
    expect(first?.text).toContain("Starting the workers");
  });

  test("a first task that began late on warm lanes", () => {
    const { first } = told({ plan: two, model: "thread-pool", ran: "A q00000\nB q11111" });
    expect(first).toMatchObject({ kind: "start-up", cost: 1 });
    expect(first?.text).toContain("began");
  });

  test("handing over between tasks, by lane", () => {
    const { first, kinds } = told({
      plan: [[c(2)], [c(2)], [c(2)], [c(2)]],
      model: "thread-pool",
      ran: `
        A 00
        B 11
        C qqq00
        D qqqq11`,
    });
    expect(kinds).toEqual(["hand-over"]);
    // lanes were free for 1 and for 2 ms
    expect(first?.cost).toBe(1.5);
    expect(first?.text).toMatch(/1\.50.ms on average.*1\.50.ms on each lane/);
  });

  test("other programs, where bars have holes", () => {
    const { first, kinds } = told({ plan: [[c(5)]], model: "event-loop", ran: "L0 AA**AAA" });
    expect(kinds).toEqual(["noise"]);
    expect(first).toMatchObject({ cost: 2 });
    expect(first?.text).toMatch(/2\.00.ms.*holes/);
  });

  test("fewer cores than reported, where both lanes ran and got the work of one done", () => {
    const { first, kinds } = told({
      plan: two,
      model: "thread-pool",
      ran: "L0 AAAAAAAAAA\nL1 BBBBBBBBBB",
    });
    expect(kinds).toEqual(["fewer-cores"]);
    expect(first?.cost).toBe(5);
    expect(first?.text).toMatch(/2 lanes were running.*about 1 core done.*reports 2/);
  });

  test("fewer cores than reported, where the lanes were pre-empted by turns", () => {
    const { kinds, first } = told({
      plan: two,
      model: "thread-pool",
      ran: "L0 AA**AA**AA\nL1 **BB**BBB*",
    });
    expect(kinds).toEqual(["fewer-cores"]);
    expect(first?.cost).toBeGreaterThan(3);
  });

  test("other programs rather than missing cores, where the run was noted as noisy", () => {
    const { kinds, first } = told({
      plan: two,
      model: "thread-pool",
      ran: "L0 AAAAAAAAAA\nL1 BBBBBBBBBB",
      noise: "Something else was running.",
    });
    expect(kinds).toEqual(["noise"]);
    expect(first?.text).toContain("other programs were using");
  });

  test("computations slower than calibrated, alone on their lane", () => {
    const { kinds, first } = told({ plan: two, model: "sequential", ran: "L0 AAAAAABBBBBB" });
    expect(kinds).toEqual(["slower"]);
    expect(first).toMatchObject({ cost: 2 });
    expect(first?.text).toContain("1.20×");
  });

  test("or faster, where the run took less than predicted", () => {
    const { kinds, verdict } = told({ plan: two, model: "sequential", ran: "L0 AAAABBBB" });
    expect(kinds).toEqual(["faster"]);
    expect(verdict).toContain("less than predicted");
  });

  test("timers that ended late", () => {
    const { kinds, first } = told({
      plan: [
        [c(1), wait("network", 4), c(1)],
        [c(1), wait("network", 4), c(1)],
      ],
      model: "event-loop",
      ran: `
        A 0~~~~~~0
        B -0~~~~~~0`,
    });
    expect(kinds).toEqual(["late-timers"]);
    expect(first?.text).toMatch(/2\.00.ms longer than asked/);
    expect(first?.text).not.toContain("never end early");
    // both waits were late at the same time: it cost the run one of them, not both
    expect(first?.cost).toBeGreaterThan(1);
    expect(first?.cost).toBeLessThan(3);
  });

  test("more lanes than cores, where turns were uneven and nothing else explains it", () => {
    const { kinds, first } = told({
      ...three,
      ran: "L0 AAAA...\nL1 .BBBB..\nL2 C***CCC",
    });
    expect(kinds).toEqual(["more-lanes"]);
    expect(first).toMatchObject({ cost: 1 });
    expect(first?.text).toContain("3 lanes on 2 cores");
  });
});

describe("with more lanes than cores, taking turns explains no more than what is left", () => {
  test("by computations that were slower", () => {
    const { kinds, reasons } = told({
      ...three,
      plan: [[c(20)], [c(20)], [c(20)]],
      ran: `L0 ${"A".repeat(22)}
            L1 ${".".repeat(5)}${"B".repeat(22)}
            L2 ${"C".repeat(5)}${"*".repeat(17)}${"C".repeat(17)}`,
    });
    expect(kinds).toEqual(["more-lanes", "slower"]);
    const [turns, slower] = reasons;
    expect(slower?.text).toContain("1.10×");
    expect((slower?.cost ?? 0) + (turns?.cost ?? 0)).toBeCloseTo(9, 9);
  });

  test("by other programs, where fewer lanes executed than there are cores", () => {
    const { kinds, reasons } = told({
      ...three,
      ran: "L0 AAAA...\nL1 .B**BBB\nL2 C***CCC",
      noise: "Something else was running.",
    });
    expect(kinds).toEqual(["noise"]);
    expect(reasons[0]?.cost).toBeCloseTo(1, 9);
  });

  test("by cores that are not there, where turns leave no holes", () => {
    const { kinds, reasons } = told({
      ...three,
      ran: "L0 AAAAAAAAAAAA\nL1 BBBBBBBBBBBB\nL2 CCCCCCCCCCCC",
    });
    expect(kinds).toEqual(["fewer-cores"]);
    expect(reasons[0]).toMatchObject({ cost: 6 });
    expect(reasons[0]?.text).toMatch(/2 or more lanes were running.*about 1 core done/);
  });

  test("nor does it make a run faster than predicted", () => {
    const { kinds, verdict } = told({ ...three, ran: "L0 AAA..\nL1 BB**B\nL2 **CCC" });
    expect(verdict).toContain("less than predicted");
    expect(kinds).toEqual(["faster"]);
  });
});

test("what happened but cost next to nothing is not told", () => {
  const { kinds, all } = told({
    plan: [[c(50)], [c(50)]],
    model: "sequential",
    ran: `L0 ${"A".repeat(80)}_${"B".repeat(50)}`,
  });
  expect(all.map(({ kind }) => kind)).toEqual(["slower"]);
  expect(kinds).toEqual(["slower"]);
});

test("a run in which tasks failed did other work than planned: its computing explains nothing", () => {
  const { all } = told({ plan: two, model: "sequential", ran: "A 00000000|\nB qqqqqqqq0!" });
  expect(all.map(({ kind }) => kind)).toEqual([]);
});

test("an empty plan differs in nothing", () => {
  const { share, reasons } = told({ plan: [], model: "sequential", ran: "L0 ." });
  expect(share).toBe(0);
  expect(reasons).toEqual([]);
});

test("time while the machine was full is told from the rest", () => {
  const { saturated, runningPeak } = timeFacts(fromSketch("L0 AAAA..\nL1 ..BB**"), 2);
  // full from 2 to 4 only: from 4 on, only one lane ran
  expect(saturated).toEqual({ executing: 4, time: 2 });
  expect(runningPeak).toBe(2);
});
