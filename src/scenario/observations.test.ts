import { expect, test } from "vitest";
import { counted } from "../metrics/format.ts";
import { latencies, listed, peakOf } from "./observations.ts";
import { oneByOne, requests, together } from "./scenario-test-kit.ts";

test("counted and listed make English", () => {
  expect([counted(1, "lane"), counted(0, "lane"), counted(2, "query", "queries")]).toEqual([
    "1 lane",
    "0 lanes",
    "2 queries",
  ]);
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
});

test("peakOf counts half-open spans: what ends where another starts does not overlap it", () => {
  expect(peakOf(oneByOne().trace, "running")).toBe(1);
  expect(peakOf(together().trace, "running")).toBe(2);
  expect(peakOf(requests(10).trace, "waiting")).toBe(10);
});

test("latency is from release to settlement", () => {
  expect(latencies(oneByOne().trace)).toEqual([200, 400]);
});
