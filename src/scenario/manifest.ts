import type { ScenarioEntry } from "./scenario.ts";

/**
 * Every scenario, in the order in which they are taught; the first is what a new visitor sees. What lists and
 * addresses need is here and in the first load of the page: some 130 bytes each, gzipped. All else is in the body.
 * `words` are those of learners who look for it, beside the title.
 */
export const MANIFEST: readonly [ScenarioEntry, ...ScenarioEntry[]] = [
  {
    id: "two-tasks",
    group: "Basics",
    title: "Two tasks, one lane or two",
    words: "concurrency parallelism interleaving yield await",
    models: ["event-loop", "thread-pool"],
    load: () => import("./catalogue/two-tasks.ts"),
  },
  {
    id: "four-cases",
    group: "Basics",
    title: "Four ways to run the same work",
    words: "blocking non-blocking goroutines tokio",
    models: ["sequential", "event-loop", "thread-pool", "m-n"],
    load: () => import("./catalogue/four-cases.ts"),
  },
  {
    id: "one-slow-query",
    group: "Basics",
    title: "One slow query among ten",
    words: "head-of-line blocking database latency",
    models: ["sequential", "event-loop"],
    load: () => import("./catalogue/one-slow-query.ts"),
  },
  {
    id: "hundred-requests",
    group: "Waiting",
    title: "A hundred requests at once",
    words: "server node asyncio i/o-bound",
    models: ["sequential", "event-loop"],
    load: () => import("./catalogue/hundred-requests.ts"),
  },
  {
    id: "fan-out",
    group: "Waiting",
    title: "One request, three calls",
    words: "Promise.all asyncio.gather WaitGroup join",
    models: ["sequential", "event-loop"],
    load: () => import("./catalogue/fan-out.ts"),
  },
  {
    id: "fib",
    group: "Computing",
    title: "Three Fibonacci numbers, three lanes",
    words: "cpu-bound speedup critical path",
    models: ["event-loop", "thread-pool"],
    load: () => import("./catalogue/fib.ts"),
  },
  {
    id: "matrix",
    group: "Computing",
    title: "A matrix in blocks of rows",
    words: "data parallelism numpy scaling cores",
    models: ["sequential", "thread-pool"],
    load: () => import("./catalogue/matrix.ts"),
  },
  {
    id: "blocked-loop",
    group: "Mixed",
    title: "One request blocks the loop",
    words: "node hangs worker_threads offload p95",
    models: ["event-loop", "loop-and-pool"],
    load: () => import("./catalogue/blocked-loop.ts"),
  },
];
