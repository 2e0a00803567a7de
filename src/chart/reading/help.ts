import { FONT_STACK } from "../style/font.ts";

/** What a timeline can be asked for beyond walking its spans. */
type Need = "onDomain" | "onBack" | "onRange" | "onFind";

/** Such a timeline, by the requests that its page listens to. */
export type Able = { readonly [need in Need]?: unknown };

interface Help {
  readonly want: string;
  readonly ways: string;
  readonly needs?: Need;
}

const help: readonly Help[] = [
  {
    want: "Zoom",
    ways: "+ −, W S, Shift + ↑ ↓, pinch, Ctrl or ⌘ + wheel; the wheel alone after a click",
    needs: "onDomain",
  },
  { want: "Move in time", ways: "A D, Shift + ← →, drag", needs: "onDomain" },
  {
    want: "Zoom to a stretch",
    ways: "Shift + drag; F for the focused span or selected task",
    needs: "onDomain",
  },
  { want: "Back", ways: "Backspace, double-click; 0 for everything", needs: "onBack" },
  {
    want: "Walk spans",
    ways: "← → along a row, ↑ ↓ between rows, Home, End, Page Up, Page Down",
  },
  {
    want: "Follow a task",
    ways: "Enter or click selects it everywhere; N P to its next and previous span",
  },
  { want: "Find a task", ways: "/", needs: "onFind" },
  {
    want: "Measure a stretch",
    ways: "drag in the time axis; [ and ] at the focused span; a click there ends it",
    needs: "onRange",
  },
  { want: "Let go", ways: "Esc" },
];

/** The key map of such a timeline, of one that is asked for everything unless told: what one wants, the ways to it. */
export const helpOf = (able?: Able): readonly Help[] =>
  help.filter(
    ({ needs }) => able === undefined || needs === undefined || able[needs] !== undefined,
  );

/** A small sheet with the key map, in the browser's top layer; the platform closes it on Escape or a press elsewhere. */
export function openHelp(host: HTMLElement, able?: Able): void {
  const { ownerDocument: document } = host;
  if (host.querySelector("[data-part=help]") !== null) return;
  const sheet = document.createElement("div");
  sheet.dataset.part = "help";
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-label", "Keys and gestures of the timelines");
  sheet.tabIndex = -1;
  Object.assign(sheet.style, {
    inset: "0",
    margin: "auto",
    width: "fit-content",
    height: "fit-content",
    maxWidth: "min(560px, calc(100vw - 32px))",
    maxHeight: "calc(100vh - 32px)",
    boxSizing: "border-box",
    overflow: "auto",
    padding: "16px 20px",
    border: "1px solid var(--line, light-dark(#8a919a, #68717c))",
    borderRadius: "4px",
    background: "var(--surface, light-dark(#ffffff, #14171c))",
    color: "var(--ink, light-dark(#171b21, #eceff3))",
    font: `400 13px/1.5 ${FONT_STACK}`,
    outline: "none",
  });
  const list = document.createElement("dl");
  Object.assign(list.style, {
    display: "grid",
    gridTemplateColumns: "minmax(7em, max-content) 1fr",
    gap: "6px 16px",
    margin: "0",
  });
  for (const { want, ways } of helpOf(able)) {
    const term = document.createElement("dt");
    term.textContent = want;
    term.style.fontWeight = "600";
    const text = document.createElement("dd");
    text.textContent = ways;
    text.style.margin = "0";
    list.append(term, text);
  }
  sheet.append(list);
  host.append(sheet);
  sheet.addEventListener("keydown", (event) => event.stopPropagation());
  if (typeof sheet.showPopover !== "function") {
    sheet.style.position = "fixed";
    sheet.addEventListener("blur", () => sheet.remove());
  } else {
    sheet.popover = "auto";
    sheet.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "closed") {
        sheet.remove();
        host.focus({ preventScroll: true });
      }
    });
    sheet.showPopover();
  }
  sheet.focus({ preventScroll: true });
}
