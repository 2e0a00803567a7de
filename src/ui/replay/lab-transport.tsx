import { Transport } from "./transport.tsx";
import { useLabStage, useReplayed } from "./use-replay.ts";

/** The sides of the lab, in lockstep. */
export function LabTransport() {
  const replayed = useReplayed();
  const stage = useLabStage();
  return <Transport replayed={replayed} stage={stage} />;
}
