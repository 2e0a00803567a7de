import type { Ms } from "../../trace/types.ts";

/** Another machine, and how its lanes share it. */
export interface WhatIf {
  /** 1 to `MAX_WHAT_IF_CORES` */
  readonly cores: number;
  /** `follow`: pools as wide as the machine; `same`: as wide as set for this one */
  readonly lanes: "follow" | "same";
  /** time slice in ms where lanes share cores, 1 to `MAX_SLICE_MS` */
  readonly slice: Ms;
}

export const MAX_WHAT_IF_CORES = 64;
export const MAX_SLICE_MS = 100;

/** Twice the machine: the first question anyone has. */
export const defaultWhatIf = (cores: number): WhatIf => ({
  cores: Math.min(MAX_WHAT_IF_CORES, 2 * cores),
  lanes: "follow",
  slice: 10,
});

/** Written in the address as "8", or "1-same-10" where it is not the usual way of sharing. */
export const writeWhatIf = ({ cores, lanes, slice }: WhatIf): string =>
  lanes === "follow" && slice === 10 ? String(cores) : `${cores}-${lanes}-${slice}`;

/** What `writeWhatIf` wrote, or undefined for anything else. */
export function readWhatIf(given: unknown): WhatIf | undefined {
  const text = typeof given === "number" ? String(given) : given;
  if (typeof text !== "string") return undefined;
  const match = /^(\d{1,2})(?:-(follow|same)-(\d{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  const [, cores = "", lanes = "follow", slice = "10"] = match;
  const read = { cores: Number(cores), lanes: lanes as WhatIf["lanes"], slice: Number(slice) };
  return isWhatIf(read) ? read : undefined;
}

export function isWhatIf(given: unknown): given is WhatIf {
  if (typeof given !== "object" || given === null) return false;
  const { cores, lanes, slice } = given as Partial<Record<keyof WhatIf, unknown>>;
  const isWhole = (value: unknown, max: number) =>
    typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max;
  return (
    isWhole(cores, MAX_WHAT_IF_CORES) &&
    isWhole(slice, MAX_SLICE_MS) &&
    (lanes === "follow" || lanes === "same")
  );
}
