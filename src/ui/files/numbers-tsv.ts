import { METRICS } from "../../metrics/figures.ts";
import type { Metrics } from "../../metrics/measure.ts";
import { measureRange } from "../../metrics/range.ts";
import type { Ms, TimeRange } from "../../trace/types.ts";
import type { Taken, TakenRun } from "./exported-run.ts";

/** A cell of a pasted table: no tab, no line end, and no formula. */
const cell = (text: string): string => {
  const flat = text.replace(/[\t\r\n]+/g, " ").trim();
  return /^[=+\-@]/.test(flat) ? `'${flat}` : flat;
};

/** As many digits as say something: more are noise. */
const figure = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? "" : String(Number(value.toPrecision(6)));

/** An instant, ms: to the microsecond, as on the page. */
const instant = (at: Ms): string => String(Number(at.toFixed(3)));

/**
 * The numbers of all runs beside each other, as tab-separated values: the metric, its unit, and a column a run. While
 * a stretch is measured they are those of the stretch, as on the page, and it stands above them instead of a makespan.
 */
export function numbersTsv({ range, runs }: Pick<Taken, "range" | "runs">): string {
  const all = runs.map((run) => metricsOf(run, range));
  const head = ["Metric", "Unit", ...runs.map(({ letter, name }) => cell(`${letter}: ${name}`))];
  const rows = METRICS.filter(
    ({ id, read }) =>
      !(range !== undefined && id === "makespan") &&
      all.some((metrics) => read(metrics) !== undefined),
  ).map(({ id, unit, read }) => [id, unit, ...all.map((metrics) => figure(read(metrics)))]);
  const edge = (name: string, at: Ms) => [name, "ms", ...runs.map(() => instant(at))];
  const stretch =
    range === undefined ? [] : [edge("stretch from", range[0]), edge("stretch to", range[1])];
  return [head, ...stretch, ...rows].map((cells) => cells.join("\t")).join("\n");
}

const metricsOf = ({ trace, metrics, costs }: TakenRun, range: TimeRange | undefined): Metrics =>
  range === undefined ? metrics : measureRange(trace, range, costs && { costs });
