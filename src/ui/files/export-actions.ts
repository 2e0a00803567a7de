import { picture, picturePng } from "../../chart/export/index.ts";
import { instant, readPalette, scrollOf } from "../../chart/index.ts";
import { executing, inProgress } from "../../metrics/counts.ts";
import { formatCount, formatMs } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";
import { measureRange } from "../../metrics/range.ts";
import { type ChromeSide, chromeTrace } from "../../trace/chrome/write-chrome.ts";
import { spansCsv } from "../../trace/file/csv.ts";
import { writeTrace } from "../../trace/file/overlap-file.ts";
import type { Taken, TakenRun } from "./exported-run.ts";
import { fileName, whenOf } from "./file-name.ts";
import { numbersTsv } from "./numbers-tsv.ts";
import { blobOf, save } from "./save.ts";

/** What can be taken away. Each resolves to a sentence about how it went; none rejects. */
export type Take = (taken: Taken) => Promise<string>;

function nameOf({ about, runs }: Taken, ending: string): string {
  const traces = runs.map(({ trace }) => trace);
  const words = [about, ...runs.map(({ id }) => id)].join(" ");
  return fileName(words, whenOf(traces, new Date().toISOString()), ending);
}

const told =
  (take: (taken: Taken) => Promise<string>): Take =>
  async (taken) => {
    try {
      return await take(taken);
    } catch (error) {
      return `That did not work: ${error instanceof Error ? error.message : error}`;
    }
  };

async function saved(taken: Taken, ending: string, blob: Blob): Promise<string> {
  const name = nameOf(taken, ending);
  save(blob, name);
  return `Saved as ${name}.`;
}

export const takeCsv = told(async (taken) => {
  const sides = taken.runs.map(({ letter, row = letter, trace }) => ({ name: row, trace }));
  return saved(taken, "csv", await blobOf({ parts: spansCsv(sides), type: "text/csv" }));
});

export const takeChrome = told(async (taken) => {
  const parts = chromeTrace(taken.runs.map(chromeSide));
  return saved(taken, "trace.json", await blobOf({ parts, type: "application/json" }));
});

const chromeSide = ({ letter, name, trace }: TakenRun): ChromeSide => ({
  name: `${letter}: ${name}${trace.provenance.kind === "predicted" ? " (predicted)" : ""}`,
  trace,
  counters: [
    { name: "in progress", unit: "tasks", steps: inProgress(trace) },
    { name: "executing", unit: "lanes", steps: executing(trace) },
  ],
});

/** One run: the format holds one trace. */
export const takeOverlap = (run: TakenRun): Take =>
  told(async (taken) => {
    const { trace, plan, model, variant } = run;
    const written = writeTrace({ trace, plan, model, variant });
    if (!written.ok) return written.error;
    return saved(
      { ...taken, runs: [run] },
      "overlap.json",
      new Blob([written.text], { type: "application/json" }),
    );
  });

/** What is on the screen, with the colours in force on the page. */
const pictureOf = ({ title, rows, sort, domain, range, runs }: Taken) =>
  picture({
    title,
    rows,
    sort,
    domain,
    range,
    palette: readPalette(document.body),
    sides: runs.map(({ letter, name, trace, ghost, metrics, selected }) => ({
      name: `${letter}: ${name}`,
      figures: `${twoNumbers(metrics)} · ${formatMs(metrics.makespan)}`,
      trace,
      ghost,
      selected,
      scroll: scrollOf(trace),
      inRange: range && twoNumbers(measureRange(trace, range)),
    })),
  });

const twoNumbers = ({ inProgressPeak, executingPeak }: Metrics): string =>
  `in progress ${formatCount(inProgressPeak)} · executing ${formatCount(executingPeak)}`;

export const takeSvg = told(async (taken) =>
  saved(taken, "svg", new Blob([pictureOf(taken).svg], { type: "image/svg+xml" })),
);

export const takePng = told(async (taken) =>
  saved(taken, "png", await picturePng(pictureOf(taken))),
);

const REFUSED = "The browser did not let this page use the clipboard. Save it as a file instead.";

/** The picture is a promise: the clipboard must be asked within the press, before the picture is drawn. */
export const copyPicture: Take = async (taken) => {
  try {
    const png = picturePng(pictureOf(taken));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    return "The picture is on the clipboard.";
  } catch {
    return REFUSED;
  }
};

export const copyNumbers: Take = async (taken) => {
  const { range } = taken;
  const of = range === undefined ? "" : ` of ${instant(range[0])} to ${instant(range[1])}`;
  try {
    await navigator.clipboard.writeText(numbersTsv(taken));
    return `The numbers${of} are on the clipboard: paste them into a spreadsheet.`;
  } catch {
    return REFUSED;
  }
};
