import { expect, test } from "vitest";
import { readParameters } from "./parameters.ts";

const usual = { run: "click", theme: "auto", id: "", origin: undefined };

test("without parameters: run by click, the system's colours, nobody told", () => {
  expect(readParameters("")).toEqual({ parameters: usual, warnings: [] });
});

test("every parameter as given; those of the lab are left to the lab", () => {
  const search =
    "?scenario=fib&a=event-loop&n=30&run=auto&theme=dark&id=week-3.fib&origin=https%3A%2F%2Fschool.example%3A8443";
  expect(readParameters(search)).toEqual({
    parameters: {
      run: "auto",
      theme: "dark",
      id: "week-3.fib",
      origin: "https://school.example:8443",
    },
    warnings: [],
  });
});

test.each([
  ["run=now", 'run: "now" is neither "click" nor "auto", "click" is used.'],
  ["run=", 'run: "" is neither "click" nor "auto", "click" is used.'],
  ["theme=sepia", 'theme: "sepia" is none of "auto", "light", "dark", "auto" is used.'],
  ["id=week 3", 'id: "week 3" is not 1 to 64 letters, digits or . : _ -, none is used.'],
  [`id=${"x".repeat(65)}`, /^id: "x{40}…" is not 1 to 64/],
  ["origin=*", /^origin: "\*" is not an origin like https:/],
  ["origin=null", /^origin: "null" is not an origin/],
  ["origin=school.example", /^origin: "school.example" is not an origin/],
  ["origin=https://school.example/", /^origin: "https:\/\/school.example\/" is not an origin/],
  ["origin=https://school.example/week/3", /is not an origin/],
  ["origin=data:text/html,x", /is not an origin/],
  ["origin=javascript:alert(1)", /is not an origin/],
  ["panels=timeline", "panels: this version of the embed does not know it yet, it is ignored."],
])("%s falls back and says so", (search, sentence) => {
  const { parameters, warnings } = readParameters(`?${search}`);
  expect(parameters).toEqual(usual);
  expect(warnings).toEqual([expect.stringMatching(sentence)]);
});

test("a parameter that is there twice: the first counts, and it is said", () => {
  const { parameters, warnings } = readParameters("?theme=dark&theme=light");
  expect(parameters.theme).toBe("dark");
  expect(warnings).toEqual(["theme: is there twice, the first one counts."]);
});
