import { expect, test } from "vitest";
import { describeSchedule, schedule } from "./run-order.ts";

const a = { key: "a", modelId: "event-loop" } as const;
const b = { key: "b", modelId: "thread-pool" } as const;
const c = { key: "c", modelId: "m-n" } as const;

const order = (...args: Parameters<typeof schedule>) => describeSchedule(schedule(...args));

test("the order turns round with every repeat, so that no side is always first", () => {
  expect(order([a, b], 1)).toBe("A B");
  expect(order([a, b], 3)).toBe("A B · B A · A B");
  expect(order([a, b, c], 5)).toBe("A B C · C B A · A B C · C B A · A B C");
});

test("one side alone simply repeats", () => {
  expect(order([b], 3)).toBe("B · B · B");
});

test("each run knows its side, its model and which repeat it is", () => {
  expect(schedule([a, b], 3)).toHaveLength(6);
  expect(schedule([a, b], 3)[2]).toEqual({ side: "b", modelId: "thread-pool", run: 2 });
});
