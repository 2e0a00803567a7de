import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTrace } from "../build.ts";
import { anyRun } from "../sketch/any-run.ts";
import { fromSketch } from "../sketch/from-sketch.ts";
import { DecodeError } from "./decode.ts";
import { LIMITS, parseTrace, stringifyTrace, upgrade, writeTrace } from "./overlap-file.ts";

const trace = fromSketch("A q0~=-1x!\nB .qqqqqq0@\nL0 ^..*_.");
const plan = { tasks: [{ id: 0, note: "as it is" }], cancelAfter: null };
const good = stringifyTrace({ trace, plan, model: { id: "event-loop" } });

type Json = { [key: string]: Json } & Json[];
/** The good file with one thing changed. */
function changed(change: (file: Json) => void): string {
  const file: Json = JSON.parse(good);
  change(file);
  return JSON.stringify(file);
}
const set = (target: Json | undefined, key: string | number, value: unknown) =>
  Object.assign(target ?? {}, { [key]: value });

const errorOf = (source: string, limits = LIMITS): string => {
  const parsed = parseTrace(source, limits);
  return parsed.ok ? "" : parsed.error;
};

describe("parseTrace", () => {
  it("reads what stringifyTrace wrote, plan and model as they are", () => {
    expect(parseTrace(good)).toEqual({
      ok: true,
      file: { trace, plan, model: { id: "event-loop" } },
    });
  });

  it("reads any trace back the same", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 60 }), (numbers) => {
        const { header, events, laneEvents } = anyRun(numbers);
        const any = buildTrace(header, events, laneEvents);
        expect(parseTrace(stringifyTrace({ trace: any }))).toEqual({
          ok: true,
          file: { trace: any },
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, (file: Json) => void, string]>([
    [
      "an unknown field",
      (f) => set(f.trace, "colour", 1),
      "file.trace.colour is not a known field",
    ],
    ["a missing field", (f) => delete f.trace?.lanes, "file.trace.lanes is missing"],
    [
      "an ill-typed field",
      (f) => set(f.trace?.spans?.[1], "start", "x"),
      'file.trace.spans[1].start should be a finite number, but is "x"',
    ],
    [
      "an unknown state",
      (f) => set(f.trace?.spans?.[0], "state", { is: "toString" }),
      "file.trace.spans[0].state.is should be one of",
    ],
    [
      "a state of no kind",
      (f) => set(f.trace?.spans?.[0], "state", {}),
      "file.trace.spans[0].state.is should be one of",
    ],
    [
      "a fractional id",
      (f) => set(f.trace?.spans?.[0], "task", 0.5),
      "file.trace.spans[0].task should be a whole number",
    ],
    [
      "null for a list",
      (f) => set(f.trace, "tasks", null),
      "file.trace.tasks should be a list, but is null",
    ],
    [
      "a list for an object",
      (f) => set(f, "trace", []),
      "file.trace should be an object, but is a list",
    ],
    [
      "an outcome nobody knows",
      (f) => set(f.trace?.settled?.[0], "outcome", "lost"),
      '.outcome should be one of "done"',
    ],
    [
      "half a step",
      (f) => set(f.trace?.spans?.[1], "step", 0.5),
      "file.trace.spans[1].step should be a whole number from 0",
    ],
    [
      "a step that no task has",
      (f) => set(f.trace?.spans?.[1], "step", 2 ** 31),
      "is running at step 2147483648; a step is a whole number from 0",
    ],
    ["an id that is not its index", (f) => set(f.trace?.tasks?.[1], "id", 0), "an id is its index"],
    [
      "a span before its task's last ended",
      (f) => set(f.trace?.spans?.[0], "end", 2),
      "its state before lasts until 2 ms",
    ],
    [
      "a task that settles twice",
      (f) => f.trace?.settled?.push({ at: 1, outcome: "done" } as unknown as Json),
      "3 tasks settle",
    ],
    ["another format", (f) => set(f, "format", "perf"), 'does not say "format": "overlap"'],
    ["no version", (f) => delete f.version, "file.version should be a whole number"],
    ["version 0", (f) => set(f, "version", 0), "no version 0"],
    [
      "a newer version",
      (f) => set(f, "version", 7),
      "it has version 7, and this page knows versions up to 2; a newer Overlap can open it",
    ],
  ])("refuses %s", (_, change, sentence) => {
    expect(errorOf(changed(change))).toContain(sentence);
  });

  it.each([
    ["", "not JSON"],
    ["{", "not JSON"],
    ["null", "should be an object"],
    ["[]", "should be an object"],
    ["1e999", "should be an object, but is Infinity"],
    [good.replace(/"duration":[\d.]+/, '"duration":1e999'), "duration should be a finite number"],
  ])("refuses %s", (source, sentence) => {
    expect(errorOf(source)).toContain(sentence);
  });

  it.each([
    ["in the file", good.replace('{"format"', '{"__proto__":{"polluted":1},"format"')],
    ["in a span", good.replace('{"task"', '{"__proto__":{"polluted":1},"task"')],
    ["in the plan", good.replace('"note"', '"__proto__":{"polluted":1},"note"')],
  ])("refuses __proto__ %s", (_, source) => {
    expect(errorOf(source)).toContain("__proto__ is not a known field");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ["characters", { ...LIMITS, characters: 10 }, "more than 10 characters"],
    ["spans", { ...LIMITS, spans: 3 }, "spans has"],
    ["tasks", { ...LIMITS, rows: 1 }, "file.trace.lanes has 2 items, more than the 1 allowed"],
    ["text", { ...LIMITS, text: 5 }, "more than the 5 allowed"],
  ])("bounds %s", (_, limits, sentence) => {
    expect(errorOf(good, limits)).toContain(sentence);
  });

  it("is never given what it would refuse for its size", () => {
    const file = { trace, plan, model: { id: "event-loop" } };
    const limits = { ...LIMITS, characters: good.length };
    expect(writeTrace(file, limits)).toEqual({ ok: true, text: good });
    expect(parseTrace(good, limits).ok).toBe(true);
    expect(writeTrace(file, { ...limits, characters: good.length - 1 })).toEqual({
      ok: false,
      error: expect.stringMatching(/^This run is too large for an Overlap file/),
    });
  });

  it("bounds how deep a plan is nested", () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    expect(errorOf(good.replace("null", deep))).toContain("more than 100 levels deep");
  });

  it("answers anything with a value, whatever was mangled", () => {
    const mangle = fc.record({
      at: fc.nat(good.length),
      cut: fc.nat(12),
      put: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom("null", "-1", '"', "{}", "[]", "1e400"),
      ),
    });
    fc.assert(
      fc.property(mangle, ({ at, cut, put }) => {
        const parsed = parseTrace(good.slice(0, at) + put + good.slice(at + cut));
        if (!parsed.ok) expect(parsed.error).toMatch(/^The file .*\.$/s);
      }),
      { numRuns: 500 },
    );
  });

  it("answers any JSON in place of any field", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("spans", "settled", "lanes", "provenance"),
        (v, key) => {
          const source = changed((f) => set(f.trace, key, v));
          expect(typeof parseTrace(source).ok).toBe("boolean");
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("files of every version there was", () => {
  const fixture = (name: string) =>
    readFileSync(new URL(`./fixtures/${name}.overlap.json`, import.meta.url), "utf8");
  const open = (name: string) => {
    const parsed = parseTrace(fixture(name));
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.file;
  };

  it.each(["v1", "v1-measured", "v2", "v2-measured"])(
    "%s opens, plan and model as they are",
    (name) => {
      const { trace: opened, plan: kept, model } = open(name);
      const { trace: written, plan: wrote, model: had } = JSON.parse(fixture(name));
      expect(opened).toEqual(written);
      expect([kept, model]).toEqual([wrote, had]);
    },
  );

  it("version 1 knows no steps and has computations that follow each other in one span", () => {
    const { spans } = open("v1").trace;
    expect(spans.every((span) => span.step === undefined)).toBe(true);
    expect(spans[0]).toMatchObject({ task: 0, start: 0, end: 7, state: { is: "running" } });
  });

  it("version 2 tells them apart", () => {
    const { spans } = open("v2").trace;
    expect(spans.filter(({ task }) => task === 0)).toMatchObject([
      { start: 0, end: 4, step: 0 },
      { start: 4, end: 7, step: 1 },
    ]);
  });

  it("the newest is written again to the letter, the others as the newest", () => {
    for (const name of ["v2", "v2-measured"])
      expect(stringifyTrace(open(name))).toBe(fixture(name));
    const again = stringifyTrace(open("v1"));
    expect(JSON.parse(again).version).toBe(2);
    expect(parseTrace(again)).toEqual({ ok: true, file: open("v1") });
  });
});

describe("upgrade", () => {
  const steps = [
    (f: object) => ({ ...f, version: 2, second: true }),
    (f: object) => ({ ...f, version: 3, third: true }),
  ];
  it("takes one step at a time from the version the file has", () => {
    const from = (version: number) => upgrade({ format: "overlap", version }, steps);
    expect(from(1)).toEqual({ format: "overlap", version: 3, second: true, third: true });
    expect(from(2)).toEqual({ format: "overlap", version: 3, third: true });
    expect(from(3)).toEqual({ format: "overlap", version: 3 });
    expect(() => from(4)).toThrow(DecodeError);
  });
});
