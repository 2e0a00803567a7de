import type { TaskOutcome } from "../../../trace/types.ts";
import type { Coupled } from "./resources.ts";

/** What a lane tells the coordinator, over its port. `at`: ms since the run began, by the lane's clock. */
export type ToCoordinator =
  | { readonly op: "here" }
  /** `idle`: nothing to do now; else one task ahead, so that the next starts without a round trip. */
  | { readonly op: "want"; readonly idle: boolean }
  /** A task given ahead cannot start soon: it goes back. The lane alone knows that it has not begun it. */
  | { readonly op: "giveBack"; readonly task: number }
  | { readonly op: "begin"; readonly task: number; readonly at: number }
  | { readonly op: "couple"; readonly task: number; readonly step: Coupled; readonly at: number }
  | { readonly op: "lock"; readonly task: number; readonly step: number; readonly at: number }
  | { readonly op: "unlock"; readonly task: number; readonly at: number }
  | {
      readonly op: "waiting" | "resumed" | "offload" | "restart";
      readonly task: number;
      readonly at: number;
    }
  | { readonly op: "sleep"; readonly task: number; readonly due: number; readonly at: number }
  | { readonly op: "yield" | "handBack"; readonly task: number; readonly at: number }
  | {
      readonly op: "settle";
      readonly task: number;
      readonly outcome: TaskOutcome;
      readonly error: string | undefined;
      readonly at: number;
    }
  | { readonly op: "expire"; readonly task: number; readonly at: number }
  | { readonly op: "cancelAll"; readonly at: number }
  | { readonly op: "step"; readonly task: number; readonly step: number };

/** A task handed to a lane: where it stands. */
export interface Order {
  readonly task: number;
  readonly step: number;
  readonly attempt: number;
  readonly deadline: number;
}

/** What the coordinator tells a lane, and when it did, by its clock: what the lane then does is later. */
export type Told = ToLane & { readonly at: number };

export type ToLane =
  | { readonly op: "start"; readonly epoch: number }
  | { readonly op: "run"; readonly order: Order }
  /** another lane is free for what this one was given ahead */
  | { readonly op: "takeBack" }
  /** a loop's task: new (to be started at its release time) or continued */
  | {
      readonly op: "deliver";
      readonly order: Order;
      readonly isNew: boolean;
      readonly when: number;
    }
  | { readonly op: "verdict"; readonly task: number; readonly verdict: "go" | "parked" | "refused" }
  /** a task that holds this lane may go on, or was settled instead */
  | { readonly op: "granted"; readonly task: number; readonly ok: boolean }
  | { readonly op: "contended"; readonly isContended: boolean }
  | { readonly op: "cancelled" }
  | { readonly op: "over" };
