import type { Ms } from "../trace/types.ts";

export const formatMs = (time: Ms): string => `${Number(time.toPrecision(4))} ms`;
