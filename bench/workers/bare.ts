import { measureRate } from "../../src/jobs/calibrate.ts";
import { drive } from "../../src/jobs/drive.ts";
import type { Job } from "../../src/jobs/job.ts";
import { jobByName } from "../../src/jobs/registry.ts";
import type { Answer, Question } from "./protocol.ts";

/** The baseline: a worker with no engine in it, that drives the same jobs by the same loop. */
const absoluteNow = (): number => performance.timeOrigin + performance.now();
const goOn = (): boolean => false;
const nothing: Answer = { start: 0, end: 0, trips: [] };

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  void answer(data).then((given) => postMessage(given));
});

async function answer(question: Question): Promise<Answer> {
  switch (question.ask) {
    case "warm":
      measureRate(jobByName(question.job), () => performance.now());
      return nothing;
    case "loop":
      comeTo(new Int32Array(question.gate), question.parties);
      return { ...nothing, ...loop(jobByName(question.job), question.size, question.count) };
    case "serve":
      serve(question.port, jobByName(question.job), question.size);
      return nothing;
    case "ping":
      return { ...nothing, trips: await ping(question.port, question.rounds) };
    default:
      return question satisfies never;
  }
}

/** Spins until all have come: a blocked worker would be woken tens of microseconds after the others. */
function comeTo(gate: Int32Array, parties: number): void {
  Atomics.add(gate, 0, 1);
  while (Atomics.load(gate, 0) < parties);
}

function loop(job: Job, size: number, count: number): Pick<Answer, "start" | "end"> {
  const start = absoluteNow();
  for (let i = 0; i < count; i++) drive(job.run(size), goOn);
  return { start, end: absoluteNow() };
}

function serve(port: MessagePort, job: Job, size: number): void {
  port.onmessage = () => {
    const start = performance.now();
    drive(job.run(size), goOn);
    port.postMessage(performance.now() - start);
  };
}

function ping(port: MessagePort, rounds: number): Promise<number[]> {
  const trips: number[] = [];
  return new Promise((resolve) => {
    let sent = performance.now();
    port.onmessage = ({ data }: MessageEvent<number>) => {
      trips.push(performance.now() - sent - data);
      if (trips.length === rounds) return resolve(trips);
      sent = performance.now();
      port.postMessage(0);
    };
    port.postMessage(0);
  });
}
