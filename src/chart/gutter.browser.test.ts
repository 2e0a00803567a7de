import { expect, it } from "vitest";
import { ellipsised, measured } from "./gutter.ts";

it("cuts a label to its gutter and keeps the number that tells it apart", () => {
  expect(ellipsised("Request 17", 500, 12)).toBe("Request 17");
  const cut = ellipsised("Request 17", measured("Request 1", 12), 12);
  expect(cut).toMatch(/^Req.*… 17$/);
  expect(measured(cut, 12)).toBeLessThanOrEqual(measured("Request 1", 12));
  expect(ellipsised("Write the report", 60, 12)).toMatch(/^W.*…$/);
});
