import { describe, expect, it } from "vitest";
import { buildTrace, cancelUnsettled } from "./build.ts";
import { done, fact, header, running } from "./build-test-kit.ts";

describe("cancelUnsettled", () => {
  it("ends what a stop left open, and only that", () => {
    const { tasks } = header(3, 1);
    const events = [fact(0, 0, running(0)), fact(1, 0, done), fact(1, 1, running(0))];
    const all = [...events, ...cancelUnsettled(tasks, events, 4)];
    expect(buildTrace(header(3, 1), all, []).settled).toEqual([
      { at: 1, outcome: "done" },
      { at: 4, outcome: "cancelled" },
      { at: 4, outcome: "cancelled" },
    ]);
  });
});
