import type { StoreApi } from "zustand/vanilla";

/** What measures: a press of Run, a sweep, a memory lab. */
type Tenant = "run" | "sweep" | "lab";

/** Who has the machine: one at a time, for two at once would measure each other. */
export type MachineOwner =
  | { readonly is: "free" }
  | { readonly is: Tenant; readonly stopping: boolean };

/** The machine while one tenant has it. */
interface Tenure {
  /** aborts when the tenant is to stop; it has the machine until it releases it */
  readonly signal: AbortSignal;
  release(): void;
}

/** The one place where the machine is given away, and taken back. */
export interface MachineClaims {
  /** Undefined while somebody has it: `refusalOf` says so in words. */
  claim(tenant: Tenant): Tenure | undefined;
  /** Tells the tenant, or whoever has the machine, to stop; what was measured stays. */
  stop(tenant?: Tenant): void;
}

const TENANTS: Readonly<Record<Tenant, string>> = {
  run: "A run",
  sweep: "A sweep",
  lab: "A memory lab",
};

/** Why nothing else can be measured now, as a sentence; undefined where the machine is free. */
export const refusalOf = (
  { is }: MachineOwner,
  advice = "wait for it, or press Stop",
): string | undefined => (is === "free" ? undefined : `${TENANTS[is]} is going on: ${advice}.`);

export const FREE: MachineOwner = { is: "free" };

/** @param store whose `owner` these claims keep, and nobody else does */
export function createMachineClaims(
  store: Pick<StoreApi<{ readonly owner: MachineOwner }>, "getState" | "setState">,
): MachineClaims {
  let current: AbortController | undefined;
  return {
    claim(tenant) {
      if (current !== undefined) return undefined;
      const controller = new AbortController();
      current = controller;
      store.setState({ owner: { is: tenant, stopping: false } });
      return {
        signal: controller.signal,
        release() {
          // a second release must not take the machine from whoever has it by then
          if (current !== controller) return;
          current = undefined;
          store.setState({ owner: FREE });
        },
      };
    },
    stop(tenant) {
      const { owner } = store.getState();
      if (owner.is === "free" || (tenant !== undefined && tenant !== owner.is)) return;
      store.setState({ owner: { is: owner.is, stopping: true } });
      current?.abort();
    },
  };
}
