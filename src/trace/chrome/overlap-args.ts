import { type Decoder, index, number, object, oneOf, text } from "../file/decode.ts";
import { provenanceDecoder, stateDecoder } from "../file/overlap-file.ts";
import type {
  Lane,
  LaneSpan,
  Ms,
  Provenance,
  SpanState,
  StepIndex,
  TaskOutcome,
} from "../types.ts";

/**
 * What this program adds to the events it writes, as `args.overlap`, so that its own traces come back whole.
 * Other viewers show it among the arguments and think nothing of it.
 */
export interface Marks {
  /** of a running slice, and of any other state of a task */
  readonly span: {
    readonly task: number;
    readonly state?: SpanState;
    readonly step?: StepIndex | undefined;
  };
  /** of the async slice that lasts as long as a task does */
  readonly task: {
    readonly task: number;
    readonly kind: string;
    readonly outcome: TaskOutcome;
    readonly error?: string;
  };
  /** of the start-up, idling and pre-emption of a thread */
  readonly lane: { readonly lane: number; readonly is: LaneSpan["state"] };
  /** of a process: one run */
  readonly side: {
    readonly provenance: Provenance;
    readonly duration: Ms;
    /** µs at which the run begins; 0 where a file does not say */
    readonly from?: number;
  };
  /** of a thread */
  readonly thread: {
    readonly lane: number;
    readonly kind: Lane["kind"];
    /** the lane that this one is a further row of */
    readonly rowOf?: number;
  };
}

const words = text(10_000);

const decoders: { readonly [K in keyof Marks]: Decoder<Marks[K]> } = {
  span: object({ task: index }, { state: stateDecoder(words), step: index }),
  task: object(
    { task: index, kind: words, outcome: oneOf("done", "failed", "timed-out", "cancelled") },
    { error: words },
  ),
  lane: object({ lane: index, is: oneOf("starting", "idle", "preempted") }),
  side: object({ provenance: provenanceDecoder(words), duration: number }, { from: number }),
  thread: object({ lane: index, kind: oneOf("event-loop", "thread", "process") }, { rowOf: index }),
};

/** The mark of that sort in an event's arguments; undefined where there is none, or one that makes no sense. */
export function markOf<K extends keyof Marks>(args: unknown, sort: K): Marks[K] | undefined {
  if (typeof args !== "object" || args === null || !Object.hasOwn(args, "overlap")) {
    return undefined;
  }
  try {
    return decoders[sort](Reflect.get(args, "overlap"), sort);
  } catch {
    return undefined;
  }
}
