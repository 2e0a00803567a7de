import type { LabState } from "../lab-state.ts";
import { sideViews } from "./side-views.ts";

/** Whether anything was measured of what the scenario is about, with these settings or earlier ones. */
export function hasResults(state: LabState): boolean {
  const { scenario, memory } = state;
  switch (scenario.kind) {
    case "plan":
      return sideViews(state).some(({ result }) => result !== undefined);
    case "memory":
      return memory[scenario.id] !== undefined;
    default:
      return scenario satisfies never;
  }
}

/** Whether all of it was measured to its end. */
export function isComplete(state: LabState): boolean {
  const { scenario, memory } = state;
  switch (scenario.kind) {
    case "plan": {
      const views = sideViews(state);
      return views.length > 0 && views.every(({ result }) => result?.ended === "complete");
    }
    case "memory":
      return memory[scenario.id]?.ended === "complete";
    default:
      return scenario satisfies never;
  }
}
