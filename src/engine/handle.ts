import { type Remote, wrap } from "comlink";
import { EngineError } from "./types.ts";
import type { FactBatch, Started, WorkerMessage } from "./worker/protocol.ts";

/** What both kinds of worker answer to. */
interface Greeting {
  hello(): number;
}

/**
 * A worker and its life. Comlink keeps no reject: a worker that crashed, never loaded or was terminated would
 * leave its caller waiting for ever. Every call made through `call` settles: with its answer, or with the
 * worker's loss as an EngineError.
 */
export interface Handle<Api> {
  readonly worker: Worker;
  call<T>(act: (api: Remote<Api>) => Promise<T>): Promise<T>;
  /** Resolves once the script runs. @throws EngineError "worker-load" */
  readonly ready: Promise<void>;
  readonly isReady: boolean;
  readonly isLost: boolean;
  /** When it last gave a sign of life over messages, by the page's clock. */
  readonly heardAt: number;
  /** Ends the worker; its pending calls reject with `reason`. */
  lose(reason: EngineError): void;
  onFacts: ((batch: FactBatch) => void) | undefined;
  onStarted: ((started: Started) => void) | undefined;
}

const LOAD_DEADLINE_MS = 15_000;

const LOAD_FAILED =
  "A worker's script could not be loaded, so nothing can be run. Reload the page; if that does not help, the site is incomplete or a browser extension blocks it.";

export function createHandle<Api extends Greeting>(spawn: () => Worker): Handle<Api> {
  let worker: Worker;
  try {
    worker = spawn();
  } catch (cause) {
    throw new EngineError("worker-load", LOAD_FAILED, { cause });
  }
  const api = wrap<Api>(worker);
  const rejects = new Set<(reason: EngineError) => void>();
  let loss: EngineError | undefined;
  let isReady = false;
  let heardAt = performance.now();

  function lose(reason: EngineError): void {
    if (loss !== undefined) return;
    loss = reason;
    worker.terminate();
    for (const reject of rejects) reject(reason);
    rejects.clear();
  }

  function call<T>(act: (api: Remote<Api>) => Promise<T>): Promise<T> {
    if (loss !== undefined) return Promise.reject(loss);
    return new Promise((resolve, reject) => {
      rejects.add(reject);
      act(api)
        .then(resolve, reject)
        .finally(() => rejects.delete(reject));
    });
  }

  const crashed = (detail: string): EngineError =>
    isReady
      ? new EngineError("worker-lost", `A worker crashed: ${detail}`)
      : new EngineError("worker-load", LOAD_FAILED, { cause: detail });

  worker.addEventListener("error", (event) => {
    event.preventDefault();
    lose(crashed(event.message || "no reason given"));
  });
  worker.addEventListener("messageerror", () => lose(crashed("a message could not be read")));
  worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
    heardAt = performance.now();
    if (data.type === "facts") handle.onFacts?.(data);
    else if (data.type === "started") handle.onStarted?.(data);
    else if (data.type === "failure") lose(crashed(data.message));
  });

  const handle: Handle<Api> = {
    worker,
    call,
    lose,
    ready: greet(),
    get isReady() {
      return isReady;
    },
    get isLost() {
      return loss !== undefined;
    },
    get heardAt() {
      return heardAt;
    },
    onFacts: undefined,
    onStarted: undefined,
  };

  async function greet(): Promise<void> {
    const late = setTimeout(() => lose(crashed("it did not answer")), LOAD_DEADLINE_MS);
    try {
      await call((remote) => (remote as unknown as Remote<Greeting>).hello());
      isReady = true;
    } finally {
      clearTimeout(late);
    }
  }

  handle.ready.catch(() => {}); // whoever awaits it hears of it; nobody has to
  return handle;
}
