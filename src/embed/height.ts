/** Of the whole page, in CSS px, rounded up: a frame of this height has no scroll bar. */
export const documentHeight = (): number =>
  Math.ceil(document.documentElement.getBoundingClientRect().height);

/**
 * Calls back with each new height, at most once per frame, however many parts of the page changed. Not with the
 * height it finds.
 */
export function onHeight(changed: (height: number) => void): void {
  let last = documentHeight();
  new ResizeObserver(() => {
    const height = documentHeight();
    if (height === last) return;
    last = height;
    changed(height);
  }).observe(document.documentElement);
}
