import type { Lab } from "../state/lab.ts";

/** This much of the embed must be on the reader's screen, px; of a shorter one, half. */
const ENOUGH = 240;
/** Crossing one of these shares is noticed: on a page of 2 000 px, every 40 px. */
const SHARES = Array.from({ length: 51 }, (_, i) => i / 50);

/**
 * Runs once, as soon as `element` is on the reader's screen in a tab that is looked at, and never if the reader has
 * run first. Embeds of one course page that are seen together run one after another: at once, each would measure
 * the others.
 */
export async function runOnceSeen(lab: Lab, element: Element): Promise<void> {
  const seen = watchSeen(element);
  let over = false;
  while (!over) {
    await seen.next();
    over = await inTurn(async () => {
      if (!isUntouched(lab)) return true;
      // scrolled away while others had their turn
      if (!seen.now()) return false;
      await lab.run();
      return true;
    });
  }
  seen.stop();
}

function isUntouched(lab: Lab): boolean {
  const { owner, phase, measured, memory } = lab.store.getState();
  return (
    owner.is === "free" &&
    phase.is === "idle" &&
    Object.keys({ ...measured, ...memory }).length === 0
  );
}

function watchSeen(element: Element) {
  const listening = new AbortController();
  const { signal } = listening;
  let inView = false;
  let tell: () => void = () => {};
  const now = () => inView && document.visibilityState === "visible";
  const check = () => {
    if (now()) tell();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1);
      if (entry === undefined) return;
      // The frame's own viewport is no measure: cut to what the top page shows of it, px count.
      const { boundingClientRect: whole, intersectionRect: shown } = entry;
      inView = entry.isIntersecting && shown.height >= Math.min(ENOUGH, whole.height / 2);
      check();
    },
    { threshold: SHARES },
  );
  observer.observe(element);
  document.addEventListener("visibilitychange", check, { signal });
  return {
    now,
    next: () =>
      new Promise<void>((resolve) => {
        tell = resolve;
        check();
      }),
    stop() {
      observer.disconnect();
      listening.abort();
    },
  };
}

/** One embed of this site at a time. Where there are no locks (http, a sandboxed frame), at once. */
async function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  let begun = false;
  const once = () => {
    begun = true;
    return work();
  };
  try {
    return await navigator.locks.request("overlap: run=auto", once);
  } catch (error) {
    if (begun) throw error;
    return work();
  }
}
