import type { TaskOutcome } from "../../trace/types.ts";
import { FACT_WIDTH, type FactCode, NO_STEP, packCode, packOutcome, SETTLED } from "./facts.ts";
import type { FactBatch } from "./protocol.ts";

/** Writes facts into one growing buffer and sends them off in batches. */
export interface Tracer {
  /** `code` and `argument` as facts.ts says; `step` of a task's fact as `StepIndex` does, NO_STEP if it is of none. */
  fact(at: number, code: FactCode, id: number, argument: number, step?: number): void;
  settled(at: number, task: number, outcome: TaskOutcome, error?: string): void;
  /** Sends what there is if the last batch is `BATCH_MS` old: called wherever a lane has a moment. */
  flushIfDue(at: number): void;
  flush(at: number): void;
  readonly count: number;
}

/** Two frames of a 60 Hz display: the picture grows smoothly, and a batch costs a lane about 15 µs. */
const BATCH_MS = 33;

export function createTracer(send: (batch: FactBatch, transfer: Transferable[]) => void): Tracer {
  let buffer = new Float64Array(1024 * FACT_WIDTH);
  let length = 0;
  let texts: string[] = [];
  let flushedAt = 0;
  let count = 0;

  function fact(
    at: number,
    code: FactCode,
    id: number,
    argument: number,
    step: number = NO_STEP,
  ): void {
    if (length === buffer.length) {
      const larger = new Float64Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
    }
    buffer[length] = at;
    buffer[length + 1] = packCode(code, step);
    buffer[length + 2] = id;
    buffer[length + 3] = argument;
    length += FACT_WIDTH;
    count++;
  }

  function flush(at: number): void {
    flushedAt = at;
    if (length === 0) return;
    const facts = buffer.slice(0, length);
    send({ type: "facts", facts, texts }, [facts.buffer]);
    length = 0;
    texts = [];
  }

  return {
    fact,
    settled(at, task, outcome, error) {
      if (error !== undefined) texts.push(error);
      fact(at, SETTLED, task, packOutcome(outcome, error === undefined ? -1 : texts.length - 1));
    },
    flushIfDue(at) {
      if (at - flushedAt >= BATCH_MS) flush(at);
    },
    flush,
    get count() {
      return count;
    },
  };
}

/** Keeps nothing: the bench compares runs with it against runs with a real tracer. */
export const silentTracer: Tracer = {
  fact() {},
  settled() {},
  flushIfDue() {},
  flush() {},
  count: 0,
};
