/** In the page's performance timeline: the first bars are on the screen. */
export const FIRST_PICTURE = "overlap:first-picture";

/** A page that draws nothing (no prediction, a hidden tab) waits no longer than this, ms. */
const AT_MOST = 2500;

let isDrawn = false;
let arrive: (() => void) | undefined;
const arrived = new Promise<void>((resolve) => {
  arrive = resolve;
  setTimeout(resolve, AT_MOST);
});

/** A timeline has drawn its first bars: they are on the screen with the next frame. */
export function pictureDrawn(): void {
  if (isDrawn) return;
  isDrawn = true;
  requestAnimationFrame(() =>
    setTimeout(() => {
      performance.mark(FIRST_PICTURE);
      arrive?.();
    }),
  );
}

/**
 * Resolves once the first picture is on the screen. Parts of the page that it does not need are fetched then: they
 * would take the line and the core from it.
 */
export const afterFirstPicture = (): Promise<void> => arrived;
