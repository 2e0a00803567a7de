import { type Remote, wrap } from "comlink";
import type { Ms } from "../trace/types.ts";
import { EngineError } from "./interface.ts";
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
  /** @param deadline ms in which the page runs; a worker without an answer by then is ended, as busy */
  call<T>(act: (api: Remote<Api>) => Promise<T>, deadline?: Ms): Promise<T>;
  /** Resolves once the script runs. @throws EngineError "worker-load" */
  readonly ready: Promise<void>;
  /** Asks for a sign of life. @throws EngineError if none comes: the worker is lost */
  greet(): Promise<void>;
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
/** A worker that runs answers in a fraction of this, even from within a calibration that Stop left to itself. */
const GREETING_MS = 3000;

const LOAD_FAILED = "A worker's script could not be loaded, so nothing can be run.";

/** @param onHung called when a worker is ended that may be computing still */
export function createHandle<Api extends Greeting>(
  spawn: () => Worker,
  onHung: () => void,
): Handle<Api> {
  let worker: Worker;
  try {
    worker = spawn();
  } catch (cause) {
    throw new EngineError("worker-load", LOAD_FAILED, { cause });
  }
  const api = wrap<Api>(worker);
  const fails = new Set<(reason: unknown) => void>();
  let loss: EngineError | undefined;
  let isReady = false;
  let heardAt = performance.now();

  function lose(reason: EngineError): void {
    if (loss !== undefined) return;
    loss = reason;
    worker.terminate();
    for (const fail of fails) fail(reason);
  }

  function call<T>(act: (api: Remote<Api>) => Promise<T>, deadline?: Ms): Promise<T> {
    if (loss !== undefined) return Promise.reject(loss);
    return new Promise((resolve, reject) => {
      const stopCount = deadline === undefined ? () => {} : countDown(deadline, hang);
      const end = (): void => {
        fails.delete(fail);
        stopCount();
      };
      const fail = (reason: unknown): void => {
        end();
        reject(reason);
      };
      fails.add(fail);
      act(api).then((answer) => {
        end();
        resolve(answer);
      }, fail);
    });
  }

  const lossOf = (sentence: string, cause: string): EngineError =>
    isReady
      ? new EngineError("worker-lost", sentence)
      : new EngineError("worker-load", LOAD_FAILED, { cause });
  const crashed = (detail: string): EngineError => lossOf(`A worker crashed: ${detail}`, detail);

  function hang(): void {
    onHung();
    lose(lossOf("A worker did not answer and was ended.", "it did not answer"));
  }

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
    greet,
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
    await call(
      (remote) => (remote as unknown as Remote<Greeting>).hello(),
      isReady ? GREETING_MS : LOAD_DEADLINE_MS,
    );
    isReady = true;
  }

  handle.ready.catch(() => {}); // whoever awaits it hears of it; nobody has to
  return handle;
}

/** In two halves: a page that stalled past both sees only the first, and then the answer that was waiting. */
function countDown(ms: Ms, act: () => void): () => void {
  let halves = 0;
  const timer = setInterval(() => {
    halves++;
    if (halves === 2) act();
  }, ms / 2);
  return () => clearInterval(timer);
}
