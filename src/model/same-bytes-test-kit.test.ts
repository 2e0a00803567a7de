import { expect, test } from "vitest";
import { EXPECTED_BYTES, sameBytes } from "./same-bytes-test-kit.ts";

test("the same plan and seed give the same bytes here as everywhere", () => {
  expect(sameBytes()).toBe(EXPECTED_BYTES);
});
