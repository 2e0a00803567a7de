import { afterEach, describe, expect, it } from "vitest";
import { compute, planOf, type TaskDraft, times } from "../../../plan/draft.ts";
import { type ModelId, modelById } from "../../../plan/models.ts";
import { laneId, type TaskOutcome } from "../../../trace/types.ts";
import { createClock } from "../clock.ts";
import { silentTracer } from "../tracer.ts";
import { coordinate } from "./coordinate.ts";
import type { ToCoordinator, ToLane } from "./lane-messages.ts";

/** The coordinator and the ports of lanes that say what a test lets them say. */
function open(drafts: readonly TaskDraft[], model: ModelId, lanes: number) {
  const plan = planOf(drafts);
  const channels = times(lanes, () => new MessageChannel());
  const outcomes: (TaskOutcome | undefined)[] = times(drafts.length, () => undefined);
  const tracer = {
    ...silentTracer,
    settled(_at: number, task: number, outcome: TaskOutcome) {
      outcomes[task] = outcome;
    },
  };
  const config = {
    plan,
    model: modelById(model),
    lanes: times(lanes, (i) => ({ id: laneId(i), kind: "thread" as const, label: `T${i + 1}` })),
    lane: -1,
    board: { is: "local" as const },
    clockOffset: 0,
    cold: false,
    late: false,
    tracing: true,
  };
  const epoch = performance.timeOrigin + performance.now();
  const run = coordinate(
    config,
    channels.map((c) => c.port1),
    tracer,
    () => ({ epoch, clock: createClock(epoch, 0) }),
  );
  const told: ToLane[][] = times(lanes, () => []);
  channels.forEach(({ port2 }, lane) => {
    port2.onmessage = ({ data }: MessageEvent<ToLane>) => told[lane]?.push(data);
  });
  const say = (lane: number, message: ToCoordinator) => channels[lane]?.port2.postMessage(message);
  const tasksGiven = (lane: number): number[] =>
    (told[lane] ?? []).flatMap((m) => (m.op === "run" ? [m.order.task] : []));
  for (let lane = 0; lane < lanes; lane++) say(lane, { op: "here" });
  const close = () => {
    for (const { port1, port2 } of channels) for (const port of [port1, port2]) port.close();
  };
  return { run, say, tasksGiven, told, outcomes, close };
}

let opened: ReturnType<typeof open> | undefined;
afterEach(() => opened?.close());

const job = (rest: Partial<TaskDraft> = {}): TaskDraft => ({
  label: "job",
  kind: "job",
  steps: [compute("hash", 1)],
  ...rest,
});
const want = { op: "want", idle: true } as const;
const done = (task: number): ToCoordinator => ({
  op: "settle",
  task,
  outcome: "done",
  error: undefined,
  at: 0,
});

describe("a coordinator whose lane is lost", () => {
  it("fails what only that thread could run, begun or not, released or not", async () => {
    opened = open([job(), job(), job(), job({ releaseAt: 60_000 })], "thread-per-task", 4);
    const { run, say, tasksGiven, outcomes } = opened;
    for (const lane of [0, 1, 2, 3]) say(lane, want);
    await expect.poll(() => [0, 1, 2].flatMap(tasksGiven)).toEqual([0, 1, 2]);
    say(1, { op: "resumed", task: 1, at: 0 });
    run.laneLost(1, "gone");
    run.laneLost(2, "gone");
    run.laneLost(3, "gone");
    say(0, done(0));
    await run.done;
    expect(outcomes).toEqual(["done", "failed", "failed", "failed"]);
  });

  it("gives what that lane had not begun to the next that is free, before all others", async () => {
    opened = open(
      times(6, () => job()),
      "thread-pool",
      2,
    );
    const { run, say, tasksGiven, outcomes } = opened;
    say(0, want);
    await expect.poll(() => tasksGiven(0)).toEqual([0]);
    say(0, { op: "resumed", task: 0, at: 0 });
    say(0, { op: "want", idle: false });
    await expect.poll(() => tasksGiven(0)).toEqual([0, 1]);
    run.laneLost(0, "gone");
    say(0, done(1)); // what a terminated worker says for a while is no longer heard
    for (let n = 1; n <= 5; n++) {
      say(1, want);
      await expect.poll(() => tasksGiven(1)).toHaveLength(n);
      say(1, done(tasksGiven(1).at(-1) ?? -1));
    }
    await run.done;
    expect(tasksGiven(1)).toEqual([1, 2, 3, 4, 5]);
    expect(outcomes).toEqual(["failed", ...times(5, () => "done")]);
  });
});

describe("a lane that is free while others were given tasks ahead", () => {
  it("gets them from the first that has not begun them, and asks each once", async () => {
    opened = open(
      times(4, () => job()),
      "thread-pool",
      2,
    );
    const { run, say, tasksGiven, told, outcomes } = opened;
    say(0, want);
    await expect.poll(() => tasksGiven(0)).toEqual([0]);
    say(0, { op: "resumed", task: 0, at: 0 });
    say(0, { op: "want", idle: false });
    await expect.poll(() => tasksGiven(0)).toEqual([0, 1]);
    for (const task of [2, 3]) {
      say(1, want);
      await expect.poll(() => tasksGiven(1)).toContain(task);
      say(1, { op: "resumed", task, at: 0 });
      say(1, done(task));
    }
    say(1, want);
    say(1, want);
    const asked = () => told[0]?.filter((m) => m.op === "takeBack").length;
    await expect.poll(asked).toBe(1);
    say(0, { op: "giveBack", task: 1 });
    await expect.poll(() => tasksGiven(1)).toEqual([2, 3, 1]);
    say(1, done(1));
    say(0, done(0));
    await run.done;
    expect(asked()).toBe(1);
    expect(outcomes).toEqual(times(4, () => "done"));
  });
});
