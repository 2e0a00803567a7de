import fc from "fast-check";
import { expect, test } from "vitest";
import { createSplitter, type SplitEnd } from "./split-events.ts";

/** The events of a text that arrives in pieces of `size` characters. */
function split(text: string, size = text.length): { events: unknown[]; end: SplitEnd } {
  const events: unknown[] = [];
  const splitter = createSplitter((some) => events.push(...some));
  for (let at = 0; at < text.length; at += Math.max(1, size)) {
    splitter.push(text.slice(at, at + Math.max(1, size)));
  }
  return { events, end: splitter.end() };
}

const tricky = [
  { name: 'a "quoted" ] } name', args: { deep: [{ a: [] }, "\\", '\\"'] } },
  { name: "{[,:", ph: "X" },
  { name: "é 𝄞 \n \u2028" },
];

test.each([
  ["the list form", JSON.stringify(tricky)],
  ["a list that is spread over lines", JSON.stringify(tricky, null, 2)],
  ["a list without its end", JSON.stringify(tricky).slice(0, -1)],
  ["a list that ends in a comma", `${JSON.stringify(tricky).slice(0, -1)},\n`],
  ["the object form", JSON.stringify({ traceEvents: tricky })],
  [
    "events after other things",
    JSON.stringify({ a: { traceEvents: [1] }, b: ["traceEvents"], traceEvents: tricky, c: [{}] }),
  ],
])("reads %s, however it is cut into pieces", (_, text) => {
  for (const size of [1, 2, 3, 7, 1000]) {
    const { events, end } = split(text, size);
    expect(events).toEqual(tricky);
    expect(end).toMatchObject({ form: "chrome", broken: 0 });
  }
});

test("whatever the events hold and wherever the pieces end, they come out the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
      fc.nat(40),
      (events, size) => {
        const text = JSON.stringify({ x: "traceEvents", traceEvents: events });
        expect(split(text, size).events).toEqual(JSON.parse(JSON.stringify(events)));
      },
    ),
  );
});

test("a file that stops in the middle gives what was whole, and says so", () => {
  const text = '{"traceEvents":[{"a":1},{"b":2},{"c":"thr';
  expect(split(text, 5)).toEqual({
    events: [{ a: 1 }, { b: 2 }],
    end: { form: "chrome", cutShort: true, broken: 0 },
  });
  expect(split('[{"a":1}').end.cutShort).toBe(false);
});

test("events that are no JSON cost only themselves", () => {
  const { events, end } = split('[{"a":1},{"b":nope},{"c":3} {"d":4}]');
  expect(events).toEqual([{ a: 1 }, { c: 3 }, { d: 4 }]);
  expect(end.broken).toBe(1);
});

test("NaN and Infinity, as Python writes them, are null; in a text they are words", () => {
  const { events, end } = split(
    '[{"dur":NaN,"a":[-Infinity,Infinity]},{"b":nope},{"name":"a \\" NaN"},{"NaN":NaN}]',
  );
  expect(events).toEqual([{ dur: null, a: [null, null] }, { name: 'a " NaN' }, { NaN: null }]);
  expect(end.broken).toBe(1);
  for (const long of ["x".repeat(3_900_000), "\\".repeat(1_900_000)]) {
    const text = `[{"name":${JSON.stringify(long)},"dur":NaN},{"a":1}]`;
    expect(split(text).events).toEqual([{ name: long, dur: null }, { a: 1 }]);
  }
});

test("one endless event is given up, and what follows is read", () => {
  const { events, end } = split(`[{"a":"${"x".repeat(4_200_000)}"},{"b":2}]`, 65_536);
  expect(events).toEqual([{ b: 2 }]);
  expect(end.broken).toBe(1);
});

test("tells this program's own files, and what is neither", () => {
  expect(split('{ "format" : "overlap", "version": 1 }', 3).end.form).toBe("overlap");
  expect(split('{"version":1,"trace":{"format":"overlap"}}').end.form).toBe("other");
  expect(split("id,name\n1,a").end.form).toBe("other");
  expect(split("").end.form).toBe("other");
});

test("any text at all: it ends", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'[]{}",:\\a1 \n')), fc.nat(9), (marks, size) => {
      expect(split(marks.join(""), size).end.broken).toBeGreaterThanOrEqual(0);
    }),
  );
});
