import { expect, test } from "vitest";
import type { RunResult } from "../engine/interface.ts";
import { modelById } from "../plan/models.ts";
import { calls } from "../scenario/variants-test-kit.ts";
import { sideViews } from "../state/derived/side-views.ts";
import { createLab } from "../state/lab.ts";
import { engineOf, find, pair, pictureOf, stoppedRun } from "../state/lab-test-kit.ts";
import { browserName } from "./browser-name.ts";
import { cardText, runCard } from "./run-card.ts";

const place = { title: "A pair", link: "https://example.org/?scenario=pair" };
const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

const measured = (run: RunResult, startedAt: string, clockSkew: number): RunResult => ({
  ...run,
  trace: {
    ...run.trace,
    provenance: {
      kind: "measured",
      startedAt,
      cores: 2,
      clockStep: 0.005,
      clockSkew,
      isolated: true,
      userAgent: CHROME,
    },
  },
});

async function cardOf(make: (run: RunResult, i: number) => RunResult, repeats: 1 | 3 = 1) {
  const { engine } = engineOf(async (request, i) => make(pictureOf(request), i));
  const lab = createLab({ engine, scenario: pair, find });
  lab.setRepeats(repeats);
  await lab.run();
  const results = sideViews(lab.store.getState()).flatMap(({ result }) => result ?? []);
  return runCard(results, { tier: "A", coresReported: true }, place);
}

const plain = (text: string) => text.replace(/\u202F/g, " ");

test("the card says all that a reader needs to measure it again", async () => {
  const card = await cardOf((run, i) => measured(run, `2026-11-21T11:2${i}:05.000Z`, 0.0002 * i));
  expect(plain(cardText(card ?? []))).toBe(`Measured with Overlap
Work: A pair, ms 3, seed 1
A, Event loop: 1 lane, 1 run, 6.00 ms
B, Thread pool: 2 lanes, 1 run, 3.00 ms
Browser: Chrome 141 on Linux
Cores: 2 reported
Clock: steps of 5.00 µs, lanes within 0.200 µs
Page: isolated (fine clock, shared memory)
Start: warm
Background: no other load noticed
Date: 2026-11-21 11:21 UTC
Link: https://example.org/?scenario=pair`);
});

test("repeats say how far they lay apart, and noise is told once", async () => {
  const noisy = { kind: "noisy", text: "Something else was running." } as const;
  const card = await cardOf(
    (run) => ({ ...measured(run, "2026-11-21T11:23:05.000Z", 0), notes: [noisy] }),
    3,
  );
  const text = plain(cardText(card ?? []));
  expect(text).toContain("3 runs, median 6.00 ms (6.00 ms to 6.00 ms, spread 0 %)");
  expect(text).toContain("Background: Something else was running.\n");
});

test("a stopped run says so, and what was only predicted has no card", async () => {
  const request = { model: modelById("event-loop"), lanes: 1 };
  const stop = ({ plan }: RunResult) => stoppedRun({ ...request, plan });
  const card = await cardOf((run) => measured(stop(run), "2026-11-21T11:23:05.000Z", 0));
  expect(plain(cardText(card ?? []))).toContain("stopped after");
  expect(await cardOf((run) => run)).toBeUndefined();
  expect(runCard([], { tier: "A", coresReported: true }, place)).toBeUndefined();
});

test("knobs that are no numbers, and variants, are named as a reader knows them", async () => {
  const { engine } = engineOf(async (request) =>
    measured(pictureOf(request), "2026-11-21T11:20:05.000Z", 0),
  );
  const lab = createLab({ engine, scenario: calls, find });
  lab.set({ knobs: { latency: 90, policy: "fallback", retries: true } });
  await lab.run();
  const results = sideViews(lab.store.getState()).flatMap(({ result }) => result ?? []);
  const card = runCard(results, { tier: "A", coresReported: true }, place);
  const text = plain(cardText(card ?? []));
  expect(text).toContain("Work: A pair, latency 90, policy fallback, retries on, seed 1");
  expect(text).toContain("A, Event loop, no timeout: 1 lane");
  expect(text).toContain("B, Event loop, 30 ms: 1 lane");
});

test.each([
  [CHROME, "Chrome 141 on Linux"],
  [`${CHROME} Edg/141.0.0.0`, "Edge 141 on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0",
    "Firefox 142 on Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
    "Safari 18.4 on macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1",
    "Chrome 141 on iOS",
  ],
  ["test", "an unknown browser"],
])("%s is %s", (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
