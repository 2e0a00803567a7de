import { describe, expect, test } from "vitest";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { momentOf, nextEvent, previousEvent } from "./moment.ts";
import { laneNowWords, momentWords, taskNowWords } from "./moment-words.ts";

/** Two waits and a computation on one lane; the third task comes late and fails. */
const loop = fromSketch(`
  A  0~~~-0|
  B  q0~~~-0|
  C  ..qq0!`);

describe("momentOf", () => {
  test("says what each task and lane does", () => {
    const { tasks, lanes } = momentOf(loop, 1.5);
    expect(tasks.map(({ is }) => is)).toEqual(["waiting", "running", "unreleased"]);
    expect(lanes).toEqual([{ is: "running", task: 1 }]);
  });

  test("at the instant a span ends, the next one counts", () => {
    expect(momentOf(loop, 4).tasks.map(({ is }) => is)).toEqual(["ready", "waiting", "running"]);
    expect(momentOf(loop, 5).tasks[2]).toEqual({ is: "settled", outcome: "failed" });
  });

  test("before the run it is as at 0, after it as at its end", () => {
    expect(momentOf(loop, -3)).toEqual(momentOf(loop, 0));
    const end = momentOf(loop, 100);
    expect(end).toMatchObject({ at: loop.duration, ended: true, lanes: [{ is: "idle" }] });
    expect(end.tasks.every(({ is }) => is === "settled")).toBe(true);
  });

  test("a lane is held by a task that waits on it, pre-empted under its task, or starts", () => {
    const pool = fromSketch(`
      A  0==0|
      B  .111|
      L0 ...*
      L1 ^...`);
    expect(momentOf(pool, 0.5).lanes).toEqual([{ is: "running", task: 0 }, { is: "starting" }]);
    expect(momentOf(pool, 1.5).lanes).toEqual([
      { is: "held", task: 0 },
      { is: "running", task: 1 },
    ]);
    expect(momentOf(pool, 3.5).lanes[0]).toEqual({ is: "preempted", task: 0 });
  });
});

describe("events", () => {
  const other = fromSketch("L0 AAA", { msPerChar: 0.75 });

  test("each step goes to the next change of any trace, and back the same way", () => {
    const forward: number[] = [];
    for (let at = nextEvent([loop, other], -1); at !== undefined; ) {
      forward.push(at);
      at = nextEvent([loop, other], at);
    }
    expect(forward).toEqual([0, 1, 2, 2.25, 4, 5, 6, 7]);
    const back = forward.map((_, i) => forward.at(-1 - i));
    const found: (number | undefined)[] = [];
    for (let at = previousEvent([loop, other], 99); at !== undefined; ) {
      found.push(at);
      at = previousEvent([loop, other], at);
    }
    expect(found).toEqual(back);
  });

  test("there is none after the last, before the first, or in nothing", () => {
    expect(nextEvent([loop], loop.duration)).toBeUndefined();
    expect(previousEvent([loop], 0)).toBeUndefined();
    expect(nextEvent([], 0)).toBeUndefined();
  });
});

describe("words", () => {
  test("a moment in a sentence counts every task once, what runs first", () => {
    expect(momentWords(momentOf(loop, 1.5))).toBe(
      "1 executing, 1 waiting for the network, 1 still to come",
    );
    expect(momentWords(momentOf(loop, 3))).toBe("0 executing, 2 waiting for the network, 1 queued");
    expect(momentWords(momentOf(loop, 99))).toBe("0 executing, 2 done, 1 failed");
  });

  test("what tasks are blocked on is named up to three names, and counted beyond", () => {
    const blockedOn = (names: readonly string[]) =>
      names.map((on) => ({ is: "blocked", on }) as const);
    const words = (names: readonly string[]) =>
      momentWords({
        at: 0,
        ended: false,
        lanes: [],
        tasks: [...blockedOn(names), { is: "ready" }],
      });
    expect(words(["a", "b", "c", "b"])).toBe(
      "0 executing, 1 blocked on a, 2 blocked on b, 1 blocked on c, 1 ready",
    );
    expect(words(["a", "b", "c", "b", "d"])).toBe("0 executing, 5 blocked, 1 ready");
  });

  test("a pre-empted task is not executing", () => {
    const cut = fromSketch("A 0000|\nL0 .**.");
    const moment = momentOf(cut, 1.5);
    expect(momentWords(moment)).toBe("0 executing, 1 pre-empted");
    expect(moment.tasks.map((state) => taskNowWords(cut, moment, state))).toEqual([
      "pre-empted on L0",
    ]);
    expect(laneNowWords(cut, { is: "preempted", task: cut.tasks[0]?.id })).toBe(
      "pre-empted under A",
    );
  });

  test("each task and lane by itself", () => {
    const moment = momentOf(loop, 1.5);
    const { tasks, lanes } = moment;
    expect(tasks.map((state) => taskNowWords(loop, moment, state))).toEqual([
      "waiting for the network",
      "executing on L0",
      "still to come",
    ]);
    expect(lanes.map((lane) => laneNowWords(loop, lane))).toEqual(["executing B"]);
    const held = fromSketch("A 0=0|");
    const waits = momentOf(held, 1);
    expect(waits.tasks.map((state) => taskNowWords(held, waits, state))).toEqual([
      "waiting for the network, holding L0",
    ]);
  });
});
