/** What a chart is drawn for. */
export type Medium = "screen" | "paper";

/** CSS px of a chart on paper: A4 less margins of 15 mm, at 96 px an inch; US Letter is 20 px wider. */
export const PAPER_PX = 680;

/**
 * Calls `changed` before the page is printed, and after it. A canvas does not follow a print style by itself, and no
 * animation frame comes before the page is on paper: what `changed` draws, it must draw at once. Where print is
 * only looked at (developer tools), the media query alone tells. @returns stops watching
 */
export function watchPaper(changed: (medium: Medium) => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const query = matchMedia("print");
  let now: Medium = "screen";
  const become = (medium: Medium) => {
    if (medium === now) return;
    now = medium;
    changed(medium);
  };
  addEventListener("beforeprint", () => become("paper"), { signal });
  addEventListener("afterprint", () => become("screen"), { signal });
  query.addEventListener("change", () => become(query.matches ? "paper" : "screen"), { signal });
  return () => listening.abort();
}
