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

/** A worker's life, as its handle knows of it. */
interface Life {
  readonly worker: Worker;
  /** called when the worker is ended that may be computing still */
  readonly onHung: () => void;
  /** rejects each call that waits for its answer */
  readonly fails: Set<(reason: unknown) => void>;
  loss: EngineError | undefined;
  isReady: boolean;
  heardAt: Ms;
}

/** @param onHung called when a worker is ended that may be computing still */
export function createHandle<Api extends Greeting>(
  spawn: () => Worker,
  onHung: () => void,
): Handle<Api> {
  const life = startLife(spawn, onHung);
  const { worker } = life;
  const api = wrap<Api>(worker);
  const greet = (): Promise<void> => greetWorker(life, api as unknown as Remote<Greeting>);
  const handle: Handle<Api> = {
    worker,
    call: (act, deadline) => call(life, api, act, deadline),
    lose: (reason) => lose(life, reason),
    greet,
    ready: greet(),
    get isReady() {
      return life.isReady;
    },
    get isLost() {
      return life.loss !== undefined;
    },
    get heardAt() {
      return life.heardAt;
    },
    onFacts: undefined,
    onStarted: undefined,
  };
  listen(life, handle);
  handle.ready.catch(() => {}); // whoever awaits it hears of it; nobody has to
  return handle;
}

function startLife(spawn: () => Worker, onHung: () => void): Life {
  try {
    const worker = spawn();
    const heardAt = performance.now();
    return { worker, onHung, fails: new Set(), loss: undefined, isReady: false, heardAt };
  } catch (cause) {
    throw new EngineError("worker-load", LOAD_FAILED, { cause });
  }
}

function call<Api, T>(
  life: Life,
  api: Remote<Api>,
  act: (api: Remote<Api>) => Promise<T>,
  deadline?: Ms,
): Promise<T> {
  const { loss, fails } = life;
  if (loss !== undefined) return Promise.reject(loss);
  return new Promise((resolve, reject) => {
    const stopCount = deadline === undefined ? () => {} : countDown(deadline, () => hang(life));
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

async function greetWorker(life: Life, api: Remote<Greeting>): Promise<void> {
  const deadline = life.isReady ? GREETING_MS : LOAD_DEADLINE_MS;
  await call(life, api, (remote) => remote.hello(), deadline);
  life.isReady = true;
}

function listen(life: Life, handle: Pick<Handle<never>, "onFacts" | "onStarted">): void {
  const { worker } = life;
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    crash(life, event.message || "no reason given");
  });
  worker.addEventListener("messageerror", () => crash(life, "a message could not be read"));
  worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
    life.heardAt = performance.now();
    if (data.type === "facts") handle.onFacts?.(data);
    else if (data.type === "started") handle.onStarted?.(data);
    else if (data.type === "failure") crash(life, data.message);
  });
}

function lose(life: Life, reason: EngineError): void {
  if (life.loss !== undefined) return;
  life.loss = reason;
  life.worker.terminate();
  for (const fail of life.fails) fail(reason);
}

const crash = (life: Life, detail: string): void =>
  lose(life, lossOf(life, `A worker crashed: ${detail}`, detail));

function hang(life: Life): void {
  life.onHung();
  lose(life, lossOf(life, "A worker did not answer and was ended.", "it did not answer"));
}

const lossOf = ({ isReady }: Life, sentence: string, cause: string): EngineError =>
  isReady
    ? new EngineError("worker-lost", sentence)
    : new EngineError("worker-load", LOAD_FAILED, { cause });

/** In two halves: a page that stalled past both sees only the first, and then the answer that was waiting. */
function countDown(ms: Ms, act: () => void): () => void {
  let halves = 0;
  const timer = setInterval(() => {
    halves++;
    if (halves === 2) act();
  }, ms / 2);
  return () => clearInterval(timer);
}
