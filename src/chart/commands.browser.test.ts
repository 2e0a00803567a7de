import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { fromSketch } from "../trace/from-sketch.ts";
import type { Domain } from "./domain.ts";
import { asMeasured, frames, holed, part, propsOf, type Stage, stage } from "./stage.ts";

let on: Stage;
beforeEach(async () => {
  on = stage();
  on.timeline.update(propsOf(holed));
  await frames();
});
afterEach(() => on.clear());

const length = (domain: Domain | undefined) => (domain === undefined ? 0 : domain[1] - domain[0]);
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
});
