import { TINTS, type Token, tintToken } from "./palette.ts";

/** The tint of a task's running bars. */
export type Tint = (task: number) => Token;

/**
 * Which tint each task's bars have: one per task while a reader can tell them apart (2 to 8 tasks), else one
 * per kind; work of one kind is drawn in the one colour of running.
 *
 * @param count how many tasks there are, where `tasks` stand for more than themselves
 */
export function tintsOf(tasks: readonly { readonly kind: string }[], count = tasks.length): Tint {
  if (count <= TINTS && count > 1) return tintToken;
  const kinds = new Map<string, number>();
  let last: string | undefined;
  for (const { kind } of tasks) {
    if (kind !== last && !kinds.has(kind)) kinds.set(kind, kinds.size);
    last = kind;
  }
  if (kinds.size <= 1) return () => "running";
  return (task) => tintToken(kinds.get(tasks[task]?.kind ?? "") ?? 0);
}
