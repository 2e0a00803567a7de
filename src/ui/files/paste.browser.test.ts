import { afterEach, expect, test } from "vitest";
import { type Pasted, pastedTrace } from "./paste.ts";

afterEach(() => document.body.replaceChildren());

const TRACE = '[{"ph":"X"}]';

/** What comes of pasting `text` while the first element of `html` has the focus. */
function pasteInto(html: string, text = TRACE): Pasted | undefined {
  document.body.innerHTML = html;
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  let pasted: Pasted | undefined;
  const take = (event: ClipboardEvent) => {
    pasted = pastedTrace(event);
  };
  document.addEventListener("paste", take, { once: true });
  const target = document.body.firstElementChild ?? document.body;
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  return pasted;
}

test.each([
  "<p>words</p>",
  "<button>Run</button>",
  "<select><option>A</option></select>",
  '<input type="range">',
  '<input type="radio">',
  '<input type="checkbox">',
  '<input type="button">',
  '<input type="file">',
])("a trace is taken where %s takes no text", async (html) => {
  expect(await pasteInto(html)?.file.text()).toBe(TRACE);
});

test.each([
  "<input>",
  '<input type="search">',
  '<input type="number">',
  "<textarea></textarea>",
  "<div contenteditable></div>",
])("a paste into %s is left to it", (html) => {
  expect(pasteInto(html)).toBeUndefined();
});

test("text that looks like no trace is left to the page", () => {
  expect(pasteInto("<p>words</p>", "a sentence")).toBeUndefined();
});
