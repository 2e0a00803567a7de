import { type Engine, EngineError } from "./interface.ts";
import { browserEnvironment, readMachine } from "./machine.ts";

/**
 * The engine of a page: says at once what the machine is, and loads the rest (a quarter of the page's own code)
 * when the page has nothing better to do, or with the first run.
 * @param quiet until then the page has something better to do
 */
export function createPageEngine(quiet: Promise<void> = Promise.resolve()): Engine {
  const environment = browserEnvironment();
  let loading: Promise<Engine> | undefined;
  let isDisposed = false;

  const load = (): Promise<Engine> => {
    loading ??= import("./engine.ts").then(
      ({ createEngine }) => createEngine(undefined, environment),
      (cause: unknown) => {
        loading = undefined; // the next run tries again
        throw new EngineError(
          "worker-load",
          "A part of this page could not be loaded, so nothing can be run.",
          { cause },
        );
      },
    );
    return loading;
  };
  void quiet.then(() => whenIdle(() => load().catch(() => {})));

  return {
    machine: readMachine(environment),
    async run(request) {
      const engine = await load();
      if (isDisposed) engine.dispose();
      return engine.run(request);
    },
    dispose() {
      isDisposed = true;
      loading?.then((engine) => engine.dispose()).catch(() => {});
    },
  };
}

/** Safari has no requestIdleCallback. */
function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 200);
}
