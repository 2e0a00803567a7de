import type { Plan } from "../plan/plan.ts";
import type { Ms } from "../trace/types.ts";
import type { Pool } from "./pool.ts";
import type { BoardAccess, CoordinatorApi } from "./worker/protocol.ts";
import {
  type Board,
  boardBytes,
  dimsOf,
  EPOCH,
  initBoard,
  viewBoard,
} from "./worker/schedule/board.ts";
import type { Handle } from "./worker-handle.ts";

/** Where a run's scheduler lives: shared memory, its only lane, or a coordinator that is asked by message. */
export type Placement =
  | { readonly is: "shared"; readonly board: Board; readonly buffer: SharedArrayBuffer }
  | { readonly is: "local" }
  | {
      readonly is: "remote";
      readonly coordinator: Handle<CoordinatorApi>;
      /** port1 is the coordinator's, port2 the lane's */
      readonly channels: readonly MessageChannel[];
    };

/** @param epoch t = 0 where the page sets it, ms since the Unix epoch */
export async function placeScheduler(
  pool: Pool,
  sharesMemory: boolean,
  plan: Plan,
  lanes: number,
  epoch: Ms | undefined,
): Promise<Placement> {
  if (sharesMemory) {
    const dims = dimsOf(plan, lanes);
    const buffer = new SharedArrayBuffer(boardBytes(dims));
    const board = viewBoard(buffer, dims);
    initBoard(board, plan);
    if (epoch !== undefined) board.times[EPOCH] = epoch;
    return { is: "shared", board, buffer };
  }
  if (lanes === 1) return { is: "local" };
  const coordinator = await pool.coordinator();
  const channels = Array.from({ length: lanes }, () => new MessageChannel());
  return { is: "remote", coordinator, channels };
}

/** How a lane reaches the board where it was placed. */
export function boardAccess(placement: Placement, lane: number): BoardAccess {
  switch (placement.is) {
    case "shared":
      return { is: "shared", buffer: placement.buffer };
    case "local":
      return { is: "local" };
    case "remote": {
      const port = placement.channels[lane]?.port2;
      return port === undefined ? { is: "local" } : { is: "remote", port };
    }
    default:
      return placement satisfies never;
  }
}
