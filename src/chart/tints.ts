import { TINTS, type Token, tintToken } from "./palette.ts";

/**
 * Which tint each task's bars have: one per task while a reader can tell them apart (2 to 8 tasks), else one
 * per kind; work of one kind is drawn in the one colour of running.
 *
 * @param count how many tasks there are, where `tasks` stand for more than themselves
 */
export function tintsOf(
  tasks: readonly { readonly kind: string }[],
  count = tasks.length,
): (task: number) => Token {
  if (count <= TINTS && count > 1) return tintToken;
  const kinds = [...new Set(tasks.map((task) => task.kind))];
  if (kinds.length <= 1) return () => "running";
  const tints = tasks.map((task) => tintToken(kinds.indexOf(task.kind)));
  return (task) => tints[task] ?? "running";
}
