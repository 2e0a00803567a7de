import type { Machine } from "../../engine/interface.ts";
import { counted } from "../../metrics/format.ts";
import { Popover } from "../controls/popover.tsx";
import { clockStep } from "../units.ts";
import { useLabState } from "../use-lab.ts";
import css from "./header.module.css";

/** What this machine is, always on the screen: it decides what can be measured. */
export function MachineFacts() {
  const machine = useLabState((s) => s.machine);
  const facts = factsOf(machine);
  return (
    <Popover
      className={css.facts}
      accessibleName={`This machine: ${facts.join(", ")}. What does that mean?`}
      label={facts.map((fact) => <span key={fact}>{fact}</span>)}
    >
      <div className={css.explain}>
        {explain(machine).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </Popover>
  );
}

function factsOf({ cores, coresReported, clockStep: step, isolated, tier }: Machine): string[] {
  return [
    coresReported ? counted(cores, "core") : `${counted(cores, "core")} assumed`,
    `${clockStep(step)} clock`,
    tier === "C" ? "no workers" : isolated ? "isolated" : "not isolated",
  ];
}

function explain({ cores, coresReported, clockStep: step, tier }: Machine): string[] {
  const about = coresReported
    ? `The browser reports ${counted(cores, "logical core")}: at most that many lanes can execute at one instant.`
    : `The browser does not say how many cores there are, so ${cores} are assumed.`;
  const clock = `Its clock moves in steps of ${clockStep(step)}: nothing shorter can be told apart.`;
  switch (tier) {
    case "A":
      return [
        about,
        clock,
        "The page is isolated from others (cross-origin isolation), which gives it the fine clock and memory shared between workers.",
      ];
    case "B":
      return [
        about,
        clock,
        "The page is not isolated (its server or the page that frames it lacks the headers for cross-origin isolation), so the clock is coarse and workers share no memory: the clocks of two lanes agree to about a step of it, which the time axis says (±). Parallel runs are still real.",
      ];
    case "C":
      return [about, "This browser offers no Web Workers, so nothing can be measured here."];
    default:
      return tier satisfies never;
  }
}
