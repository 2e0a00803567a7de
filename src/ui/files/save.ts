/** A file made in pieces, so that a page with a million spans goes on answering meanwhile. */
interface FileParts {
  readonly name: string;
  readonly type: string;
  readonly parts: Iterable<string>;
}

/** ms between two rests */
const BUDGET = 12;

/** Puts the parts together, resting in between. */
export async function blobOf({ parts, type }: Omit<FileParts, "name">): Promise<Blob> {
  const done: string[] = [];
  let since = performance.now();
  for (const part of parts) {
    done.push(part);
    if (performance.now() - since < BUDGET) continue;
    await new Promise((resume) => setTimeout(resume));
    since = performance.now();
  }
  return new Blob(done, { type });
}

/** Hands a file to the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; before, some browsers would lose it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
