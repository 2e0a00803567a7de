import type { ToLane } from "./lane-messages.ts";
import { giveBack, holdLane, type RemoteLane, releaseLane } from "./remote-lane.ts";
import { stepGranted } from "./resources.ts";

/** What the coordinator says of this lane's tasks, and of the run. */
export function hear(lane: RemoteLane, message: ToLane): void {
  const { orders } = lane;
  switch (message.op) {
    case "start":
      return;
    case "run":
      orders.keep(message.order, 0);
      lane.hasAsked = false;
      lane.ahead.push(message.order.task);
      if (lane.isHeld) giveBack(lane);
      lane.work.put(0);
      return;
    case "takeBack":
      return giveBack(lane);
    case "deliver":
      orders.keep(message.order, message.when);
      return lane.onTask(message.order.task, message.isNew, true);
    case "verdict":
      if (message.verdict === "parked") {
        orders.move(message.task, "away");
        holdLane(lane);
      }
      return lane.verdict.put(message.verdict);
    case "granted":
      releaseLane(lane);
      if (message.ok) {
        const step = orders.stepOf(message.task);
        orders.goTo(message.task, stepGranted(lane.plan, message.task, step));
      }
      return lane.grant.put(message.ok);
    case "contended":
      lane.isContended = message.isContended;
      return;
    case "cancelled":
      lane.wasCancelled = true;
      return lane.pauseOver.put();
    case "over":
      lane.isOver = true;
      lane.work.put(0);
      lane.pauseOver.put();
      return lane.end();
    default:
      return message satisfies never;
  }
}
