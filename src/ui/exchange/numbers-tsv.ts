import { METRICS } from "../../metrics/describe.ts";
import type { TakenRun } from "./taken.ts";

/** A cell of a pasted table: no tab, no line end, and no formula. */
const cell = (text: string): string => {
  const flat = text.replace(/[\t\r\n]+/g, " ").trim();
  return /^[=+\-@]/.test(flat) ? `'${flat}` : flat;
};

/** As many digits as say something: more are noise. */
const figure = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? "" : String(Number(value.toPrecision(6)));

/** The numbers of all runs beside each other, as tab-separated values: the metric, its unit, and a column a run. */
export function numbersTsv(runs: readonly TakenRun[]): string {
  const head = ["Metric", "Unit", ...runs.map(({ letter, name }) => cell(`${letter}: ${name}`))];
  const rows = METRICS.filter(({ read }) =>
    runs.some(({ metrics }) => read(metrics) !== undefined),
  ).map(({ id, unit, read }) => [id, unit, ...runs.map(({ metrics }) => figure(read(metrics)))]);
  return [head, ...rows].map((cells) => cells.join("\t")).join("\n");
}
