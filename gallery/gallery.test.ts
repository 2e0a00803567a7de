import { expect, test } from "vitest";
import { countNow, refineNow } from "../src/chart/scene/counting.ts";
import { viewOf } from "../src/chart/scene/scene.ts";
import { gridsNow } from "../src/chart/spans/span-index.ts";
import { STATES } from "../src/chart/states-test-kit.ts";
import { pictureOf } from "../src/chart/text-picture-test-kit.ts";

function drawn(state: (typeof STATES)[number]): string {
  for (const _ of countNow(state.props.trace));
  const { layout, trace, coarse } = viewOf(state.props, 900);
  for (const _ of gridsNow(layout.index));
  if (coarse !== undefined) refineNow(trace, coarse);
  return pictureOf(state);
}

/**
 * The pictures of `npm run gallery`, as text: a change in what is drawn shows as a change of these files; one in
 * how it is drawn, in the browser tests of src/chart.
 */
test.each(STATES)("$name", async (state) => {
  const file = `./__snapshots__/${state.name.replace(/[^a-z0-9]+/gi, "-")}.txt`;
  await expect(drawn(state)).toMatchFileSnapshot(file);
});

test("no state looks like another", () => {
  const named = new Map(STATES.map((state) => [drawn(state), state.name]));
  expect([...named.values()]).toEqual(STATES.map(({ name }) => name));
});
