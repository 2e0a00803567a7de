import { LABEL, labelFits } from "../layout/bar-label.ts";
import type { Box } from "../layout/box.ts";
import type { Shape } from "../layout/mark-shapes.ts";
import { type Context, textWidth } from "../style/font.ts";
import type { Pens } from "./pens.ts";

/** The shapes of a mark, from below. The context is in device pixels. */
export function paintShapes(context: Context, shapes: readonly Shape[], pens: Pens): void {
  for (const shape of shapes) paintShape(context, shape, pens);
}

function paintShape(context: Context, shape: Shape, pens: Pens): void {
  const { x, y, width, height } = shape.box;
  switch (shape.is) {
    case "area":
      context.fillStyle = pens.fill(shape.token, shape.paint);
      context.fillRect(x, y, width, height);
      break;
    case "frame": {
      const { line, dash } = shape;
      context.strokeStyle = pens.solid(shape.token);
      context.lineWidth = line;
      context.setLineDash([...dash]);
      context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
      context.setLineDash([]);
      break;
    }
    case "rule": {
      const [on = width, off = 0] = shape.dash;
      context.fillStyle = pens.solid(shape.token);
      for (let at = x; at < x + width; at += on + off) {
        context.fillRect(at, y, Math.min(on, x + width - at), height);
      }
      break;
    }
    default:
      shape satisfies never;
  }
}

/** A label inside its bar, where all of it fits; bars are never labelled in part. */
export function paintText(context: Context, box: Box, text: string, pens: Pens, ink: string): void {
  const { dpr, font } = pens;
  if (!labelFits(box, dpr, () => textWidth(context, font, text))) return;
  context.font = font;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  context.fillText(text, box.x + LABEL.before * dpr, box.y + box.height / 2 + 0.5 * dpr);
}
