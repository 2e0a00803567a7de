import type { StoreApi } from "zustand/vanilla";
import type { FindScenario, LoadScenario } from "../scenario/catalogue.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { LabState, Opening } from "./lab-state.ts";

/** What to do when the body is there: `enter` opens the scenario, and must be called. */
export type Arrival = (scenario: Scenario, enter: () => void) => void;

const justEnter: Arrival = (_, enter) => enter();

interface Opener {
  /** @returns false where there is none of that id */
  open(id: string, arrival?: Arrival): boolean;
  /** Asks no more for what has not come. */
  cancel(): void;
}

interface OpenerOptions {
  readonly store: StoreApi<LabState>;
  readonly find: FindScenario;
  readonly load: LoadScenario;
  /** puts a scenario into the store */
  readonly enter: (scenario: Scenario) => void;
}

/** Opens scenarios: at once where the body is there, else as soon as it has come. What was asked for last counts. */
export function createOpener({ store, find, load, enter }: OpenerOptions): Opener {
  let visit = 0;

  const put = (opening: Opening | undefined) => {
    if (store.getState().opening !== opening) store.setState({ opening });
  };

  function arrive(scenario: Scenario, arrival: Arrival): void {
    visit += 1;
    put(undefined);
    arrival(scenario, () => enter(scenario));
  }

  async function arriveLater(
    loading: Promise<Scenario>,
    id: string,
    arrival: Arrival,
  ): Promise<void> {
    visit += 1;
    const mine = visit;
    put({ is: "loading", scenario: id });
    try {
      const scenario = await loading;
      if (mine === visit) arrive(scenario, arrival);
    } catch (error) {
      if (mine !== visit) return;
      const sentence = error instanceof Error ? error.message : String(error);
      put({ is: "failed", scenario: id, sentence });
    }
  }

  function open(id: string, arrival: Arrival = justEnter): boolean {
    const there = find(id);
    if (there !== undefined) {
      arrive(there, arrival);
      return true;
    }
    const loading = load(id);
    if (loading === undefined) return false;
    void arriveLater(loading, id, arrival);
    return true;
  }

  return {
    open,
    cancel() {
      visit += 1;
      put(undefined);
    },
  };
}
