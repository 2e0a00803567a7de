import { FONT_STACK } from "../style/font.ts";

/** What a tooltip says: a heading, and named values under it. */
export interface TooltipText {
  readonly title: string;
  readonly note: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

export interface Tooltip {
  /** Shows it by a point of the viewport (CSS px), wherever it fits best. */
  show(text: TooltipText, at: { readonly x: number; readonly y: number }): void;
  hide(): void;
  destroy(): void;
}

const MARGIN = 8;
const OFFSET = 14;

const looks: Partial<CSSStyleDeclaration> = {
  position: "fixed",
  inset: "auto",
  margin: "0",
  boxSizing: "border-box",
  maxWidth: "min(280px, calc(100vw - 16px))",
  padding: "8px 10px",
  border: "1px solid var(--grid, light-dark(#cfd5dc, #3a424c))",
  borderRadius: "4px",
  background: "var(--surface, light-dark(#ffffff, #14171c))",
  color: "var(--ink, light-dark(#171b21, #eceff3))",
  font: `400 12px/1.5 ${FONT_STACK}`,
  fontVariantNumeric: "tabular-nums",
  boxShadow: "0 2px 10px rgb(0 0 0 / 0.16)",
  pointerEvents: "none",
  zIndex: "1000",
};

/**
 * A box in the browser's top layer (popover) where there is one, else fixed: no ancestor can clip it. It is
 * hidden from assistive technology, which hears the same words from the chart's live region.
 */
export function mountTooltip(host: HTMLElement): Tooltip {
  const box = host.ownerDocument.createElement("div");
  box.setAttribute("aria-hidden", "true");
  box.dataset.part = "tooltip";
  Object.assign(box.style, looks);
  box.style.display = "none";
  const topLayer = typeof box.showPopover === "function";
  if (topLayer) box.popover = "manual";
  host.append(box);
  let written: TooltipText | undefined;

  return {
    show(text, at) {
      if (text !== written) write(box, text);
      written = text;
      box.style.display = "block";
      if (topLayer && !box.matches(":popover-open")) box.showPopover();
      place(box, at);
    },
    hide() {
      if (box.style.display === "none") return;
      if (topLayer && box.matches(":popover-open")) box.hidePopover();
      box.style.display = "none";
    },
    destroy: () => box.remove(),
  };
}

function place(box: HTMLElement, at: { readonly x: number; readonly y: number }): void {
  const { width, height } = box.getBoundingClientRect();
  const right = at.x + OFFSET;
  const x = right + width + MARGIN <= innerWidth ? right : at.x - OFFSET - width;
  const below = at.y + OFFSET;
  const y = below + height + MARGIN <= innerHeight ? below : at.y - OFFSET - height;
  box.style.left = `${Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN))}px`;
  box.style.top = `${Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN))}px`;
}

function write(box: HTMLElement, { title, note, facts }: TooltipText): void {
  const document = box.ownerDocument;
  const element = (tag: string, text: string, style: Partial<CSSStyleDeclaration>) => {
    const made = document.createElement(tag);
    made.textContent = text;
    Object.assign(made.style, style);
    return made;
  };
  const soft = "var(--ink-soft, light-dark(#566070, #a4aebb))";
  const table = element("div", "", {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: "12px",
    marginTop: "4px",
  });
  for (const [name, value] of facts) {
    table.append(
      element("span", name, { color: soft }),
      element("span", value, { overflowWrap: "anywhere", minWidth: "0" }),
    );
  }
  box.replaceChildren(
    element("div", title, { fontWeight: "600", overflowWrap: "anywhere" }),
    element("div", note, { overflowWrap: "anywhere" }),
    ...(facts.length > 0 ? [table] : []),
  );
}
