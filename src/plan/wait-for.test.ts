import { describe, expect, test } from "vitest";
import { times } from "./draft.ts";
import { type Awaited, findCircle, victimOf } from "./wait-for.ts";

/** "0: lock 1 2" says that task 0 waits for lock, which 1 or 2 could give. */
function circleOf(...lines: string[]) {
  const things = new Map<string, Awaited>();
  const waits = lines.map((line): readonly [number, Awaited] => {
    const [task = "", name = "", ...givers] = line.split(/:? /);
    const known = things.get(name) ?? { name, givers: givers.map(Number) };
    things.set(name, known);
    return [Number(task), known];
  });
  const byTask = new Map(waits);
  const circle = findCircle([...byTask.keys()], (task) => byTask.get(task) as Awaited);
  return {
    tasks: circle.waits.map(({ task }) => task),
    closed: circle.closed,
    victim: victimOf(circle, () => true),
  };
}

describe("findCircle", () => {
  test("a circle, without those who only wait for it", () => {
    expect(circleOf("0: x 2", "1: y 2", "2: z 1")).toEqual({
      tasks: [2, 1],
      closed: true,
      victim: 1,
    });
  });

  test("a task that waits for what it holds", () => {
    expect(circleOf("0: x 1", "1: y 1")).toEqual({ tasks: [1], closed: true, victim: 1 });
  });

  test("others come before the task itself where any of them could give it", () => {
    const { tasks } = circleOf("0: pipe 0 1", "1: x 2", "2: y 1");
    expect(tasks).toEqual([1, 2]);
  });

  test("no circle: who waits for what nobody is left to give", () => {
    expect(circleOf("0: x 1", "1: pipe")).toEqual({ tasks: [0, 1], closed: false, victim: 1 });
  });

  test("two that wait for the same thing: a circle through the second one's own giver", () => {
    // 1 could give the pipe but waits for 2, which waits for the pipe
    expect(circleOf("0: pipe 1", "1: lock 2", "2: pipe 1").tasks).toEqual([1, 2]);
  });

  test("takers that would give to one another, and could", () => {
    expect(circleOf("0: pipe 0 1", "1: pipe 0 1")).toMatchObject({ tasks: [0], closed: true });
  });

  test("a ring of 100 000 is followed to its end", () => {
    const ring = 100_000;
    const { tasks, closed } = circleOf(...times(ring, (i) => `${i}: t${i} ${(i + 1) % ring}`));
    expect([tasks.length, closed]).toEqual([ring, true]);
  });

  test("100 000 that wait for the same 100 000 look at each of them once", () => {
    const count = 100_000;
    const awaited = { name: "pipe", givers: times(count, (i) => count + i) };
    const nothing = { name: "nothing", givers: [] };
    let looks = 0;
    const circle = findCircle(
      times(2 * count, (i) => i),
      (task) => {
        looks += 1;
        return task < count ? awaited : nothing;
      },
    );
    expect(looks).toBe(2 * count);
    expect(circle.closed).toBe(false);
    expect(circle.waits.map(({ task }) => task)).toEqual([0, count]);
  });
});
