import type { RunProgress, RunRequest } from "./interface.ts";

/** Tells who asked for the run how far it is. */
export interface Tell {
  (progress: Pick<RunProgress, "phase"> & Partial<RunProgress>): void;
  /** false: nobody listens, and the page need not take pictures of the run while it goes on */
  readonly isHeard: boolean;
}

export function teller({ plan, onProgress }: RunRequest): Tell {
  const total = plan.tasks.length;
  const tell = (progress: Parameters<Tell>[0]): void =>
    onProgress?.({ settled: 0, total, ...progress });
  return Object.assign(tell, { isHeard: onProgress !== undefined });
}
