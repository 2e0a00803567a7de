import type { Trace } from "../../trace/types.ts";
import type { Frame } from "../layout/frame.ts";
import type { RowWindow } from "../layout/layout.ts";
import { measured } from "../style/font.ts";
import { perUnit, type TimeUnit } from "../time/scale.ts";

/** One text of the gutter. */
export interface GutterText {
  /** the same in every frame, and no other's */
  readonly key: string;
  readonly text: string;
  /** middle of the text */
  readonly y: number;
  readonly tone: "ink" | "soft" | "figure" | "unit";
}

/** A number at the end tells rows apart, so it is kept: "Request 17" -> "Req… 17". */
const NUMBERED = /^(.*?)(\s*\d{1,5})$/;

/** The longest beginning of `text` that fits beside its final number, with an ellipsis where something was cut. */
export function ellipsised(text: string, width: number, size: number): string {
  if (measured(text, size) <= width) return text;
  const [, head = text, tail = ""] = NUMBERED.exec(text) ?? [];
  const cut = (length: number): string => `${head.slice(0, length).trimEnd()}…${tail}`;
  let length = head.length - 1;
  while (length > 1 && measured(cut(length), size) > width) length--;
  return cut(length);
}

/**
 * The unit of the axis; "ms ±0.1" where the lanes' clocks could only be compared that well: an order of events on
 * different lanes within it means nothing.
 */
export function unitText(
  unit: TimeUnit,
  { provenance, lanes }: Pick<Trace, "provenance" | "lanes">,
): string {
  if (provenance.kind !== "measured" || provenance.isolated || lanes.length < 2) return unit;
  return `${unit} ±${Number((provenance.clockSkew / perUnit[unit]).toPrecision(1))}`;
}

/** Texts of the gutter: row labels where they fit, the two numbers with their peaks, the unit of the axis. */
export function gutterTexts(
  shown: RowWindow,
  frame: Frame,
  peaks: readonly [number, number],
  unit: string | undefined,
): readonly GutterText[] {
  const rows = shown.rows
    .filter(
      ({ labelled, y, height }) =>
        labelled && y + height / 2 > 4 && y + height / 2 < shown.height - 4,
    )
    .map(
      ({ row, y, height }): GutterText => ({
        key: `row ${row.key}`,
        text: row.label,
        y: y + height / 2,
        tone: row.kind === "off-lane" ? "soft" : "ink",
      }),
    );
  const names = ["in progress", "executing"] as const;
  const strip = frame.strip.flatMap((band, i): readonly GutterText[] => [
    { key: `count ${i}`, text: names[i] ?? "", y: band.y + 9, tone: "soft" },
    { key: `peak ${i}`, text: `${peaks[i] ?? 0}`, y: band.y + 25, tone: "figure" },
  ]);
  const axis: readonly GutterText[] =
    unit === undefined ? [] : [{ key: "unit", text: unit, y: frame.axisY + 14, tone: "unit" }];
  return [...rows, ...strip, ...axis];
}
