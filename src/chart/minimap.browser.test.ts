import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { Domain } from "./domain.ts";
import { mountMinimap } from "./minimap.ts";
import { drag, frames, holed, part, propsOf, type Stage, stage } from "./stage.ts";

let on: Stage;
beforeEach(async () => {
  on = stage();
  on.timeline.update(propsOf(holed));
  await frames();
});
afterEach(() => on.clear());

describe("the minimap", () => {
  it("moves the window, resizes it, draws another, and is a slider to the keyboard", async () => {
    const asked: Domain[] = [];
    const map = mountMinimap(on.host, { onDomain: (domain) => asked.push(domain) });
    const show = async (domain: Domain) => {
      map.update({ traces: [holed], bounds: [0, 160], domain });
      await frames();
    };
    await show([40, 80]);
    const root = part(on.host, "minimap");
    drag(root, [on.xOf(60, holed), 8], [on.xOf(90, holed), 8]);
    expect(asked.at(-1)?.map(Math.round)).toEqual([70, 110]);
    drag(root, [on.xOf(80, holed), 8], [on.xOf(120, holed), 8]);
    expect(asked.at(-1)?.map(Math.round)).toEqual([40, 120]);
    drag(root, [on.xOf(100, holed), 8], [on.xOf(140, holed), 8]);
    expect(asked.at(-1)?.map(Math.round)).toEqual([100, 140]);
    root.focus();
    await userEvent.keyboard("{End}");
    expect(asked.at(-1)).toEqual([120, 160]);
    expect(root.getAttribute("aria-valuetext")?.replaceAll("\u202f", " ")).toBe("40 ms to 80 ms");
    map.destroy();
    expect(on.host.querySelector("[data-part=minimap]")).toBeNull();
  });
});
