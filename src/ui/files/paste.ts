export interface Pasted {
  readonly file: Blob;
  readonly name: string;
}

/** Not the inputs that are pressed or dragged: a paste means nothing to them. */
const TAKES_TEXT =
  "input:not([type=range], [type=radio], [type=checkbox], [type=button], [type=file]), textarea, [contenteditable]";

/** The file, or the text that looks like a trace, of a paste; undefined for anything else, and in fields of text. */
export function pastedTrace({ clipboardData, target }: ClipboardEvent): Pasted | undefined {
  if (target instanceof Element && target.closest(TAKES_TEXT)) return undefined;
  const file = clipboardData?.files[0];
  if (file !== undefined) return { file, name: file.name };
  const text = clipboardData?.getData("text") ?? "";
  return /^\s*[[{]\s*[{["]/.test(text.slice(0, 200))
    ? { file: new Blob([text]), name: "pasted trace" }
    : undefined;
}
