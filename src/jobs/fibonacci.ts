import { checkSize } from "./fit-size.ts";
import type { Job } from "./job.ts";

/** The n-th Fibonacci number, the slow way: every call makes two more. */
function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

/** Calls this small run in one go: fib(20) is 21 891 calls, some 60 µs. */
const LEAF = 20;

/** The same calls in the same order, with a pause after each leaf. A list of calls yet to make is the call stack. */
function* fibWithPauses(n: number): Generator<undefined, number, undefined> {
  const calls = [n];
  let sum = 0;
  for (let call = calls.pop(); call !== undefined; call = calls.pop()) {
    if (call > LEAF) {
      calls.push(call - 2, call - 1);
    } else {
      sum += fib(call);
      yield;
    }
  }
  return sum;
}

/** The n-th Fibonacci number, the quick way: n additions. */
function fibByAdding(n: number): number {
  let [a, b] = [0, 1];
  for (let i = 0; i < n; i++) [a, b] = [b, a + b];
  return a;
}

/** fib(47) is the last that fits 32 bits; it takes 9 615 053 951 calls. */
export const fibJob: Job = {
  name: "fib",
  unit: "n of fib(n)",
  maxSize: 47,
  run(n) {
    checkSize(fibJob, n);
    return fibWithPauses(n);
  },
  expected(n) {
    checkSize(fibJob, n);
    return fibByAdding(n);
  },
  /** The calls fib(n) makes, itself included: calls(n) = 1 + calls(n - 1) + calls(n - 2) = 2 fib(n + 1) - 1. */
  work(n) {
    checkSize(fibJob, n);
    return 2 * fibByAdding(n + 1) - 1;
  },
};
