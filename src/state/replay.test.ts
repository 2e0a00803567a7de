import { describe, expect, test } from "vitest";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import type { Trace } from "../trace/types.ts";
import { createReplay, speedFor } from "./replay.ts";

const short = fromSketch("L0 AAB", { msPerChar: 10 });
const long = fromSketch("L0 AAAAAAAABB", { msPerChar: 10 });

/** A replay by a clock that the test turns. */
function replayOf(...traces: readonly Trace[]) {
  let clock = 500;
  const replay = createReplay(() => clock);
  replay.load(traces);
  const pass = (ms: number) => {
    clock += ms;
    replay.tick();
  };
  return { replay, pass, now: replay.store.getState };
}

describe("playing", () => {
  test("nothing plays by itself", () => {
    const { now, pass } = replayOf(short);
    pass(1000);
    expect(now()).toMatchObject({ at: undefined, playing: false });
  });

  test("goes by the clock and the speed, however often it is drawn", () => {
    const { replay, pass, now } = replayOf(short, long);
    replay.setSpeed(0.1);
    replay.play();
    expect(now()).toMatchObject({ at: 0, playing: true, end: 100 });
    pass(100);
    expect(now().at).toBeCloseTo(10);
    pass(1);
    pass(1);
    pass(298);
    expect(now().at).toBeCloseTo(40);
  });

  test("ends at the end of the longest run, and plays from the beginning again", () => {
    const { replay, pass, now } = replayOf(short, long);
    replay.setSpeed(1);
    replay.play();
    pass(1e6);
    expect(now()).toMatchObject({ at: 100, playing: false });
    replay.play();
    expect(now()).toMatchObject({ at: 0, playing: true });
  });

  test("a pause stands where the clock is, and goes on from there", () => {
    const { replay, pass, now } = replayOf(long);
    replay.setSpeed(1);
    replay.play();
    pass(30);
    replay.pause();
    pass(1000);
    expect(now()).toMatchObject({ at: 30, playing: false });
    replay.play();
    pass(5);
    expect(now().at).toBeCloseTo(35);
  });

  test("another speed counts from now on", () => {
    const { replay, pass, now } = replayOf(long);
    replay.setSpeed(1);
    replay.play();
    pass(20);
    replay.setSpeed(0.1);
    pass(100);
    expect(now().at).toBeCloseTo(30);
  });

  test("a loop begins again by what the clock went over the end", () => {
    const { replay, pass, now } = replayOf(long);
    replay.setSpeed(1);
    replay.setLoop(true);
    replay.play();
    pass(230);
    expect(now()).toMatchObject({ at: 30, playing: true });
  });
});

describe("steps", () => {
  test("go to the next change of any run and back, and pause", () => {
    const { replay, now } = replayOf(short, long);
    replay.play();
    const at = (step: "next" | "previous") => {
      replay[step]();
      return now().at;
    };
    expect([at("next"), at("next"), at("next"), at("next"), at("next")]).toEqual([
      20, 30, 80, 100, 100,
    ]);
    expect(now().playing).toBe(false);
    expect([at("previous"), at("previous"), at("previous")]).toEqual([80, 30, 20]);
    expect([at("previous"), at("previous")]).toEqual([0, 0]);
  });

  test("begin at the beginning forward, and at the end back", () => {
    const { replay, now } = replayOf(long);
    replay.next();
    expect(now().at).toBe(0);
    replay.close();
    replay.previous();
    expect(now().at).toBe(100);
  });
});

test("seeking stays within the run, and while playing goes on from there", () => {
  const { replay, pass, now } = replayOf(long);
  replay.seek(-5);
  expect(now().at).toBe(0);
  replay.seek(1e9);
  expect(now()).toMatchObject({ at: 100, playing: false });
  replay.setSpeed(1);
  replay.play();
  replay.seek(60);
  pass(10);
  expect(now()).toMatchObject({ at: 70, playing: true });
});

test("other runs end the replay; the same ones leave it be", () => {
  const { replay, now } = replayOf(short, long);
  replay.seek(15);
  replay.load([short, long]);
  expect(now().at).toBe(15);
  replay.load([short]);
  expect(now()).toMatchObject({ at: undefined, playing: false, end: 30 });
});

test("with nothing to replay there is nothing to play", () => {
  const { replay, now } = replayOf();
  replay.play();
  expect(now().playing).toBe(false);
});

test("the first speed leaves time to look; a speed once chosen stays", () => {
  expect(speedFor(6000)).toBe(1);
  expect(speedFor(400)).toBe(0.05);
  expect(speedFor(1)).toBe(0.01);
  expect(speedFor(60_000)).toBe(4);
  const { replay, now } = replayOf(long);
  expect(now().speed).toBe(0.01);
  replay.setSpeed(2);
  replay.load([short]);
  expect(now().speed).toBe(2);
});
