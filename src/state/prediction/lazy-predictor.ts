import type { StoreApi } from "zustand/vanilla";
import type { LabState } from "../lab-state.ts";
import { activeSides } from "../settings.ts";
import type { Predictor } from "./predictor.ts";

const NOT_LOADED =
  "A part of this page could not be loaded, so nothing is predicted. Runs are measured all the same; reload the page to predict.";

/** Predicts from the moment the simulator is there: 10 kB gzipped that the page's first picture does not wait for. */
export function predictWhenLoaded(store: StoreApi<LabState>): Predictor {
  let predictor: Predictor | undefined;
  let isDisposed = false;
  import("./predictor.ts").then(
    ({ createPredictor }) => {
      if (!isDisposed) predictor = createPredictor(store);
    },
    () => {
      const sides = activeSides(store.getState().settings);
      const failed = sides.map(({ key }) => [key, { error: NOT_LOADED }]);
      if (!isDisposed) store.setState({ predicted: Object.fromEntries(failed) });
    },
  );
  return {
    dispose() {
      isDisposed = true;
      predictor?.dispose();
    },
  };
}
