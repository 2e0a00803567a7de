import { useLabTimelines } from "../timelines/timelines.ts";
import { Transport } from "./transport.tsx";
import { useReplayed, useStage } from "./use-replay.ts";

/** The sides of the lab, in lockstep. */
export function LabTransport() {
  const replayed = useReplayed();
  const stage = useStage(useLabTimelines());
  return <Transport replayed={replayed} stage={stage} />;
}
