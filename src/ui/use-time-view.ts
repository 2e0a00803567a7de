import { useStore } from "zustand";
import type { TimeViewState } from "../state/view.ts";
import { useLab } from "./use-lab.ts";

/** Renders again when the selected part of what the timelines show changes. */
export function useTimeView<T>(select: (state: TimeViewState) => T): T {
  return useStore(useLab().timeView.store, select);
}
