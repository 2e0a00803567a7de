import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import {
  asMeasured,
  drag,
  frames,
  holed,
  part,
  propsOf,
  type Stage,
  stage,
} from "../timeline-test-kit.ts";

let on: Stage;
beforeEach(() => {
  on = stage();
});
afterEach(() => on.clear());

describe("pointer", () => {
  it("tells what it is on, moves the shared cursor, and selects", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    const box = on.root.getBoundingClientRect();
    const move = (x: number) =>
      on.root.dispatchEvent(
        new PointerEvent("pointermove", {
          bubbles: true,
          clientX: box.left + x,
          clientY: box.top + 20,
        }),
      );
    move(on.xOf(22, holed));
    const tooltip = part(on.host, "tooltip");
    expect(tooltip.innerText.replaceAll("\u202f", " ")).toContain("running");
    expect(on.cursors.at(-1)).toBeCloseTo(22, 0);
    move(on.xOf(48, holed));
    expect(tooltip.innerText).toContain("Pre-empted");
    on.root.dispatchEvent(new PointerEvent("pointerleave"));
    expect(tooltip.style.display).toBe("none");
    expect(on.cursors.at(-1)).toBeUndefined();
    await userEvent.click(on.root, { position: { x: on.xOf(22, holed), y: 20 } });
    expect(on.selections).toEqual([0]);
  });

  it("keeps its tooltip inside the viewport, at any corner, whatever clips the chart", async () => {
    on.host.style.cssText += "overflow: hidden; height: 60px; transform: translateX(0)";
    on.timeline.update(propsOf(holed));
    await frames();
    for (const clientX of [on.xOf(1, holed), on.xOf(155, holed)]) {
      on.root.dispatchEvent(
        new PointerEvent("pointermove", {
          bubbles: true,
          clientX: on.root.getBoundingClientRect().left + clientX,
          clientY: on.root.getBoundingClientRect().top + 20,
        }),
      );
      const tip = part(on.host, "tooltip").getBoundingClientRect();
      expect(tip.width).toBeGreaterThan(60);
      expect(tip.left).toBeGreaterThanOrEqual(0);
      expect(tip.right).toBeLessThanOrEqual(innerWidth);
      expect(tip.bottom).toBeLessThanOrEqual(innerHeight);
      expect(part(on.host, "tooltip").matches(":popover-open")).toBe(true);
    }
  });
});

describe("keyboard", () => {
  it("walks spans, says each, shows the same tooltip and a ring, and lets go on Escape", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    on.root.focus();
    const said = () => part(on.host, "live").textContent?.replaceAll("\u202f", " ");
    const ring = () => part(on.host, "ring").getAttribute("display");
    await userEvent.keyboard("{ArrowRight}");
    await frames();
    expect(said()).toBe("A, running on L0, 0 ms to 100 ms, lasting 100 ms");
    expect(ring()).toBeNull();
    expect(part(on.host, "tooltip").innerText.replaceAll("\u202f", " ")).toContain("100 ms");
    await userEvent.keyboard("{ArrowRight}");
    expect(said()).toBe(
      "Pre-empted, the operating system runs something else on this core on L0, 40 ms to 60 ms, lasting 20.0 ms",
    );
    expect(part(on.host, "tooltip").innerText).toContain("Pre-empted");
    await frames();
    expect(ring()).toBeNull();
    await userEvent.keyboard("{ArrowRight}");
    expect(said()).toBe(
      "A, waiting for the network, holding its lane on L0, 100 ms to 160 ms, lasting 60.0 ms",
    );
    expect(on.cursors.at(-1)).toBe(100);
    await userEvent.keyboard("{Enter}");
    expect(on.selections).toEqual([0]);
    await userEvent.keyboard("{Escape}");
    await frames();
    expect(said()).toBe("");
    expect(ring()).toBe("none");
    expect(part(on.host, "tooltip").style.display).toBe("none");
  });

  it("says a row when the focus comes to it, also one with nothing on it", async () => {
    const idle = asMeasured(fromSketch("L0 AA\nL1 ..\nL2 BB", { msPerChar: 10 }));
    on.timeline.update(propsOf(idle));
    await frames();
    on.root.focus();
    const said = () => part(on.host, "live").textContent?.replaceAll("\u202f", " ");
    await userEvent.keyboard("{ArrowRight}{ArrowDown}");
    await frames();
    expect(said()).toBe("L1, no spans");
    expect(part(on.host, "ring").getAttribute("display")).toBeNull();
    expect(part(on.host, "tooltip").innerText).toContain("L1");
    await userEvent.keyboard("{Enter}");
    expect(on.selections).toEqual([]);
    await userEvent.keyboard("{ArrowDown}");
    expect(said()).toBe("L2, 1 span. B, running on L2, 0 ms to 20 ms, lasting 20.0 ms");
    await userEvent.keyboard("{ArrowRight}");
    expect(said()).toBe("B, running on L2, 0 ms to 20 ms, lasting 20.0 ms");
  });

  it("selects a task by its row, also from a pre-emption", async () => {
    on.timeline.update(propsOf(holed, { rows: "tasks" }));
    await frames();
    on.root.focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{Enter}");
    expect(on.selections).toEqual([0]);
  });

  it("says what it reaches out of the rows' window, and points at it once it is in sight", async () => {
    const many = asMeasured(
      fromSketch(Array.from({ length: 300 }, (_, i) => `t${i} ~`).join("\n"), { msPerChar: 10 }),
    );
    on.timeline.update(propsOf(many, { rows: "tasks" }));
    await frames();
    on.root.focus();
    await userEvent.keyboard("{ArrowRight}");
    drag(on.root, [692, 10], [692, 428]);
    await frames(3);
    expect(part(on.host, "labels").textContent).toContain("t299");
    await userEvent.keyboard("{ArrowDown}");
    expect(part(on.host, "live").textContent).toMatch(/^t1, 1 span\. t1, waiting for the network/);
    await frames(3);
    expect(part(on.host, "labels").textContent).toContain("t1t2");
    const tip = part(on.host, "tooltip");
    expect(tip.innerText).toMatch(/^t1 · task\n/);
    const ring = part(on.host, "ring").getBoundingClientRect();
    expect(Math.abs(tip.getBoundingClientRect().top - ring.bottom)).toBeLessThan(40);
  });

  it("points at nothing where the focus left before that", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    on.root.focus();
    on.root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    on.root.blur();
    await frames();
    expect(part(on.host, "live").textContent).toContain("running");
    expect(part(on.host, "tooltip").style.display).toBe("none");
  });

  it("rings nothing while its span is out of the time in sight", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    on.root.focus();
    await userEvent.keyboard("{ArrowRight}{End}");
    await frames();
    const ring = () => part(on.host, "ring").getAttribute("display");
    expect(ring()).toBeNull();
    on.timeline.update(propsOf(holed, { domain: [0, 50] }));
    await frames();
    expect(ring()).toBe("none");
    on.timeline.update(propsOf(holed, { domain: [150, 160] }));
    await frames();
    expect(ring()).toBeNull();
  });

  it("says what was selected or measured meanwhile, where it is read or as soon as it is", async () => {
    const said = () => part(on.host, "live").textContent?.replaceAll("\u202f", " ");
    on.timeline.update(propsOf(holed));
    await frames();
    on.timeline.update(propsOf(holed, { selected: holed.tasks[0]?.id }));
    expect(said()).toBe("");
    on.root.focus();
    expect(said()).toBe("A selected, 0 ms to 160 ms, lasting 160 ms");
    on.timeline.update(propsOf(holed, { selected: holed.tasks[0]?.id, range: [0, 100] }));
    expect(said()).toBe("measuring 0 ms to 100 ms, lasting 100 ms");
    on.timeline.update(propsOf(holed, { range: [0, 100] }));
    expect(said()).toBe("measuring 0 ms to 100 ms, lasting 100 ms");
    on.timeline.update(propsOf(holed));
    expect(said()).toBe("measuring the whole run");
    await userEvent.keyboard("{ArrowRight}");
    on.timeline.update(propsOf(holed, { cursor: 5 }));
    on.root.blur();
    on.root.focus();
    expect(said()).toContain("A, running");
  });

  it("traps no focus and takes no key that isn't its own", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    on.root.focus();
    const press = (key: string, init: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
      on.root.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect([
      press("Tab"),
      press("r"),
      press("ArrowLeft", { altKey: true }),
      press("Escape"),
    ]).toEqual([false, false, false, false]);
    expect(press("ArrowRight")).toBe(true);
    expect(press("Escape")).toBe(true);
  });

  it("is named, and offers nothing but itself to assistive technology", async () => {
    on.timeline.update(propsOf(holed));
    await frames();
    expect(on.root.getAttribute("aria-label")).toBe("Event loop, by thread");
    expect(on.root.getAttribute("role")).toBe("application");
    for (const node of on.host.querySelectorAll("canvas, svg, [data-part=tooltip]")) {
      expect(node.getAttribute("aria-hidden")).toBe("true");
    }
  });
});
