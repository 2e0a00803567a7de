/** @typedef {import("./report.ts").Figure} Figure */
/** @typedef {import("./report.ts").Table} Table */
/** @typedef {import("./report.ts").Aim} Aim */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/**
 * The i-th value against the i-th of the baseline: both were measured in the same repeat.
 * @param {Figure} figure
 */
const ratios = ({ values, baseline = [], as }) =>
  values.map((value, i) => against(value, baseline[i] ?? Number.NaN, as));

/**
 * The best value against the best of the baseline: other programs only ever make a run slower, so this is nearest
 * to what a quiet machine would show.
 * @param {Figure} figure
 */
const ratioOfBest = ({ values, baseline = [], as }) =>
  against(Math.min(...values), Math.min(...baseline), as);

/**
 * @param {number} value
 * @param {number} baseline
 * @param {Figure["as"]} as
 */
const against = (value, baseline, as) => (as === "speedup" ? baseline / value : value / baseline);

/** Three significant digits, more before the point. @param {number} value */
function number(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

/** @param {readonly number[]} values */
const range = (values) => `${number(Math.min(...values))} – ${number(Math.max(...values))}`;

/**
 * @param {Aim} aim
 * @param {string} unit
 */
function bound({ of, atMost, atLeast }, unit) {
  const suffix = of === "ratio" ? "x" : ` ${unit}`;
  if (atMost !== undefined && atLeast !== undefined) return `${atLeast} to ${atMost}${suffix}`;
  return atMost === undefined ? `>= ${atLeast}${suffix}` : `<= ${atMost}${suffix}`;
}

/** @param {Figure} figure */
function verdict(figure) {
  const { aim } = figure;
  if (aim === undefined) return "";
  const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = aim;
  const value = median(aim.of === "ratio" ? ratios(figure) : figure.values);
  return value >= atLeast && value <= atMost ? "met" : "not met";
}

const HEAD = ["", "median", "min – max", "baseline", "ratio", "min – max", "of best", "aim", ""];

/** @param {Figure} figure */
function row(figure) {
  const { what, unit, values, baseline, as, aim } = figure;
  const x = baseline === undefined || as === undefined ? undefined : ratios(figure);
  return [
    what,
    `${number(median(values))} ${unit}`,
    range(values),
    baseline === undefined ? "" : `${number(median(baseline))} ${unit}`,
    ...(x === undefined
      ? ["", "", ""]
      : [`${median(x).toFixed(2)}x`, range(x), `${ratioOfBest(figure).toFixed(2)}x`]),
    aim === undefined ? "" : bound(aim, unit),
    verdict(figure),
  ];
}

/**
 * The table as lines of text: names to the left, figures to the right.
 * @param {Table} table
 * @returns {string}
 */
export function render({ title, how, figures }) {
  const rows = [HEAD, ...figures.map(row)];
  const widths = HEAD.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const lines = rows.map((cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...how.map((line) => `  ${line}`), "", ...lines].join("\n");
}
