import { readPalette, watchTheme } from "../style/chart-theme.ts";
import { type Medium, PAPER_PX, watchPaper } from "../style/paper.ts";
import { createSpeedupDrawing } from "./draw.ts";
import { exploreLanes } from "./speedup-explore.ts";
import { type SpeedupFrame, speedupFrame } from "./speedup-frame.ts";
import type { SpeedupPlotProps } from "./speedup-points.ts";
import { speedupSummary } from "./speedup-words.ts";

export interface SpeedupPlot {
  update(props: SpeedupPlotProps): void;
  destroy(): void;
}

let mounted = 0;

/**
 * Speedup against lanes: what was measured, what was predicted, and the laws between them. SVG, since there are some
 * hundred marks at most. Arrow keys and the pointer walk along the lanes; what they are on is told in a tooltip and
 * by a live region. Fills the host's width, and follows theme and forced colours.
 */
export function mountSpeedupPlot(host: HTMLElement): SpeedupPlot {
  mounted += 1;
  const id = `speedup-plot-${mounted}`;
  const root = rootIn(host);
  const summary = hiddenIn(root, "summary");
  summary.id = `${id}-summary`;
  root.setAttribute("aria-describedby", summary.id);
  const say = hiddenIn(root, "live");
  say.setAttribute("aria-live", "polite");
  const drawing = createSpeedupDrawing(`${id}-inside`);
  root.append(drawing.node);

  let palette = readPalette(root);
  let props: SpeedupPlotProps | undefined;
  let frame: SpeedupFrame | undefined;
  let request = 0;
  const redraw = () => {
    request ||= requestAnimationFrame(draw);
  };
  const explorer = exploreLanes(root, say, () => props && frame && { props, frame }, redraw);
  const resize = new ResizeObserver(redraw);
  resize.observe(root);
  let medium: Medium = "screen";
  const leaveTheme = watchTheme(root, () => {
    palette = readPalette(root, medium);
    redraw();
  });
  const leavePaper = watchPaper((next) => {
    medium = next;
    root.style.width = medium === "paper" ? `${PAPER_PX}px` : "100%";
    palette = readPalette(root, medium);
    draw();
  });

  function draw(): void {
    request = 0;
    const width = root.clientWidth;
    if (props === undefined || width === 0) return;
    frame = speedupFrame(props, width);
    drawing.draw(props, frame, palette);
    drawing.point(explorer.lanes(), props, frame, palette);
  }

  return {
    update(next) {
      props = next;
      root.setAttribute("aria-label", next.label);
      summary.textContent = speedupSummary(next);
      redraw();
    },
    destroy() {
      cancelAnimationFrame(request);
      explorer.destroy();
      resize.disconnect();
      leaveTheme();
      leavePaper();
      root.remove();
    },
  };
}

function rootIn(host: HTMLElement): HTMLElement {
  const root = host.ownerDocument.createElement("div");
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-roledescription", "plot");
  root.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight Home End Escape");
  root.dataset.part = "speedup-plot";
  Object.assign(root.style, { position: "relative", width: "100%", touchAction: "pan-y" });
  host.append(root);
  return root;
}

function hiddenIn(root: HTMLElement, part: string): HTMLElement {
  const hidden = root.ownerDocument.createElement("div");
  hidden.dataset.part = part;
  Object.assign(hidden.style, {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  });
  root.append(hidden);
  return hidden;
}
