import { describe, expect, it } from "vitest";
import { orStopped } from "./stop.ts";

const never = new Promise<never>(() => {});

describe("work that Stop may come before", () => {
  it("gives what the work gives, with and without somebody who could stop it", async () => {
    const { signal } = new AbortController();
    await expect(orStopped(Promise.resolve(1), undefined)).resolves.toBe(1);
    await expect(orStopped(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(orStopped(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
  });

  it("is not waited for once it is stopped, nor if it was before", async () => {
    const stop = new AbortController();
    const run = orStopped(never, stop.signal);
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: "stopped" });
    await expect(orStopped(Promise.resolve(1), stop.signal)).rejects.toMatchObject({
      code: "stopped",
    });
  });
});
