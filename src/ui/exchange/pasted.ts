export interface Pasted {
  readonly file: Blob;
  readonly name: string;
}

/** The file, or the text that looks like a trace, of a paste; undefined for anything else, and in fields. */
export function pastedTrace({ clipboardData, target }: ClipboardEvent): Pasted | undefined {
  if (target instanceof Element && target.closest("input, textarea, select, [contenteditable]")) {
    return undefined;
  }
  const file = clipboardData?.files[0];
  if (file !== undefined) return { file, name: file.name };
  const text = clipboardData?.getData("text") ?? "";
  return /^\s*[[{]\s*[{["]/.test(text.slice(0, 200))
    ? { file: new Blob([text]), name: "pasted trace" }
    : undefined;
}
