import { describe, expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { EngineError, type RunRequest, type RunResult } from "../engine/interface.ts";
import { createLab } from "./lab.ts";
import { engineOf, find, pair, pictureOf, stoppedRun, whenStopped } from "./lab-test-kit.ts";
import { createMachineClaims, FREE, type MachineOwner, refusalOf } from "./machine-owner.ts";
import { createSweep, subjectOf } from "./sweep/sweep.ts";

const TENANTS = ["run", "sweep", "lab"] as const;

function claimsOf() {
  const store = createStore<{ owner: MachineOwner }>(() => ({ owner: FREE }));
  return { claims: createMachineClaims(store), owner: () => store.getState().owner };
}

describe.each(TENANTS)("%s", (tenant) => {
  test.each(TENANTS)("has the machine alone: no %s gets it until it is given back", (other) => {
    const { claims, owner } = claimsOf();
    const tenure = claims.claim(tenant);
    expect(owner()).toEqual({ is: tenant, stopping: false });
    expect(claims.claim(other)).toBeUndefined();
    expect(owner()).toEqual({ is: tenant, stopping: false });
    tenure?.release();
    expect(owner()).toBe(FREE);
    expect(claims.claim(other)).toBeDefined();
  });

  test("stops when it is told to, and has the machine until it gives it back", () => {
    const { claims, owner } = claimsOf();
    const tenure = claims.claim(tenant);
    claims.stop(tenant);
    expect(tenure?.signal.aborted).toBe(true);
    expect(owner()).toEqual({ is: tenant, stopping: true });
    expect(claims.claim("run")).toBeUndefined();
    tenure?.release();
    expect(owner()).toBe(FREE);
  });

  test("does not hear what another is told, but what everybody is", () => {
    const { claims } = claimsOf();
    const tenure = claims.claim(tenant);
    for (const other of TENANTS.filter((one) => one !== tenant)) claims.stop(other);
    expect(tenure?.signal.aborted).toBe(false);
    claims.stop();
    expect(tenure?.signal.aborted).toBe(true);
  });

  test("is refused in one sentence, and told what to do", () => {
    expect(refusalOf({ is: tenant, stopping: false })).toMatch(/^A .* is going on: wait .*\.$/);
  });
});

test("a machine given back twice is not taken from whoever has it by then", () => {
  const { claims, owner } = claimsOf();
  const first = claims.claim("run");
  first?.release();
  const second = claims.claim("sweep");
  first?.release();
  expect(owner().is).toBe("sweep");
  second?.release();
  expect(refusalOf(owner())).toBeUndefined();
});

test("stopping a free machine changes nothing", () => {
  const { claims, owner } = claimsOf();
  claims.stop();
  expect(owner()).toBe(FREE);
});

type Answer = (request: RunRequest, index: number) => Promise<RunResult>;

describe("a lab", () => {
  const endless: Answer = (request) => whenStopped(request.signal, stoppedRun(request));
  const labOf = (answer: Answer) => {
    const { engine, ran, mostAtOnce } = engineOf(answer);
    const lab = createLab({ engine, scenario: pair, find });
    const sweep = createSweep(lab);
    const subject = subjectOf(pair, lab.store.getState().settings, "thread-pool");
    const owner = () => lab.store.getState().owner;
    return { lab, sweep, start: () => sweep.start(subject, 1), owner, ran, mostAtOnce };
  };
  /** Two turns of the event loop: the engine has been asked by then. */
  const turns = () => new Promise((done) => setTimeout(() => setTimeout(done, 0), 0));

  test("refuses a sweep during a run, and a run during a sweep", async () => {
    const { lab, sweep, start, owner, mostAtOnce } = labOf(async (request) => pictureOf(request));
    const running = lab.run();
    expect(await start()).toBe("busy");
    expect(sweep.store.getState().phase).toEqual({ is: "idle" });
    expect((await running).ended).toBe("complete");
    const sweeping = start();
    expect(await lab.run()).toEqual({ ended: "busy" });
    expect(await sweeping).toBe("complete");
    expect(owner()).toBe(FREE);
    expect(mostAtOnce()).toBe(1);
  });

  test("stops the run and not the sweep, and the sweep and not the run", async () => {
    const { lab, sweep, start, owner } = labOf(endless);
    const running = lab.run();
    sweep.stop();
    expect(owner()).toEqual({ is: "run", stopping: false });
    await turns();
    lab.stop();
    expect((await running).ended).toBe("stopped");
    const sweeping = start();
    lab.stop();
    expect(owner()).toEqual({ is: "sweep", stopping: false });
    await turns();
    sweep.stop();
    expect(owner()).toEqual({ is: "sweep", stopping: true });
    expect(await sweeping).toBe("stopped");
    expect(owner()).toBe(FREE);
  });

  test("gives the machine back after a failure, of a run as of a sweep", async () => {
    const { lab, start, owner } = labOf(async () => {
      throw new EngineError("worker-lost", "A worker was lost.");
    });
    expect((await lab.run()).ended).toBe("failed");
    expect(owner()).toBe(FREE);
    expect(await start()).toBe("failed");
    expect(owner()).toBe(FREE);
  });

  test.each(["run", "sweep"] as const)(
    "another scenario, and dispose, end a %s that goes on",
    async (what) => {
      for (const end of ["setScenario", "dispose"] as const) {
        const { lab, start, owner } = labOf(endless);
        const going = what === "run" ? lab.run().then(({ ended }) => ended) : start();
        await turns();
        if (end === "dispose") lab.dispose();
        else lab.setScenario("single");
        expect(owner()).toEqual({ is: what, stopping: true });
        expect(await going).toBe("stopped");
        expect(owner()).toBe(FREE);
      }
    },
  );
});
