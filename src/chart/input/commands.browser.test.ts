import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import type { TimeRange } from "../../trace/types.ts";
import {
  asMeasured,
  frames,
  holed,
  part,
  propsOf,
  type Stage,
  stage,
} from "../timeline-test-kit.ts";

let on: Stage;
beforeEach(async () => {
  on = stage();
  on.timeline.update(propsOf(holed));
  await frames();
});
afterEach(() => on.clear());

const length = (domain: TimeRange | undefined) =>
  domain === undefined ? 0 : domain[1] - domain[0];
const domainNow = () => on.domains.at(-1);

describe("keys", () => {
  const press = async (...keys: readonly string[]) => {
    on.root.focus();
    for (const key of keys) await userEvent.keyboard(key);
  };

  it("zoom, move and go back, and are all told by ?", async () => {
    on.timeline.update(propsOf(holed, { domain: [40, 80], bounds: [0, 160] }));
    await frames();
    await press("w", "s", "d", "a", "0");
    const [inwards, outwards, later, earlier, all] = on.domains;
    expect(length(inwards)).toBeLessThan(40);
    expect(length(outwards)).toBeGreaterThan(40);
    expect(later?.[0]).toBeGreaterThan(40);
    expect(earlier?.[0]).toBeLessThan(40);
    expect(all).toEqual([0, 160]);
    await press("{Backspace}", "/");
    expect(on.others).toEqual(["back", "find"]);
    await press("?");
    await expect.poll(() => on.host.querySelector("[data-part=help]")).not.toBeNull();
    const help = part(on.host, "help");
    expect(help.matches(":popover-open")).toBe(true);
    expect(help.innerText).toContain("Shift + drag");
    await userEvent.keyboard("{Escape}");
    await frames();
    expect(on.host.querySelector("[data-part=help]")).toBeNull();
  });

  it("follow a task, fit its span, and measure it", async () => {
    const two = asMeasured(fromSketch("L0 AABBAA", { msPerChar: 10 }));
    on.timeline.update(propsOf(two));
    await frames();
    await press("{ArrowRight}", "n", "n");
    expect(part(on.host, "live").textContent?.replaceAll("\u202f", " ")).toContain(
      "40 ms to 60 ms",
    );
    await press("{[}", "{]}", "f");
    expect(on.ranges).toEqual([
      [40, 60],
      [0, 60],
    ]);
    expect(domainNow()?.[1]).toBe(60);
    await press("p");
    expect(part(on.host, "live").textContent?.replaceAll("\u202f", " ")).toContain(
      "20 ms to 40 ms",
    );
  });

  it("measure to the end, or from the beginning, where the other edge was passed", async () => {
    const two = asMeasured(fromSketch("L0 AA..BB", { msPerChar: 50 }));
    on.timeline.update(propsOf(two, { range: [0, 100] }));
    await frames();
    await press("{ArrowRight}{ArrowRight}", "{[}");
    expect(on.ranges).toEqual([[200, 300]]);
    on.timeline.update(propsOf(two, { range: [200, 300] }));
    await frames();
    await press("{ArrowLeft}", "{]}");
    expect(on.ranges.at(-1)).toEqual([0, 100]);
  });

  it("start from the task that was selected since the focus came to another", async () => {
    const three = asMeasured(fromSketch("L0 AABBAABBC", { msPerChar: 10 }));
    const idOf = (name: string) => three.tasks.find(({ label }) => label === name)?.id;
    const said = () => part(on.host, "live").textContent?.replaceAll("\u202f", " ");
    const select = async (name: string | undefined) => {
      const selected = name === undefined ? undefined : idOf(name);
      on.timeline.update(propsOf(three, { selected }));
      await frames();
    };
    await select(undefined);
    await press("{ArrowRight}{End}");
    expect(said()).toMatch(/^C, running/);
    await select("A");
    await press("f");
    expect(domainNow()?.[0]).toBe(0);
    expect(length(domainNow())).toBeGreaterThan(60);
    await press("n");
    expect(said()).toMatch(/^A, .* 0 ms to 20 ms/);
    await press("{End}", "f");
    expect(length(domainNow())).toBeLessThan(20);
    await press("p");
    expect(said()).toMatch(/^A, running on L0, 40 ms to 60 ms/);
    await press("{End}");
    await select("B");
    await press("p");
    expect(said()).toMatch(/^B, running on L0, 60 ms to 80 ms/);
  });

  describe("from a pre-emption or a start-up", () => {
    const said = () => part(on.host, "live").textContent?.replaceAll("\u202f", " ");

    it("fit it, and measure all of it, wherever the pointer was last", async () => {
      await press("{ArrowRight}{ArrowRight}");
      expect(said()).toContain("Pre-empted");
      on.timeline.update(propsOf(holed, { cursor: 10 }));
      await frames();
      await press("f", "{[}", "{]}");
      const [fitted] = on.domains;
      expect(fitted?.[0]).toBeLessThanOrEqual(40);
      expect(fitted?.[1]).toBeGreaterThanOrEqual(60);
      expect(length(fitted)).toBeLessThan(40);
      expect(on.ranges).toEqual([
        [40, 160],
        [0, 60],
      ]);
    });

    it("keep it in place while zooming", async () => {
      await press("{ArrowRight}{ArrowRight}", "+", "+");
      const [from = 0, to = 0] = domainNow() ?? [];
      expect((50 - from) / (to - from)).toBeCloseTo(50 / 160, 6);
    });

    it("follow the task that was pre-empted, in order of time", async () => {
      const resumed = asMeasured(fromSketch("L0 AA*ABBAA", { msPerChar: 10 }));
      on.timeline.update(propsOf(resumed));
      await frames();
      for (const [key, span] of [
        ["n", "A, ready, its lane is busy, 40 ms to 60 ms"],
        ["p", "A, running on L0, 0 ms to 40 ms"],
      ] as const) {
        await press("{Escape}", "{ArrowRight}{ArrowRight}");
        expect(said()).toContain("20 ms to 30 ms");
        await press(key);
        expect(said()).toContain(span);
      }
    });

    it("follow the selected task from there, not from its first or last span", async () => {
      const two = asMeasured(fromSketch("L0 BAA*AAB.B", { msPerChar: 10 }));
      const selected = two.tasks.find(({ label }) => label === "B")?.id;
      on.timeline.update(propsOf(two, { selected }));
      await frames();
      for (const [key, span] of [
        ["n", "60 ms to 70 ms"],
        ["p", "B, ready, its lane is busy, 10 ms to 60 ms"],
      ] as const) {
        await press("{Home}{ArrowRight}{ArrowRight}");
        expect(said()).toContain("30 ms to 40 ms");
        await press(key);
        expect(said()).toContain(span);
      }
    });

    it("go from a start-up to what its lane does next, and know nothing before", async () => {
      const started = asMeasured(fromSketch("L0 A......\nL1 ^^..BB.", { msPerChar: 10 }));
      on.timeline.update(propsOf(started));
      await frames();
      await press("{ArrowDown}{ArrowDown}");
      expect(said()).toContain("0 ms to 20 ms");
      await press("p");
      expect(said()).toContain("0 ms to 20 ms");
      await press("n");
      expect(said()).toContain("B, running on L1, 40 ms to 60 ms");
    });

    it("follow the task of the row", async () => {
      const resumed = asMeasured(fromSketch("L0 AA*ABBAA", { msPerChar: 10 }));
      on.timeline.update(propsOf(resumed, { rows: "tasks" }));
      await frames();
      await press("{Home}{ArrowRight}", "n");
      expect(said()).toContain("A, ready, its lane is busy, 40 ms to 60 ms");
    });
  });
});
