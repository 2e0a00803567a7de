import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL("../.github/workflows/", import.meta.url);
const actions = readdirSync(folder).flatMap((file) =>
  [...readFileSync(new URL(file, folder), "utf8").matchAll(/\buses:\s*(.+)$/gm)].map(
    ([, action]) => ({ file, action: action ?? "" }),
  ),
);

test("the workflows use some actions", () => expect(actions.length).toBeGreaterThan(5));

/** A tag can be moved to other code by whoever owns, or has broken into, its repository. A commit can't. */
test.each(actions)("$file pins $action to a commit and says its version", ({ action }) => {
  expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});
