import { legendOf } from "./reading/legend.ts";
import { type View, viewOf } from "./scene/scene.ts";
import { stripTops } from "./scene/strip-curves.ts";
import { extremesOf } from "./spans/extremes.ts";
import type { GalleryState } from "./states-test-kit.ts";
import { TEXTURES, tokenOf } from "./style/looks.ts";
import { FALLBACKS, FORCED } from "./style/palette.ts";
import { BARS, COLUMNS, labelled, type Paper, rowText } from "./text-rows-test-kit.ts";
import { pixelsOf } from "./time/pixels.ts";
import { type TimeScale, timeScale } from "./time/scale.ts";

/**
 * A state in text, one character a column, by the code that decides what the chart draws: rows and the prediction
 * under them, what lies over them (cursor, measured stretch, now), the strip, and what each colour stands for.
 * What a chart draws, whatever fonts and pixels a machine has; the pixels are gallery.spec.ts's to look at.
 */
export function pictureOf({ props, forced = false }: GalleryState): string {
  const { gutter } = viewOf(props, 1000).frame;
  const view = viewOf(props, gutter + COLUMNS + 20);
  const paper: Paper = { view, scale: timeScale(props.domain, [0, COLUMNS]) };
  const of = view.layout.rows.length - view.shown.rows.length;
  return [
    ...view.shown.rows.flatMap((placed) => rowText(paper, placed)),
    ...(of > 0 ? [`and ${of} rows out of sight`] : []),
    ...overlayText(paper, props),
    ...stripText(paper),
    "",
    ...legendText(view, forced),
    "",
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

const at = (scale: TimeScale, time: number): number =>
  Math.max(0, Math.min(COLUMNS - 1, Math.floor(scale.x(time))));

function overlayText(
  { view, scale }: Paper,
  { cursor, range, live }: GalleryState["props"],
): readonly string[] {
  const mark = (time: number) => `${" ".repeat(at(scale, time))}|`;
  const stretch = (from: number, to: number) =>
    `${" ".repeat(from)}[${"-".repeat(Math.max(0, to - from - 1))}]`;
  return [
    ...(cursor === undefined ? [] : [labelled("cursor", mark(cursor))]),
    ...(range === undefined
      ? []
      : [labelled("measured", stretch(at(scale, range[0]), at(scale, range[1])))]),
    ...(live === true ? [labelled("now", mark(view.trace.duration))] : []),
  ];
}

/** Both curves, as high as their highest in each column, and those predicted under them. */
function stripText({ view, scale }: Paper): readonly string[] {
  const { counts, ghost, predicted } = view.strip;
  const tops = stripTops(
    Math.max(counts.inProgress.peak, ghost?.inProgress.peak ?? 0),
    Math.max(counts.executing.peak, ghost?.executing.peak ?? 0),
  );
  return (["inProgress", "executing"] as const).flatMap((name, i) => {
    const curve = (of: typeof counts) =>
      Array.from(extremesOf(of[name].steps, pixelsOf(scale, 1)).high, (high) =>
        high === 0 ? " " : BARS[Math.ceil((high / (tops[i] ?? 1)) * BARS.length) - 1],
      ).join("");
    const label = name === "inProgress" ? "in progress" : "executing";
    const dashed = predicted ? ", dashed" : "";
    return [
      labelled(label, `${curve(counts)} ${counts[name].peak}${dashed}`),
      ...(ghost === undefined ? [] : [labelled("  predicted", curve(ghost))]),
    ];
  });
}

/** What is drawn for each entry of the legend: whose colour, and where marks are small, which texture. */
function legendText({ trace, ghost }: View, forced: boolean): readonly string[] {
  return legendOf(trace, ghost, forced).map(
    ({ label, swatch: { state, tint, predicted, hollow } }) => {
      const token = tokenOf(state, tint);
      const colour = forced ? FORCED[token] : FALLBACKS[token].name;
      const texture =
        hollow !== true && state in TEXTURES
          ? TEXTURES[state as keyof typeof TEXTURES].join(" ")
          : "";
      const look = predicted ? `${colour}, outlined` : colour;
      return `${label.padEnd(36)}${look.padEnd(28)}${texture}`;
    },
  );
}
