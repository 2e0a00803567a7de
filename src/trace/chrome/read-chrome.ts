import type { Trace } from "../types.ts";
import { createCollector } from "./collect-slices.ts";
import type { Counts } from "./collected.ts";
import { foreignTrace, type Understood } from "./foreign.ts";
import { ownTrace } from "./own.ts";

/** One run of a file: a file that this program wrote may hold several, each a process of its own. */
interface ChromeRun {
  /** name of the process, for runs of this program; "" else */
  readonly label: string;
  readonly trace: Trace;
}

export interface ChromeRead {
  /** none where the file holds no slice at all */
  readonly runs: readonly ChromeRun[];
  readonly counts: Readonly<Counts>;
  /** undefined where every run is this program's own: then nothing had to be understood in another way */
  readonly understood: Understood | undefined;
}

interface ChromeReader {
  /** Events as `JSON.parse` gives them, whatever they are. */
  take(events: readonly unknown[]): void;
  /** How many were taken. */
  taken(): number;
  /** @param file its name, for the provenance */
  finish(file: string): ChromeRead;
}

/** Chrome Trace Events to traces. Never throws for anything in the events. */
export function createChromeReader(): ChromeReader {
  const collector = createCollector();
  return {
    take(events) {
      for (const event of events) collector.push(event);
    },
    taken: () => collector.collected().counts.events,
    finish(file) {
      const collected = collector.collected();
      const runs: ChromeRun[] = [];
      const foreign = new Set<string>();
      for (const process of collected.processes.values()) {
        const trace = ownTrace(collected, process);
        if (trace === undefined) foreign.add(process.pid);
        else runs.push({ label: process.name ?? "", trace });
      }
      const { counts } = collected;
      if (foreign.size === 0) return { runs, counts, understood: undefined };
      const { trace, understood } = foreignTrace(collected, foreign, {
        kind: "imported",
        from: "chrome-trace",
        file,
      });
      if (trace.tasks.length > 0) runs.push({ label: "", trace });
      return { runs, counts, understood: trace.tasks.length > 0 ? understood : undefined };
    },
  };
}
