import { expect, it } from "vitest";
import { drive } from "./drive.ts";

function* units(count: number, done: number[]): Generator<undefined, number, undefined> {
  for (let u = 0; u < count; u++) {
    done.push(u);
    yield;
  }
  return 42;
}

it("runs every unit, ticks after each, and returns the checksum", () => {
  const facts: string[] = [];
  const done: number[] = [];
  const checksum = drive(units(3, done), () => {
    facts.push(`tick after ${done.length}`);
    return false;
  });
  expect(checksum).toBe(42);
  expect(facts).toEqual(["tick after 1", "tick after 2", "tick after 3"]);
});

it("stops as soon as the tick says so, and carries on when driven again", () => {
  const done: number[] = [];
  const job = units(5, done);
  expect(drive(job, () => done.length === 2)).toBeUndefined();
  expect(done).toEqual([0, 1]);
  expect(drive(job, () => false)).toBe(42);
  expect(done).toEqual([0, 1, 2, 3, 4]);
});

it("lets an error through", () => {
  const job = units(1, []);
  expect(() =>
    drive(job, () => {
      throw new Error("no clock");
    }),
  ).toThrow("no clock");
});
