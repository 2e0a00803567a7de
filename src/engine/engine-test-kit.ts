import type { RunProgress } from "./interface.ts";
import { browserEnvironment } from "./machine.ts";

/** This page as it is, and as it would be in a page that shares no memory: for tests of both tiers. */
export const tiers = {
  "shared memory": browserEnvironment(),
  "messages only": { ...browserEnvironment(), isolated: false },
};

/** Calls back once, when the run has got that far. */
export function when(
  condition: (p: RunProgress) => boolean,
  act: () => void,
): (p: RunProgress) => void {
  let isDone = false;
  return (p) => {
    if (isDone || !condition(p)) return;
    isDone = true;
    act();
  };
}

export const isUnderWay = (p: RunProgress): boolean => p.phase === "running" && p.settled >= 1;
