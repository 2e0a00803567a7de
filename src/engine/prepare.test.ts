import { describe, expect, it } from "vitest";
import { jobByName } from "../jobs/registry.ts";
import { compute, planOf, wait } from "../plan/draft.ts";
import { jobsOf } from "./prepare.ts";
import { check } from "./worker/compute.ts";
import { sizePlan } from "./worker/plan-sizes.ts";

const plan = planOf([
  {
    label: "a",
    kind: "job",
    steps: [compute("hash", 10), wait("disk", 5), compute("fib", 100, 30)],
  },
  { label: "b", kind: "job", steps: [compute("hash", 20)] },
]);

describe("a plan made ready for this machine", () => {
  it("names each job once", () => {
    expect(jobsOf(plan)).toEqual(["hash", "fib"]);
  });

  it("gets sizes that take the wanted time, and estimates for the sizes it wanted", () => {
    const fib = jobByName("fib");
    const sized = sizePlan(
      plan,
      new Map([
        ["hash", 0.5],
        ["fib", 2 / fib.work(30)],
      ]),
    );
    expect(sized.tasks[0]?.steps).toEqual([
      { do: "compute", job: "hash", size: 20, estimate: 10 },
      { do: "wait", on: "disk", for: 5 },
      { do: "compute", job: "fib", size: 30, estimate: expect.closeTo(2, 9) },
    ]);
    expect(sized.tasks[1]?.steps).toEqual([{ do: "compute", job: "hash", size: 40, estimate: 20 }]);
    expect(plan.tasks[0]?.steps[0]).toMatchObject({ size: "fit" });
  });
});

describe("the check of a job's work", () => {
  it("passes the known answer, and fails any other with both figures", () => {
    const hash = jobByName("hash");
    const right = hash.expected(3);
    expect(check(hash, 3, right)).toEqual({ ended: "done" });
    const wrong = check(hash, 3, right + 1);
    expect(wrong).toMatchObject({ ended: "failed", error: expect.stringContaining(`${right}`) });
  });
});
