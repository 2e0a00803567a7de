import { afterEach, describe, expect, it } from "vitest";
import { watchPage } from "./page-watch.ts";

let watch: ReturnType<typeof watchPage> | undefined;
afterEach(() => {
  watch?.stop();
  Reflect.deleteProperty(document, "visibilityState");
});

/** What a browser does when the tab is put behind another one; a test cannot put its own tab there. */
function become(state: DocumentVisibilityState): void {
  Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
  document.dispatchEvent(new Event("visibilitychange"));
}

describe("what happened to the page during a run", () => {
  it("is nothing as long as it stays in front", () => {
    watch = watchPage(() => {});
    become("visible");
    expect([watch.wasHidden, watch.wasFrozen]).toEqual([false, false]);
  });

  it("remembers that it was hidden, even if it came back", () => {
    watch = watchPage(() => {});
    become("hidden");
    become("visible");
    expect(watch.wasHidden).toBe(true);
  });

  it("knows a page that was hidden from the start", () => {
    become("hidden");
    watch = watchPage(() => {});
    expect(watch.wasHidden).toBe(true);
  });

  it("hears that it was frozen", () => {
    watch = watchPage(() => {});
    document.dispatchEvent(new Event("freeze"));
    expect(watch.wasFrozen).toBe(true);
  });

  it("knows that it stood still for longer than any load would hold it up", async () => {
    const ticks: number[] = [];
    watch = watchPage((sinceLast) => ticks.push(sinceLast));
    const until = performance.now() + 2000;
    while (performance.now() < until);
    await expect.poll(() => ticks.length).toBeGreaterThan(0);
    expect(Math.max(...ticks)).toBeGreaterThan(1750);
    expect(watch.wasFrozen).toBe(true);
  });

  it("looks at the lanes until it is stopped", async () => {
    let looks = 0;
    await new Promise<void>((resolve) => {
      watch = watchPage((sinceLast) => {
        expect(sinceLast).toBeGreaterThan(0);
        looks++;
        if (looks === 2) resolve();
      });
    });
    watch?.stop();
    become("hidden");
    expect(watch?.wasHidden).toBe(false);
  });
});
