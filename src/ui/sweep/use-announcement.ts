import { useState } from "react";
import type { SweepView } from "./use-sweep.ts";

/**
 * What to tell a listener: that a sweep started or ended, at the change of its phase alone. Other settings have a
 * sweep of their own, of which there is nothing to tell until it starts.
 * @param result the first sentence about what was measured
 */
export function useAnnouncement(
  { phase, subject, swept }: Pick<SweepView, "phase" | "subject" | "swept">,
  result: string | undefined,
): string {
  const sweeping = phase.is === "sweeping";
  const [told, tell] = useState({ sweeping, key: subject.key, text: "" });
  if (told.sweeping === sweeping && told.key === subject.key) return told.text;
  const ended = told.key === subject.key && swept !== undefined ? result : undefined;
  const text = sweeping
    ? "Sweep started."
    : told.sweeping
      ? ["Sweep ended.", ended].filter((part) => part !== undefined).join(" ")
      : "";
  tell({ sweeping, key: subject.key, text });
  return text;
}
