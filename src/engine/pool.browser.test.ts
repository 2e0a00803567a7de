import { afterEach, describe, expect, it } from "vitest";
import { createPool, type LaneWorker, type Pool, spawnWorkers } from "./pool.ts";
import { alignClocks } from "./prepare.ts";

let pool: Pool | undefined;
afterEach(() => pool?.clear());

async function ensure(of: Pool): Promise<readonly [LaneWorker, LaneWorker]> {
  const [first, second] = await of.ensure(2);
  if (first === undefined || second === undefined) throw new Error("no workers");
  return [first, second];
}

describe("the pool", () => {
  it("has the clocks compared with a new first lane's", async () => {
    pool = createPool(spawnWorkers);
    await alignClocks(await ensure(pool), true);
    const fresh = pool.replace(0);
    const workers = await ensure(pool);
    expect(workers[0]).toBe(fresh);
    expect(workers.map((w) => w.clock)).toEqual([undefined, undefined]);
  });

  it("starts no workers for a caller that waited for an answer when it was cleared", async () => {
    let started = 0;
    const lane = (): Worker => {
      started++;
      return spawnWorkers.lane();
    };
    pool = createPool({ ...spawnWorkers, lane });
    await pool.ensure(2);
    const ensured = pool.ensure(2);
    pool.clear();
    await expect(ensured).rejects.toMatchObject({ code: "disposed" });
    expect([started, pool.workers.length]).toEqual([2, 0]);
  });
});

describe("the comparison of clocks", () => {
  it("over shared memory comes to what messages say, within both bounds", async () => {
    pool = createPool(spawnWorkers);
    const workers = await ensure(pool);
    const worst = await alignClocks(workers, true);
    const [first, second] = workers.map((w) => ({ ...w, clock: undefined })) as [
      LaneWorker,
      LaneWorker,
    ];
    await alignClocks([first, second], false);
    const shaken = workers[1].clock ?? { offset: Number.NaN, error: Number.NaN };
    expect(workers[0].clock).toEqual({ offset: 0, error: 0 });
    expect(shaken.error).toBeGreaterThan(0);
    expect(worst).toBe(shaken.error);
    const told = (second.clock?.offset ?? 0) - (first.clock?.offset ?? 0);
    const bound = shaken.error + (first.clock?.error ?? 0) + (second.clock?.error ?? 0);
    expect(Math.abs(shaken.offset - told)).toBeLessThanOrEqual(bound);
  });
});
