import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPlan } from "../plan/check-plan.ts";
import { isModelId } from "../plan/models.ts";
import { type Plan, type PlannedTask, plannedCompute } from "../plan/plan.ts";
import { SCENARIOS, scenarioById } from "./catalogue-test-kit.ts";
import { resolveKnobs } from "./knobs.ts";
import { knobRange, otherValue } from "./knobs-test-kit.ts";
import { defaultKnobs, type PlanScenario } from "./scenario.ts";
import { resolveVariants } from "./variants.ts";

function scenario(id: string): PlanScenario {
  const found = scenarioById(id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
}

const planFor = (id: string, knobs: Record<string, number> = {}, seed = 1): Plan =>
  scenario(id).plan({ ...defaultKnobs(scenario(id)), ...knobs }, seed);

const computing = ({ tasks }: Plan): number => tasks.reduce((sum, t) => sum + plannedCompute(t), 0);
const waits = ({ steps }: PlannedTask): number[] =>
  steps.flatMap((s) => (s.do === "wait" ? [s.for] : []));
const waiting = ({ tasks }: Plan): number => tasks.flatMap(waits).reduce((a, b) => a + b, 0);
/** With a core for each task, each takes this long. */
const own = (task: PlannedTask): number =>
  plannedCompute(task) + waits(task).reduce((a, b) => a + b, 0);
const kinds = (task: PlannedTask | undefined): string =>
  task?.steps.map((s) => s.do).join(" ") ?? "";

/** The first eight, in the order in which they are taught: others come between and after them. */
const FIRST = [
  "two-tasks",
  "four-cases",
  "one-slow-query",
  "hundred-requests",
  "fan-out",
  "fib",
  "matrix",
  "blocked-loop",
];

describe("the catalogue", () => {
  test("is in the order in which it is taught", () => {
    expect(SCENARIOS.map((s) => s.id).filter((id) => FIRST.includes(id))).toEqual(FIRST);
  });

  test("an unknown id, or a name every object has, is no scenario", () => {
    expect(scenarioById("nope")).toBeUndefined();
    expect(scenarioById("constructor")).toBeUndefined();
  });

  test("following `next` from the first comes through all and back", () => {
    const visited: string[] = [];
    for (let s = SCENARIOS[0]; !visited.includes(s.id); s = scenario(s.next)) visited.push(s.id);
    expect(visited.filter((id) => FIRST.includes(id))).toEqual(FIRST);
    expect(scenario(scenario(visited.at(-1) ?? "").next).id).toBe(FIRST[0]);
  });
});

describe.each(SCENARIOS.map((s) => [s.id, s] as const))("%s", (_, s) => {
  const words = [
    s.title,
    s.idea,
    s.question.ask,
    s.question.because,
    ...s.question.choices,
    ...s.why,
    ...s.knobs.map((k) => k.label),
  ];

  test("has models that exist, and knobs whose default is inside their bounds and on their step", () => {
    for (const id of s.models) expect(isModelId(id)).toBe(true);
    expect(resolveKnobs(s, defaultKnobs(s))).toEqual({ knobs: defaultKnobs(s), warnings: [] });
    expect(new Set(s.knobs.map((k) => k.id)).size).toBe(s.knobs.length);
  });

  test("has choices of at least two values that no link takes for a number", () => {
    for (const knob of s.knobs) {
      if (knob.is !== "choice") continue;
      expect(knob.options.length).toBeGreaterThan(1);
      for (const { value } of knob.options) expect(value).toMatch(/^[a-z][a-z0-9-]*$/);
    }
  });

  test("has a variant for each side, and plans of each, where it has variants", () => {
    if (s.variants === undefined) return;
    const ids = s.variants.all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(resolveVariants(s)).toEqual(s.variants.sides);
    for (const id of ids) {
      expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(() => checkPlan(s.plan(defaultKnobs(s), 1, id))).not.toThrow();
    }
  });

  test("has no knob with the name of another parameter of an address", () => {
    const taken =
      "scenario a b c d variant-a variant-b variant-c variant-d s lanes seed view runs cold whatif zoom mode run controls panels code theme motion lock id origin";
    for (const { id } of s.knobs) expect(taken.split(" ")).not.toContain(id);
  });

  test("asks a question with three or four choices, all different, one of them right", () => {
    const { choices, right, ask, because } = s.question;
    expect([3, 4]).toContain(new Set(choices).size);
    expect(new Set(choices).size).toBe(choices.length);
    expect(choices[right]).toBeDefined();
    expect(ask.endsWith("?")).toBe(true);
    expect(because.endsWith(".")).toBe(true);
  });

  test("explains in two or three paragraphs, with its terms marked", () => {
    expect([2, 3]).toContain(s.why.length);
    for (const paragraph of s.why) {
      expect(paragraph).toMatch(/[.?)]$/);
      expect(paragraph.split("**").length % 2).toBe(1);
    }
    expect(s.why.join(" ")).toMatch(/\*\*[A-Za-z-][\w -]*\*\*/);
    expect(s.idea).toMatch(/[.?]$/);
  });

  test("has clean text", () => {
    for (const text of words) {
      expect(text).not.toMatch(/ {2}|^\s|\s$|\n/);
      expect(text.replace(/\*\*/g, "")).not.toMatch(/[*_`<>]/);
    }
  });

  test("plans the same work for the same seed, in plans that can be run, wherever its knobs stand", () => {
    const knobs = fc.record(
      Object.fromEntries(s.knobs.map((k) => [k.id, fc.constantFrom(...knobRange(k))])),
    );
    fc.assert(
      fc.property(knobs, fc.integer(), (values, seed) => {
        const plan = s.plan(values, seed);
        expect(() => checkPlan(plan)).not.toThrow();
        expect(s.plan(values, seed)).toEqual(plan);
        // One at a time at most three minutes, wherever the knobs stand: nobody waits for longer by mistake.
        expect(computing(plan) + waiting(plan)).toBeLessThan(180_000);
      }),
      { numRuns: 30 },
    );
  });

  test("needs at most 3 s one at a time by default, and something to do", () => {
    const plan = s.plan(defaultKnobs(s), 1);
    expect(computing(plan) + waiting(plan)).toBeLessThan(3000);
    expect(computing(plan) + waiting(plan)).toBeGreaterThan(100);
  });

  test("every knob changes the plan", () => {
    const plan = s.plan(defaultKnobs(s), 1);
    for (const k of s.knobs) {
      const turned = { ...defaultKnobs(s), [k.id]: otherValue(k) };
      expect(s.plan(turned, 1), k.id).not.toEqual(plan);
    }
  });
});

describe("the work of", () => {
  test("two-tasks: A and B, two pieces of 100 ms with a yield between", () => {
    const { tasks } = planFor("two-tasks");
    expect(tasks.map((t) => t.label)).toEqual(["A", "B"]);
    expect(tasks.map(kinds)).toEqual(["compute wait compute", "compute wait compute"]);
    expect(tasks.map(own)).toEqual([200, 200]);
    expect(tasks.flatMap(waits)).toEqual([0, 0]);
    expect(kinds(planFor("two-tasks", { pieces: 1 }).tasks[0])).toBe("compute");
  });

  test("four-cases: 8 tasks of 100 ms wait and 50 ms compute; either may be turned off", () => {
    const plan = planFor("four-cases");
    expect(plan.tasks.map(kinds)).toEqual(new Array(8).fill("wait compute"));
    expect([waiting(plan), computing(plan)]).toEqual([800, 400]);
    expect(kinds(planFor("four-cases", { wait: 0 }).tasks[0])).toBe("compute");
    expect(kinds(planFor("four-cases", { compute: 0 }).tasks[0])).toBe("wait");
  });

  test("one-slow-query: 10 requests every 20 ms, the second query takes 800 ms", () => {
    const { tasks } = planFor("one-slow-query");
    expect(tasks.map((t) => t.releaseAt)).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
    expect(tasks.map(own)).toEqual([52, 802, 52, 52, 52, 52, 52, 52, 52, 52]);
    expect(planFor("one-slow-query", { arrivals: 5 }).tasks[9]?.releaseAt).toBe(45);
  });

  test("hundred-requests: 100 at once, 0.5 ms CPU on both sides of a 20 ms query", () => {
    const plan = planFor("hundred-requests");
    expect(plan.tasks).toHaveLength(100);
    expect(plan.tasks.every((t) => t.releaseAt === 0)).toBe(true);
    expect(kinds(plan.tasks[99])).toBe("compute wait compute");
    expect([computing(plan), waiting(plan)]).toEqual([100, 2000]);
    expect(plan.tasks[0]?.label).toBe("Request 1");
  });

  test("hundred-requests: queries vary inside the spread, by the seed, and never below zero", () => {
    const of = (seed: number) =>
      planFor("hundred-requests", { spread: 5 }, seed).tasks.flatMap(waits);
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
    expect(Math.min(...of(7))).toBeGreaterThanOrEqual(15);
    expect(Math.max(...of(7))).toBeLessThan(25);
    expect(new Set(of(7)).size).toBeGreaterThan(90);
    const wide = planFor("hundred-requests", { query: 3, spread: 50 }).tasks.flatMap(waits);
    expect(Math.min(...wide)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...wide)).toBeLessThan(6);
  });

  test("fan-out: three calls at once, and a join after all three", () => {
    const { tasks } = planFor("fan-out");
    expect(tasks.map(own)).toEqual([80, 120, 200, 0]);
    expect(tasks.map((t) => [...t.after])).toEqual([[], [], [], [0, 1, 2]]);
  });

  test("fib: three neighbours, and the largest is half of the work to the last bit", () => {
    const { tasks } = planFor("fib", { n: 30 });
    expect(tasks.map((t) => t.label)).toEqual(["fib(30)", "fib(31)", "fib(32)"]);
    expect(tasks.map((t) => t.steps[0]).map((s) => s?.do === "compute" && s.size)).toEqual([
      30, 31, 32,
    ]);
    const [a = 0, b = 0, c = 0] = tasks.map(plannedCompute);
    expect((a + b + c) / c).toBe(2);
    expect(b / a).toBeCloseTo(1.618, 3);
  });

  test("matrix: blocks differ by at most one row and lose none", () => {
    for (const blocks of [1, 7, 16, 64]) {
      const { tasks } = planFor("matrix", { n: 1024, blocks });
      const rows = tasks.map((t) => (t.steps[0]?.do === "compute" ? Number(t.steps[0].size) : 0));
      expect(rows.reduce((a, b) => a + b, 0)).toBe(1024);
      expect(Math.max(...rows) - Math.min(...rows)).toBeLessThanOrEqual(1);
      expect(rows).toHaveLength(blocks);
      expect(tasks.at(-1)?.label).toMatch(/ to 1024$/);
    }
  });

  test("blocked-loop: 20 requests every 10 ms, the third computes 300 ms", () => {
    const { tasks } = planFor("blocked-loop");
    expect(tasks.map((t) => t.releaseAt)).toEqual(Array.from({ length: 20 }, (_, i) => i * 10));
    expect(tasks.map(plannedCompute)).toEqual([2, 2, 300, ...new Array(17).fill(2)]);
    expect(tasks.every((t) => t.steps.length === 1)).toBe(true);
  });
});
