import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { type SideView, sideViews } from "../state/derived/side-views.ts";
import type { Lab } from "../state/lab.ts";
import type { LabState } from "../state/lab-state.ts";

const LabContext = createContext<Lab | undefined>(undefined);
export const LabProvider = LabContext.Provider;

/** The lab this part of the page belongs to. */
export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === undefined) throw new Error("useLab: no LabProvider above");
  return lab;
}

/** Renders again when the selected value changes: select what is stored, never a fresh object, never `live`. */
export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useLab().store, select);
}

/** The sides on the screen, with speedup and efficiency. */
export const useSides = (): readonly SideView[] => useLabState(sideViews);
