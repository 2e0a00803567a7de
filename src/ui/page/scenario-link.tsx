import type { MouseEvent } from "react";
import type { ScenarioHead } from "../../scenario/scenario.ts";
import { useLab, useLabState } from "../use-lab.ts";

/** A real link (it can be copied or opened in a new tab) that opens the scenario in this lab. */
export function ScenarioLink({
  scenario,
  className,
  onOpen,
}: {
  scenario: Pick<ScenarioHead, "id" | "title">;
  className?: string | undefined;
  onOpen?: () => void;
}) {
  const lab = useLab();
  const current = useLabState((s) => s.scenario.id === scenario.id);
  const open = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    lab.setScenario(scenario.id);
    onOpen?.();
  };
  return (
    <a
      href={`?scenario=${encodeURIComponent(scenario.id)}`}
      className={className}
      onClick={open}
      {...(current ? { "aria-current": "page" as const } : {})}
    >
      {scenario.title}
    </a>
  );
}
