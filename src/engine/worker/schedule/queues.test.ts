import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, type Board, boardBytes, type Dims, viewBoard } from "./board.ts";
import { heapPop, heapPush, heapTop, pop, push, pushFirst, remove } from "./queues.ts";

const dims: Dims = { tasks: 40, lanes: 2, resources: 1, channels: 0 };

function board(): Board {
  const b = viewBoard(new ArrayBuffer(boardBytes(dims)), dims);
  for (const array of [b.queue, b.next, b.head, b.tail]) array.fill(-1);
  return b;
}

const drained = (b: Board, queue: number): number[] => {
  const tasks: number[] = [];
  for (let task = pop(b, queue); task >= 0; task = pop(b, queue)) tasks.push(task);
  return tasks;
};

describe("queues", () => {
  it("are first in, first out, whatever is taken out of the middle", () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 0, max: dims.tasks - 1 }));
    fc.assert(
      fc.property(distinct, fc.array(fc.nat(dims.tasks - 1)), (pushed, removed) => {
        const b = board();
        for (const task of pushed) push(b, 1, task);
        for (const task of removed) remove(b, task);
        const left = pushed.filter((task) => !removed.includes(task));
        expect(at(b.size, 1)).toBe(left.length);
        expect(drained(b, 1)).toEqual(left);
        expect(at(b.size, 1)).toBe(0);
      }),
    );
  });

  it("take back in front what was taken from them, also where nothing else is left", () => {
    const b = board();
    for (const task of [3, 4, 5]) push(b, 1, task);
    const taken = [pop(b, 1), pop(b, 1)];
    for (const task of taken.reverse()) pushFirst(b, 1, task);
    expect(drained(b, 1)).toEqual([3, 4, 5]);
    pushFirst(b, 1, 6);
    push(b, 1, 7);
    expect(drained(b, 1)).toEqual([6, 7]);
    expect(at(b.size, 1)).toBe(0);
  });

  it("keep apart, and take tasks again after they emptied", () => {
    const b = board();
    push(b, 0, 3);
    push(b, 1, 4);
    push(b, 0, 5);
    expect(drained(b, 0)).toEqual([3, 5]);
    push(b, 0, 3);
    expect(drained(b, 0)).toEqual([3]);
    expect(drained(b, 1)).toEqual([4]);
  });
});

describe("the heap of what is due", () => {
  it("gives entries by time, and by entry at equal times", () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat(79));
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ([, e]) => e, maxLength: 80 }), (entries) => {
        const b = board();
        for (const [time, e] of entries) heapPush(b, time, e);
        const sorted = [...entries].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
        for (const [time, e] of sorted) {
          expect(heapTop(b)).toBe(time);
          expect(heapPop(b)).toBe(e);
        }
        expect(heapTop(b)).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });
});
