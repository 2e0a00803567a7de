import { describe, expect, test } from "vitest";
import { hear } from "./messages.ts";

const hello = { source: "overlap", v: 1, type: "hello" };

test("hello is heard, with an id or without", () => {
  expect(hear(hello)).toEqual({ is: "hello" });
  expect(hear({ ...hello, id: "week-3" })).toEqual({ is: "hello" });
});

describe("what others say is not ours to answer", () => {
  test.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "overlap"],
    ["a number", 1],
    ["a list", ["overlap"]],
    ["an empty object", {}],
    ["another program", { source: "react-devtools", type: "hello" }],
    ["a name alike", { source: "Overlap", v: 1, type: "hello" }],
  ])("%s", (_, data) => {
    expect(hear(data)).toEqual({ is: "not-ours" });
  });
});

describe("what is ours but wrong is told why, in a sentence", () => {
  test.each([
    ["a newer version", { ...hello, v: 2 }, "v: this embed speaks version 1, not 2."],
    ["no version", { source: "overlap", type: "hello" }, /^"v" is missing\.$/],
    ["a later message", { ...hello, type: "stop" }, /^type: .*"hello", not "stop"\.$/],
    ["no type", { source: "overlap", v: 1 }, /^"type" is missing\.$/],
    ["an id that is no text", { ...hello, id: 7 }, "id: takes a text."],
    ["two faults", { source: "overlap", v: 0, type: "go" }, /^v: .*\. type: .*\.$/],
  ])("%s", (_, data, why) => {
    const heard = hear(data);
    expect(heard).toEqual({ is: "bad", why: expect.stringMatching(why) });
  });

  test("however long the fault, the sentence is not", () => {
    const heard = hear({ ...hello, type: "x".repeat(100_000) });
    expect(heard.is === "bad" && heard.why.length).toBeLessThanOrEqual(200);
  });
});
