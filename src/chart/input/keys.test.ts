import { expect, test } from "vitest";
import { helpOf } from "../reading/help.ts";
import { shortcutsOf } from "./keys.ts";

const nothing = () => {};
const wantsOf = (able?: Parameters<typeof helpOf>[0]) => helpOf(able).map(({ want }) => want);

test("only what the page listens to is promised", () => {
  const walks = ["Walk spans", "Follow a task", "Let go"];
  expect(wantsOf({})).toEqual(walks);
  expect(shortcutsOf({})).not.toMatch(/[[/+]|Backspace/);
  expect(shortcutsOf({})).toContain("N P ?");
  expect(wantsOf({ onRange: nothing })).toContain("Measure a stretch");
  expect(shortcutsOf({ onRange: nothing }).split(" ")).toEqual(expect.arrayContaining(["[", "]"]));
  expect(shortcutsOf({ onRange: nothing })).not.toContain("/");
  expect(shortcutsOf({ onFind: nothing })).toContain("/");
  expect(wantsOf({ onDomain: nothing, onBack: nothing })).toHaveLength(walks.length + 4);
  expect(wantsOf()).toHaveLength(9);
});
