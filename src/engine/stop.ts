import { EngineError } from "./interface.ts";

/**
 * Waits for the work or for Stop, whichever comes first. The work is not undone: what it comes to later is nobody's.
 * @throws EngineError "stopped", and whatever the work rejects with
 */
export function orStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void =>
      reject(new EngineError("stopped", "Stopped before anything was measured."));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
