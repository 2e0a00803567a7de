import fc from "fast-check";
import { expect, test } from "vitest";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { fileName, whenOf } from "./file-name.ts";

const when = "2026-11-21T09:40:12.000Z";

test("tells what is inside and when", () => {
  expect(fileName("fib event-loop thread-pool", when, "csv")).toBe(
    "overlap-fib-event-loop-thread-pool-2026-11-21-0940.csv",
  );
});

test.each([
  ["../../etc/passwd", "overlap-etc-passwd.json"],
  ["Café – naïve.json", "overlap-cafe-naive-json.json"],
  ["\u202E", "overlap.json"],
  ["con", "overlap-con.json"],
])("%j is made safe", (about, name) => {
  expect(fileName(about, "", "json")).toBe(name);
});

test("whatever it is about and whenever: a name every file system takes", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (about, time) => {
      expect(fileName(about, time, "svg")).toMatch(/^overlap[a-z0-9-]{0,100}\.svg$/);
    }),
  );
});

test("the date is that of the measurement, where there was one", () => {
  const plain = fromSketch("L0 A");
  const measured = {
    kind: "measured",
    startedAt: when,
    cores: 2,
    clockStep: 0.005,
    clockSkew: 0,
    isolated: true,
    userAgent: "",
  } as const;
  expect(whenOf([plain, { ...plain, provenance: measured }], "now")).toBe(when);
  expect(whenOf([plain], "now")).toBe("now");
});
