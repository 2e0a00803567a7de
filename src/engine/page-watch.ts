import type { Ms } from "../trace/types.ts";

/** What happened to the page while a run went on. */
interface PageWatch {
  readonly wasHidden: boolean;
  readonly wasFrozen: boolean;
  stop(): void;
}

const CHECK_MS = 250;
/** A page in front whose timer is late by so much was frozen, or its machine asleep; no load holds it up for so long. */
const FROZEN_MS = 1500;
/** A hidden page's timers fire once a second, and later once a minute: only a longer gap says more. */
const FROZEN_HIDDEN_MS = 5000;

/** Notices that the tab is hidden, frozen or asleep. Without a document (a worker) nothing can hide. */
export function watchPage(onTick: (sinceLast: Ms) => void): PageWatch {
  let wasHidden = isHidden();
  let wasFrozen = false;
  let last = performance.now();
  const look = (): void => {
    if (isHidden()) wasHidden = true;
  };
  const freeze = (): void => {
    wasFrozen = true;
  };
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last > CHECK_MS + (wasHidden ? FROZEN_HIDDEN_MS : FROZEN_MS)) wasFrozen = true;
    onTick(now - last);
    last = now;
  }, CHECK_MS);
  globalThis.document?.addEventListener("visibilitychange", look);
  globalThis.document?.addEventListener("freeze", freeze);
  return {
    get wasHidden() {
      return wasHidden;
    },
    get wasFrozen() {
      return wasFrozen;
    },
    stop() {
      clearInterval(timer);
      globalThis.document?.removeEventListener("visibilitychange", look);
      globalThis.document?.removeEventListener("freeze", freeze);
    },
  };
}

const isHidden = (): boolean => globalThis.document?.visibilityState === "hidden";
