import type { Unpredicted } from "./prediction.ts";

/** What a helper asks its worker, and is answered. Both are copied; nothing is transferred. */
export interface Question<Request> {
  readonly id: number;
  readonly request: Request;
}
export interface Answer<Outcome> {
  readonly id: number;
  readonly outcome: Outcome;
}

/** A worker that computes beside the page, one question at a time. Whatever happens, every promise settles. */
interface Helper<Request, Outcome> {
  /** Asking cancels what is going on. */
  ask(request: Request): Promise<Outcome | Unpredicted | "cancelled">;
  /** Ends what is going on, with its worker: a simulation hears no message. An idle worker is kept. */
  cancel(): void;
  dispose(): void;
}

const LOST =
  "This can't be predicted now: the worker that predicts large work ended unexpectedly. Turn a knob to try again.";

/** @param spawn called when it is first needed, and again after a cancel */
export function createHelper<Request, Outcome>(spawn: () => Worker): Helper<Request, Outcome> {
  type End = Outcome | Unpredicted | "cancelled";
  let worker: Worker | undefined;
  let pending: { id: number; settle(end: End): void } | undefined;
  let count = 0;

  function settle(end: End): void {
    const { settle: done } = pending ?? {};
    pending = undefined;
    done?.(end);
  }

  function drop(end: End): void {
    worker?.terminate();
    worker = undefined;
    settle(end);
  }

  function start(): Worker {
    const started = spawn();
    started.onmessage = ({ data }: MessageEvent<Answer<Outcome>>) => {
      if (data.id === pending?.id) settle(data.outcome);
    };
    // A script that is not there, a crash, an answer that can't be copied: none of them says more than that.
    started.onerror = () => drop({ error: LOST });
    started.onmessageerror = () => drop({ error: LOST });
    return started;
  }

  const cancel = () => {
    if (pending !== undefined) drop("cancelled");
  };
  return {
    ask(request) {
      cancel();
      count += 1;
      const id = count;
      return new Promise((resolve) => {
        pending = { id, settle: resolve };
        try {
          worker ??= start();
          worker.postMessage({ id, request } satisfies Question<Request>);
        } catch {
          drop({ error: LOST });
        }
      });
    },
    cancel,
    dispose: () => drop("cancelled"),
  };
}
