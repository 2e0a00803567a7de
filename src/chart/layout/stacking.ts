import type { MarkState } from "../style/looks.ts";
import type { Mark } from "./marks.ts";
import type { Row } from "./rows.ts";

/** Marks of a later state lie over earlier ones: a computation is never hidden by what waits around it. */
const order: readonly MarkState[] = [
  "queued",
  "ready",
  "waiting",
  "blocked",
  "running",
  "starting",
  "preempted",
];

/** A row's marks from the lowest to the topmost; on the one line of a lane none covers another. */
export const stacked = ({ lines, kind }: Row, marks: readonly Mark[]): readonly Mark[] =>
  lines.length > 1 || kind === "task"
    ? order.flatMap((state) => marks.filter((mark) => mark.state === state))
    : marks;
