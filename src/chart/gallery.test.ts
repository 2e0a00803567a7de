import { expect, test } from "vitest";
import { pictureOf } from "../../gallery/picture.ts";
import { STATES } from "../../gallery/states.ts";
import { countNow } from "./scene.ts";

/** The pictures of `npm run gallery`, as text: a change in what is drawn shows as a change of these files. */
test.each(STATES)("$name", async ({ name, props }) => {
  for (const _ of countNow(props.trace));
  const file = `./__snapshots__/gallery/${name.replace(/[^a-z0-9]+/gi, "-")}.txt`;
  await expect(pictureOf(props)).toMatchFileSnapshot(file);
});
