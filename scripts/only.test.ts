import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { chosen } from "./only.mjs";

const topics = { command: "npm run bench", one: "topic", names: ["lanes", "chart", "model"] };

test("all unless told, else those named, in their own order", () => {
  expect(chosen([], topics)).toEqual({ names: topics.names });
  expect(chosen(["--only", "model,lanes"], topics)).toEqual({ names: ["lanes", "model"] });
  expect(chosen(["--only=chart"], topics)).toEqual({ names: ["chart"] });
});

test.each([
  [["chart"], 'Unknown argument "chart"; to run some topics: npm run bench -- --only chart'],
  [["fast"], 'Unknown argument "fast"; to run some topics: npm run bench -- --only lanes,chart'],
  [
    ["--only", "chart", "model"],
    'Unknown argument "model"; to run some topics: npm run bench -- --only model',
  ],
  [
    ["--quick"],
    'Unknown argument "--quick"; to run some topics: npm run bench -- --only lanes,chart',
  ],
  [
    ["-q", "chart"],
    'Unknown argument "-q"; to run some topics: npm run bench -- --only lanes,chart',
  ],
  [["--only"], "--only: which topic? There are lanes, chart, model."],
  [["--only="], "--only: which topic? There are lanes, chart, model."],
  [["--only", "chart,bars"], "--only: no topic bars; there are lanes, chart, model."],
])("%j is refused in one sentence", (args, sentence) => {
  expect(chosen(args, topics)).toEqual({ refused: sentence });
});

test.each(["bench/run.mjs", "scripts/test.mjs"])(
  "%s ends with such a sentence and exit code 2",
  (script) => {
    const run = () =>
      execFileSync(process.execPath, [script, "--only", "nothing", "chart"], {
        cwd: fileURLToPath(new URL("..", import.meta.url)),
        encoding: "utf8",
        stdio: "pipe",
      });
    expect(run).toThrow(
      expect.objectContaining({
        status: 2,
        stderr: expect.stringMatching(/^Unknown argument "chart"; .*\n$/),
      }),
    );
  },
);
