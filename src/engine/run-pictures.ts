import type { Ms } from "../trace/types.ts";

/** From one picture of a run to the next: a few a second let a reader see it grow. */
const PICTURE_MS: Ms = 200;
/**
 * At most this share of the page's time goes into pictures. The page draws them on the cores that are being measured:
 * 60 a second made two lanes on two quiet cores take 1.09 to 1.27 of the predicted time, two a second 1.03 to 1.07.
 */
const MOST_SHARE = 0.05;
/** But once a second it is seen that a run goes on, however long a picture takes. */
const LONGEST_PAUSE_MS: Ms = 1000;

/**
 * Takes a picture when the run has begun, and then now and then: the seldomer, the longer the page has to do with one.
 * A hidden page takes none: it has no frames.
 * @param picture says whether there was something to take
 * @returns ends it
 */
export function takePictures(picture: () => boolean): () => void {
  if (typeof requestAnimationFrame !== "function") return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(take);
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };

  function take(): void {
    const began = performance.now();
    if (!picture()) {
      frame = requestAnimationFrame(take);
      return;
    }
    // once the page has drawn what came of it
    timer = setTimeout(() => rest(performance.now() - began));
  }

  function rest(cost: Ms): void {
    const pause = Math.min(LONGEST_PAUSE_MS, Math.max(PICTURE_MS, cost / MOST_SHARE));
    timer = setTimeout(() => {
      frame = requestAnimationFrame(take);
    }, pause);
  }
}
