import type { Order } from "./lane-messages.ts";

/**
 * Who answers for a task of this lane: it waits or is queued `here`, it is `running` and notices by itself what
 * becomes of it, or it is `away`, blocked or in the pool, and the coordinator has it.
 */
type Place = "here" | "running" | "away";

interface Kept extends Order {
  step: number;
  attempt: number;
  deadline: number;
  /** when its dependencies had settled, ms since the run began */
  readonly when: number;
  place: Place;
}

/** Where the tasks of a lane without shared memory stand. */
export function createOrders() {
  const kept = new Map<number, Kept>();
  return {
    keep(order: Order, when: number): void {
      kept.set(order.task, { ...order, when, place: "here" });
    },
    get: (task: number): Kept | undefined => kept.get(task),
    has: (task: number): boolean => kept.has(task),
    delete: (task: number): boolean => kept.delete(task),
    stepOf: (task: number): number => kept.get(task)?.step ?? 0,
    goTo(task: number, step: number): void {
      const order = kept.get(task);
      if (order !== undefined) order.step = step;
    },
    move(task: number, place: Place): void {
      const order = kept.get(task);
      if (order !== undefined) order.place = place;
    },
  };
}
