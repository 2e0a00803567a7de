import type { Picture } from "./picture.ts";

/** Beyond this a browser refuses the canvas (Chromium 65 535, Safari and phones less), device px. */
const MAX_SIDE = 16_384;
/** Device px per CSS px: sharp on most screens, and on paper. */
const SHARP = 2;

/**
 * The same picture in pixels.
 * @throws Error as a sentence, where the browser can't draw it
 */
export async function picturePng({ svg, width, height }: Picture): Promise<Blob> {
  const scale = Math.min(SHARP, MAX_SIDE / width, MAX_SIDE / height);
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (png === null) throw new Error("This browser could not draw the picture.");
    return png;
  } finally {
    URL.revokeObjectURL(url);
  }
}
