import type { Ms } from "../../trace/types.ts";

/** A worker that computes nothing shows this often that it lives: loops, lanes that sleep, and the coordinator. */
export const BEAT_MS: Ms = 100;
