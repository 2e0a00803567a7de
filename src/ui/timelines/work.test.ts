import { expect, test } from "vitest";
import type { Plan, Step } from "../../plan/plan.ts";
import { taskId } from "../../trace/types.ts";
import { workOf, workSentence } from "./work.ts";

const planOf = (...tasks: readonly (readonly Step[])[]): Plan => ({
  tasks: tasks.map((steps, i) => ({
    id: taskId(i),
    label: `Task ${i}`,
    kind: "task",
    releaseAt: 10 * i,
    after: [],
    steps,
  })),
  resources: [{ id: "lock", capacity: 1, whenFull: "block" }],
  channels: [],
});
const compute: Step = { do: "compute", job: "fib", size: "fit", estimate: 50 };
const wait: Step = { do: "wait", on: "network", for: 200 };

test("steps become bars to scale; yields and locks take no time of their own", () => {
  const [task] = workOf(
    planOf([
      { do: "acquire", resource: "lock" },
      compute,
      { do: "wait", on: "timer", for: 0 },
      wait,
      { do: "release", resource: "lock" },
    ]),
  );
  expect(task?.segments).toEqual([
    { is: "compute", ms: 50 },
    { is: "wait", ms: 200 },
  ]);
});

test("a wait that would outlast its timeout is as long as the timeout", () => {
  const [task] = workOf(planOf([{ ...wait, timeout: 80 } as Step]));
  expect(task?.segments).toEqual([{ is: "wait", ms: 80 }]);
});

test("the work in a sentence", () => {
  const plain = (...tasks: readonly (readonly Step[])[]) =>
    workSentence(workOf(planOf(...tasks))).replaceAll("\u202F", " ");
  expect(plain([compute])).toBe("1 task: 50.0 ms of computing.");
  expect(plain([wait], [wait, compute])).toBe(
    "2 tasks: 50.0 ms of computing and 2 waits of 400 ms in all.",
  );
  expect(plain([wait])).toBe("1 task: 1 wait of 200 ms.");
});
