import type { View } from "../scene/scene.ts";

/** Over the row labels and over the scrollbar a finger scrolls the rows, where they scroll: two clear elements. */
interface ScrollAreas {
  place(view: Pick<View, "frame" | "scrollable" | "shown">): void;
}

/** Elsewhere on the chart `touch-action` leaves vertical swipes to the page, so these need elements of their own. */
export function scrollAreasIn(root: HTMLElement): ScrollAreas {
  const areas = ["left", "right"].map((side) => {
    const area = root.ownerDocument.createElement("div");
    area.dataset.part = "scroll-area";
    Object.assign(area.style, { position: "absolute", top: "0", [side]: "0", touchAction: "none" });
    root.append(area);
    return area;
  });
  let placed = "";
  return {
    place({ frame, scrollable, shown }) {
      const wanted = `${scrollable > 0} ${frame.width} ${shown.height}`;
      if (wanted === placed) return;
      placed = wanted;
      for (const [i, area] of areas.entries()) {
        const width = i === 0 ? frame.gutter : frame.width - frame.range[1];
        Object.assign(area.style, {
          display: scrollable > 0 ? "block" : "none",
          width: `${width}px`,
          height: `${shown.height}px`,
        });
      }
    },
  };
}

/** Where a pointer is within the chart, CSS px, on whichever of its elements: `offsetX` counts from that one. */
export function pointIn(root: HTMLElement, { clientX, clientY }: MouseEvent) {
  const { left, top } = root.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
