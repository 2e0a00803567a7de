import { expose } from "comlink";
import { measureRate } from "../../src/jobs/calibrate.ts";
import { drive } from "../../src/jobs/drive.ts";
import type { JobName } from "../../src/jobs/job.ts";
import { jobByName } from "../../src/jobs/registry.ts";

/** What most pages do: one Comlink call per job. */
const api = {
  warm: (job: JobName): number => measureRate(jobByName(job), () => performance.now()),
  run(job: JobName, size: number): number {
    const start = performance.now();
    drive(jobByName(job).run(size), () => false);
    return performance.now() - start;
  },
};

export type ComlinkApi = typeof api;

expose(api);
