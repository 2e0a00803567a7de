import type { Plan } from "../plan/plan.ts";
import type { Lane, Ms } from "../trace/types.ts";
import type { RunRequest } from "./interface.ts";
import type { Placement } from "./placement.ts";
import type { Pool } from "./pool.ts";
import type { Collector } from "./trace-collector.ts";

/** What the page keeps of a run under way. */
export interface OpenRun {
  readonly pool: Pool;
  readonly plan: Plan;
  readonly model: RunRequest["model"];
  readonly lanes: readonly Lane[];
  readonly placement: Placement;
  readonly collector: Collector;
  /** t = 0 where the page sets it (cold start) */
  readonly epoch: Ms | undefined;
  readonly tracing: boolean;
}
