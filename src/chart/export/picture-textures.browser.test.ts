import { expect, test } from "vitest";
import { compared, inTurn, predicted } from "../picture-pixels-test-kit.ts";

test.each([
  ["short spans in high rows", inTurn(5, 4)],
  ["short spans in low rows", inTurn(100, 4)],
  ["predicted short spans in high rows", predicted(inTurn(5, 4))],
  ["predicted short spans in low rows", predicted(inTurn(100, 4))],
  ["merged spans in low rows", inTurn(100, 0.25)],
])("%s have the textures of the canvas, as strong", async (_, trace) => {
  for (const { is, most, levels } of await compared(trace)) {
    // a share of a share is rounded once more
    expect(most, is).toBeLessThanOrEqual(1);
    expect(levels.size, is).toBeGreaterThan(1);
  }
});

test("long spans in low rows have the textures of the canvas", async () => {
  for (const { is, most, levels } of await compared(inTurn(100, 100))) {
    // running bars and hatches of the two differ by fractions of a pixel
    if (is === "running" || is === "waiting") continue;
    expect(most, is).toBeLessThanOrEqual(1);
    expect(levels.size, `ink, ground and paper of ${is}`).toBe(3);
  }
});
